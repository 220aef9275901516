"""Which states, provinces and regions a text may mean: by ISO 3166-2, as the library pycountry
has it, in the languages of the country and in English.
"""
import gettext
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pycountry
from babel.languages import get_official_languages

_LOCALES = Path(pycountry.LOCALES_DIR)
# Letters that are no others with an accent.
_LETTERS = str.maketrans({'ı': 'i', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'æ': 'ae', 'œ': 'oe'})
# What kind of subdivision it is: said, or left out.
_KINDS = frozenset((
    'province provincia provincie county judet state estado estat region regione regiao '
    'departamento prefecture prefectura prefeitura prefettura emirate governorate voivodeship '
    'wojewodztwo oblast autonomous community comunidad ciudad metropolitan territory federal '
    'district distrito '
    'sheng shi zizhiqu lan ken to fu of de del di d dell nell nel la il ili the and y e i et und'
).split())
_KINDS_IN_CHINESE_CHARACTERS = re.compile(
    r'(?<=..)(?:省|市|都|府|県|縣|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区)$'
)
# What people write, and no list has, by folded name.
_FURTHER_NAMES = {
    'AR': {'ciudaddebuenosaires': 'AR-C', 'capitalfederal': 'AR-C', 'caba': 'AR-C'},
    'ES': {'baleares': 'ES-PM'},
    'IN': {'orissa': 'IN-OD', 'pondicherry': 'IN-PY'},
    'IT': {
        'florence': 'IT-FI', 'genoa': 'IT-GE', 'milan': 'IT-MI', 'naples': 'IT-NA',
        'padua': 'IT-PD', 'turin': 'IT-TO', 'venice': 'IT-VE',
    },
    'MX': {'cdmx': 'MX-CMX', 'distritofederal': 'MX-CMX', 'df': 'MX-CMX'},
    'NL': {'northholland': 'NL-NH', 'southholland': 'NL-ZH'},
}


@lru_cache(maxsize=10_000)
def codes_of(country_code, text):
    """Return the subdivisions of a country that a text may mean.

    :param str country_code: a code of ISO 3166-1, two letters.
    :param str text: a name, in a language of the country or in English, or a code.
    :return: codes of ISO 3166-2, such as 'ES-GI'; none if it is not known.
    :rtype: frozenset[str]
    """
    names, without_kinds = _names(country_code)
    short = _without_kind(text)
    return names.get(folded(text)) or names.get(short) or without_kinds.get(short) or frozenset()


@lru_cache(maxsize=10_000)
def folded(text):
    """Return what is the same in all spellings of a name: no accents, no case, no punctuation."""
    plain = unicodedata.normalize('NFKD', text.casefold().translate(_LETTERS))
    return ''.join(letter for letter in plain if letter.isalnum())


def _without_kind(text):
    """Return a name without what kind of subdivision it is, folded."""
    words = re.findall(r'[^\W_]+', ''.join(
        letter for letter in unicodedata.normalize('NFKD', text.casefold().translate(_LETTERS))
        if not unicodedata.combining(letter)
    ))
    named = ''.join(word for word in words if word not in _KINDS) or ''.join(words)
    return _KINDS_IN_CHINESE_CHARACTERS.sub('', named)


@lru_cache(maxsize=300)
def _names(country_code):
    """Return the codes of all subdivisions of a country: by names, and by names without kinds.

    :rtype: tuple[dict[str, frozenset], dict[str, frozenset]]
    """
    names, without_kinds = defaultdict(set), defaultdict(set)
    translations = [gettext.NullTranslations(), *_translations(country_code)]
    for subdivision in pycountry.subdivisions.get(country_code=country_code) or ():
        spellings = [subdivision.code, subdivision.code.partition('-')[2]]
        for translation in translations:
            spellings += _alternatives(translation.gettext(subdivision.name))
        for spelling in spellings:
            names[folded(spelling)].add(subdivision.code)
            without_kinds[_without_kind(spelling)].add(subdivision.code)
    for name, code in _FURTHER_NAMES.get(country_code, {}).items():
        names[name].add(code)
    return tuple(
        {name: frozenset(codes) for name, codes in found.items()}
        for found in (names, without_kinds)
    )


def _translations(country_code):
    """Return translations of subdivisions' names into English and the languages of a country."""
    languages = {'en', *get_official_languages(country_code, regional=True, de_facto=True)}
    return [
        gettext.translation('iso3166-2', _LOCALES, [path.parents[1].name])
        for path in sorted(_LOCALES.glob('*/LC_MESSAGES/iso3166-2.mo'))
        if path.parents[1].name.partition('_')[0] in languages
    ]


def _alternatives(name):
    """Return the names in a text such as 'A Coruña [La Coruña]' or 'Alacant / Alicante'."""
    return [part.strip() for part in re.split(r'[\[\]()/;,]', name) if part.strip()]

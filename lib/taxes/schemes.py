"""Under which law Amazon owes the tax on a sale instead of the seller.

Who owes it, Amazon says (`spapi.ItemTax`); here is only as what the sale is reported.
"""
from .areas import vat_area

FACILITATOR = 'facilitator'
DEEMED_SUPPLIER = 'deemed_supplier'
IOSS = 'ioss'
UNION_OSS = 'uoss'
LOW_VALUE_GOODS = 'low_value_goods'

EUROPEAN_UNION = frozenset({
    'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT',
    'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK',
})
_OF_DEEMED_SUPPLIERS = EUROPEAN_UNION | {'GB'}
# Amazon collects on imports there; in Switzerland and the Channel Islands, too.
_OF_LOW_VALUE_GOODS = frozenset({'AU', 'NZ', 'SG', 'NO', 'CH', 'JE'})
_OF_WORDS = {'IOSS': IOSS, 'UOSS': UNION_OSS}


def scheme_of(word, country_code):
    """Return as what a sale is reported whose tax Amazon remits.

    :param str word: Amazon's, such as 'IOSS' or 'AU_VOEC' (`spapi.ItemTax.scheme`); '' if it says
        none.
    :param str country_code: ISO 3166 code of the marketplace's country.
    :return: one of the names above.
    :rtype: str
    """
    if word in _OF_WORDS:
        return _OF_WORDS[word]
    country_code = word.partition('_')[0] if '_' in word else country_code
    if country_code in _OF_DEEMED_SUPPLIERS:
        return DEEMED_SUPPLIER
    return LOW_VALUE_GOODS if country_code in _OF_LOW_VALUE_GOODS else FACILITATOR


def own_schemes(country_code):
    """Return Amazon's words for schemes under which a seller remits the tax itself.

    Who is established in the European Union reports under the One Stop Shop of its own; of others,
    Amazon is the deemed supplier (Article 14a of Directive 2006/112/EC).

    :param str country_code: ISO 3166 code of the seller's country.
    :rtype: frozenset[str]
    """
    return frozenset({'UOSS'} if vat_area(country_code) in EUROPEAN_UNION else ())

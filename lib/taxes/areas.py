"""Whose VAT is law where goods go: borders of taxes are not those of countries."""
import re

# Where another country's is: articles 7 of Directive 2006/112/EC, and Isle of Man Act 1979
_AS_IN = {'MC': 'FR', 'IM': 'GB'}
# By how postal codes begin, where the Union's is not: article 6 of the same directive
_ELSEWHERE = {
    'DE': ('27498', '78266'),  # Heligoland, Büsingen
    'ES': ('35', '38', '51', '52'),  # the Canary Islands, Ceuta, Melilla
    'FI': ('22',),  # Åland
    'FR': ('971', '972', '973', '974', '975', '976', '977', '978', '984', '986', '987', '988'),
    'GR': ('63086',),  # Mount Athos
    'IT': ('22061', '23041'),  # Campione, Livigno
}
NO_AREA = 'none'


def vat_area(country_code, postal_code=''):
    """Return the country whose VAT is law at an address.

    :param str country_code: ISO code; '' if it is not known.
    :param str postal_code: as people write it; '' if it is not known.
    :return: its ISO code; `NO_AREA`, if a part of a country has no VAT.
    :rtype: str
    """
    digits = re.sub(r'\D', '', postal_code)
    if digits.startswith(_ELSEWHERE.get(country_code, ())):
        return NO_AREA
    return _AS_IN.get(country_code, country_code)

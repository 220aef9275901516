"""How people write units of measure; the same in all languages."""
from types import MappingProxyType

# `Measurement.unit` of spapi.orders
SYMBOLS = MappingProxyType({
    'ounces': "oz",
    'pounds': "lb",
    'kilograms': "kg",
    'grams': "g",
    'milligrams': "mg",
    'inches': "in",
    'feet': "ft",
    'meters': "m",
    'centimeters': "cm",
    'millimeters': "mm",
    'square_meters': "m²",
    'square_centimeters': "cm²",
    'square_feet': "ft²",
    'square_inches': "in²",
    'gallons': "gal",
    'pints': "pt",
    'quarts': "qt",
    'fluid_ounces': "fl oz",
    'liters': "l",
    'cubic_meters': "m³",
    'cubic_feet': "ft³",
    'cubic_inches': "in³",
    'cubic_centimeters': "cm³",
})


def written(measure):
    """Return a measure as people write it.

    :param str measure: a number and a unit, such as '2.5 square_meters'.
    :return: '2.5 m²', for instance; of a unit that is not known, Amazon's word for it.
    :rtype: str
    """
    number, _space, unit = measure.partition(' ')
    return f"{number} {SYMBOLS.get(unit, unit.replace('_', ' '))}"

"""Why Odoo may tax a sale with another rate than Amazon."""
from dataclasses import dataclass

NO_PRODUCT_TAX = 'no_product_tax'
NO_POSITION = 'no_position'
TAX_FREE_BUSINESS = 'tax_free_business'
SHIP_FROM = 'ship_from'
OTHER_TAX = 'other_tax'


@dataclass(frozen=True)
class Sale:
    """What decides on the rate of a sale.

    :param float amazon_rate: the rate that Amazon shows, in percent.
    :param bool has_product_tax: whether the product has a tax in Odoo.
    :param bool has_position: whether the order has a fiscal position.
    :param bool is_business: whether the buyer is a business with a VAT number.
    :param bool is_domestic: whether it is delivered in the seller's country.
    :param bool is_shipped_by_amazon: whether Amazon ships it, from a country of its choice.
    """

    amazon_rate: float
    has_product_tax: bool
    has_position: bool
    is_business: bool
    is_domestic: bool
    is_shipped_by_amazon: bool


def likely_cause(sale):
    """Return why Odoo's rate is likely to be another one than Amazon's.

    :param Sale sale: what was sold.
    :return: one of the names above.
    :rtype: str
    """
    if not sale.has_product_tax:
        return NO_PRODUCT_TAX
    if not sale.amazon_rate and sale.is_business:
        return TAX_FREE_BUSINESS
    if not sale.is_domestic and not sale.has_position:
        return NO_POSITION
    return SHIP_FROM if sale.is_shipped_by_amazon else OTHER_TAX

"""Why Odoo may tax a sale with another rate than Amazon."""
from dataclasses import dataclass

from .schemes import EUROPEAN_UNION

# Where prices are with VAT, which Amazon reckons for some sellers alone.
EUROPE = EUROPEAN_UNION | {'GB'}

MENDED = 'mended'
MENDED_LATE = 'mended_late'
NO_PRODUCT_TAX = 'no_product_tax'
NO_POSITION = 'no_position'
POSITION_LATE = 'position_late'
TAX_FREE_BUSINESS = 'tax_free_business'
SHIP_FROM = 'ship_from'
OTHER_TAX = 'other_tax'
AMAZON_S_TAX = 'amazon_s_tax'


@dataclass(frozen=True)
class Sale:
    """What decides on the rate of a sale.

    :param float amazon_rate: the rate that Amazon shows, in percent.
    :param bool has_product_tax: whether the product has a tax in Odoo.
    :param bool has_position: whether the order has a fiscal position.
    :param bool is_position_there: whether it would have one, if it came now.
    :param bool is_business: whether the buyer is a business with a VAT number.
    :param bool is_domestic: whether it is delivered in the seller's country.
    :param bool is_shipped_by_amazon: whether Amazon ships it, from a country of its choice.
    :param bool is_mended: whether it would have Amazon's rate, if it came now.
    :param bool is_invoiced: whether an invoice shows its tax.
    :param bool is_withheld: whether Amazon remits the tax.
    """

    amazon_rate: float
    has_product_tax: bool
    has_position: bool
    is_position_there: bool
    is_business: bool
    is_domestic: bool
    is_shipped_by_amazon: bool
    is_mended: bool
    is_invoiced: bool
    is_withheld: bool = False


@dataclass(frozen=True)
class Zero:
    """What decides whether Amazon means it, if it shows a tax of 0.

    :param str marketplace: ISO code of the marketplace's country.
    :param str home: the seller's country, see `vat_area`.
    :param str ship_to: where the goods go, see `vat_area`.
    :param bool is_business: whether the buyer is a business with a VAT number.
    :param bool is_calculated: whether Amazon reckons taxes for the seller, as far as the order
        tells.
    """

    marketplace: str
    home: str
    ship_to: str
    is_business: bool
    is_calculated: bool


def is_zero_meant(zero):
    """Return whether a tax of 0 is a rate, and not only unknown to Amazon.

    In Europe, Amazon shows 0 on all orders of sellers that do not use its VAT Calculation Service:
    issues 1766 and 3004 of https://github.com/amzn/selling-partner-api-models. Abroad, there may be
    none indeed: for businesses, and outside of the European Union.

    :param Zero zero: what is known.
    :rtype: bool
    """
    if zero.is_calculated or zero.marketplace not in EUROPE:
        return True
    is_abroad = bool(zero.ship_to) and zero.ship_to != zero.home
    return is_abroad and (zero.is_business or zero.ship_to not in EUROPEAN_UNION)


def likely_cause(sale):
    """Return why Odoo's rate is likely to be another one than Amazon's.

    :param Sale sale: what was sold.
    :return: one of the names above.
    :rtype: str
    """
    if sale.is_mended:
        return MENDED_LATE if sale.is_invoiced else MENDED
    if sale.is_withheld:
        return AMAZON_S_TAX
    if not sale.has_product_tax:
        return NO_PRODUCT_TAX
    if not sale.amazon_rate and sale.is_business:
        return TAX_FREE_BUSINESS
    if not sale.is_domestic and not sale.has_position:
        return POSITION_LATE if sale.is_position_there else NO_POSITION
    return SHIP_FROM if sale.is_shipped_by_amazon else OTHER_TAX

"""A product of an order, and its arithmetic."""
from dataclasses import dataclass, field
from decimal import Decimal

from .money import round_money, to_decimal

_ZERO = Decimal(0)
_AMOUNTS = (
    'unit_price',
    'shipping',
    'gift_wrap',
    'cod_fee',
    'other',
    'tax',
    'shipping_tax',
    'gift_wrap_tax',
    'discount',
    'shipping_discount',
    'tax_withheld',
)


@dataclass(eq=False)
class Item:
    """One product of an order.

    `unit_price` is for one unit, every other amount for the whole quantity, all in the currency of
    the marketplace and without tax, unless the order says `prices_include_tax`. Discounts are
    positive; `other` may be negative. Amounts may be given as str, int, float or Decimal.
    `quantity` is without the `cancelled` units. `units_paid` is how many units the price is for,
    where these are not those that are ordered. `condition` is Amazon's type and subtype;
    `measurement` a number and a unit, of what is sold by length or weight. `constraints` are the
    names of what Amazon requires of the shipping. `tax_collected_by_amazon` makes Amazon remit the
    tax, `tax_withheld` a part of it only; `tax_scheme` is Amazon's word for how it is reported.
    """

    sku: str
    quantity: int = 1
    unit_price: Decimal | None = None
    shipping: Decimal = _ZERO
    gift_wrap: Decimal = _ZERO
    cod_fee: Decimal = _ZERO
    other: Decimal = _ZERO
    tax: Decimal = _ZERO
    shipping_tax: Decimal = _ZERO
    gift_wrap_tax: Decimal = _ZERO
    discount: Decimal = _ZERO
    shipping_discount: Decimal = _ZERO
    title: str | None = None
    asin: str | None = None
    gift_message: str | None = None
    gift_wrap_level: str | None = None
    promotion_ids: list = field(default_factory=list)
    tax_collected_by_amazon: bool = False
    tax_withheld: Decimal | None = None
    tax_scheme: str | None = None
    ioss_number: str | None = None
    programs: list = field(default_factory=list)
    points: int = 0
    order_item_id: str | None = None
    serial_numbers: list = field(default_factory=list)
    shipped: int = 0
    cancelled: int = 0
    cancel_request: str | None = None
    cancelled_by: str | None = None
    cancel_reason: str | None = None
    units_paid: int | None = None
    condition: tuple = ('NEW', 'NEW')
    condition_note: str | None = None
    customized_url: str | None = None
    measurement: tuple | None = None
    constraints: tuple = ()
    is_serial_number_required: bool = False

    def __post_init__(self):
        for name in _AMOUNTS:
            amount = getattr(self, name)
            if amount is not None:
                setattr(self, name, to_decimal(amount))

    @property
    def unshipped(self):
        return self.quantity - self.shipped

    @property
    def price(self):
        units = self.quantity if self.units_paid is None else self.units_paid
        return self.unit_price * units

    def charges(self):
        """Return what is charged, by Amazon's type of proceeds.

        :rtype: dict[str, Decimal]
        """
        charges = {
            'ITEM': self.price,
            'SHIPPING': self.shipping,
            'GIFT_WRAP': self.gift_wrap,
            'COD_FEE': self.cod_fee,
            'OTHER': self.other,
        }
        return {type_: amount for type_, amount in charges.items() if amount or type_ == 'ITEM'}

    def taxes(self):
        """Return the tax on each kind of charge.

        :rtype: dict[str, Decimal]
        """
        taxes = {
            'ITEM': self.tax,
            'SHIPPING': self.shipping_tax,
            'GIFT_WRAP': self.gift_wrap_tax,
        }
        return {type_: amount for type_, amount in taxes.items() if amount}

    @property
    def withheld(self):
        """The tax that Amazon remits itself."""
        if not self.tax_collected_by_amazon:
            return _ZERO
        collected = sum(self.taxes().values(), _ZERO)
        return collected if self.tax_withheld is None else self.tax_withheld

    def discounts(self):
        """Return the discount on each kind of charge, positive.

        :rtype: dict[str, Decimal]
        """
        discounts = {'ITEM': self.discount, 'SHIPPING': self.shipping_discount}
        return {type_: amount for type_, amount in discounts.items() if amount}

    def reduce_to(self, quantity, currency, is_money_lowered=True):
        """Take units off the item, and their share off every amount.

        :param int quantity: The units that remain.
        :param str currency: The currency of the amounts.
        :param bool is_money_lowered: Whether the amounts are lowered; later, they may be by
                                      `lower_money`.
        """
        if is_money_lowered:
            self.lower_money(quantity, currency)
        elif self.units_paid is None:
            self.units_paid = self.quantity
        self.cancelled += self.quantity - quantity
        self.quantity = quantity

    def lower_money(self, quantity, currency):
        """Have the amounts be those of so many units.

        :param int quantity: The units.
        :param str currency: The currency of the amounts.
        """
        units = self.quantity if self.units_paid is None else self.units_paid
        share = Decimal(quantity) / units
        for name in _AMOUNTS:
            if name != 'unit_price' and getattr(self, name) is not None:
                setattr(self, name, round_money(getattr(self, name) * share, currency))
        self.points = int(self.points * share)
        self.units_paid = None

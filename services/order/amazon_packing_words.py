import re

from babel.dates import get_day_names

from odoo import fields, models
from odoo.tools import groupby
from odoo.tools.misc import babel_locale_parse, format_date, get_lang

from ...lib.measures import written
from ...lib.words import _

DAYS = ('MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN')
DATE = re.compile(r'\d{4}-\d\d-\d\d')


class AmazonPackingWords(models.AbstractModel):
    """Says in words what Amazon requires of a parcel, and what the buyer wants."""

    _name = 'amazon.packing.words'
    _description = "Amazon Packing Words"

    # === WHAT AMAZON REQUIRES === #

    def _requirements(self, lines):
        """Return what Amazon requires of the shipping of goods, a sentence a line.

        :param sale.order.line lines: the goods.
        :rtype: str | bool
        """
        codes = {
            code for line in lines.filtered('amazon_constraints')
            for code in line.amazon_constraints.split(',')
        }
        return "\n".join(self._requirement(*code.partition('=')) for code in sorted(codes)) or False

    def _requirement(self, kind, _separator, level):
        sentence = {
            'pallet_delivery': _("Send it on a pallet."),
            'cash_on_delivery': _("The carrier collects the payment from the recipient."),
            'signature_confirmation': _("The recipient signs for it."),
            'recipient_identity_verification': _(
                "The carrier hands it to the recipient in person, and checks who that is."
            ),
            'recipient_age_verification': _(
                "The carrier checks that the recipient is old enough for it."
            ),
            'serial_number': _("Note its serial number."),
        }.get(kind) or _("In Amazon's words: %s.", kind.replace('_', ' '))
        if level in ('mandatory', ''):
            return sentence
        return _("%(sentence)s (Amazon says: %(level)s)", sentence=sentence, level=level)

    # === WHAT THE BUYER WANTS === #

    def _wishes(self, sale_order):
        """Return where and when the parcel is to be brought, a sentence a line.

        :param sale.order sale_order: an order of Amazon's.
        :rtype: str | bool
        """
        drop_off, hours = sale_order.amazon_drop_off, sale_order.amazon_hours
        is_pickup_point = sale_order.amazon_address_kind == 'pickup_point'
        return "\n".join(filter(None, [
            is_pickup_point and _("It goes to a pickup point."),
            drop_off and _("Leave it here: %s", drop_off),
            sale_order.amazon_instructions,
            *self._hours((hours or '').splitlines()),
            *map(self._capability, filter(None, (sale_order.amazon_capabilities or '').split(','))),
        ])) or False

    def _hours(self, lines):
        """Yield when somebody is there: days with the same times together.

        :param list[str] lines: see `DeliveryPreference.hours`.
        """
        parted = [line.partition(' ') for line in lines]
        for times, group in groupby(parted, key=lambda line: line[2]):
            days = ", ".join(self._day(day) for day, _space, _same in group)
            if times == 'CLOSED':
                yield _("Closed: %s", days)
            elif times == 'OPEN':
                yield _("Open: %s", days)
            else:
                yield _("Open: %(days)s %(times)s", days=days, times=times.replace(' ', ", "))

    def _day(self, day):
        if DATE.fullmatch(day):
            return format_date(self.env, fields.Date.to_date(day))
        if day in DAYS:
            locale = babel_locale_parse(get_lang(self.env).code)
            return get_day_names('abbreviated', locale=locale)[DAYS.index(day)]
        return day

    def _capability(self, word):
        return {
            'has_access_point': _("There is a place for parcels at the address."),
            'pallet_enabled': _("Pallets can be delivered there."),
            'pallet_disabled': _("Pallets cannot be delivered there."),
        }.get(word) or _("In Amazon's words: %s.", word.replace('_', ' '))

    # === WHAT IS TO BE MINDED OF A LINE === #

    def _of_line(self, line, is_for_buyer=False):
        """Return what is to be minded of what was sold, a sentence a line.

        :param sale.order.line line: the goods.
        :param bool is_for_buyer: whether the buyer reads it, too: nothing that is the seller's own.
        :rtype: str | bool
        """
        condition = line.amazon_condition or ''
        return "\n".join(filter(None, [
            line._is_unknown_to_odoo() and line.name,
            line.amazon_customization_url and _(
                "Customized: what the buyer wants on it is behind the link."
            ),
            line.amazon_measure and _("Measure: %s", written(line.amazon_measure)),
            # What is new needs no word.
            set(condition.split()) - {'new'} and _(
                "Condition: %s", condition.replace(' ', ", ").replace('_', ' ')
            ),
            line.amazon_condition_note and not is_for_buyer and _(
                "Your note on its condition: %s", line.amazon_condition_note
            ),
            line.amazon_gift_wrap and _("Gift wrapping: %s", line.amazon_gift_wrap),
            line.amazon_gift_message and _("Gift message: %s", line.amazon_gift_message),
        ])) or False

from odoo import api, fields, models

from ....lib.differences import write_differences
from ....lib.words import _


class SaleOrderLine(models.Model):
    """What the packer has to know of what was sold; see the sales order."""

    _inherit = 'sale.order.line'

    amazon_constraints = fields.Char(string="Shipping Constraints", readonly=True, copy=False)
    amazon_ioss = fields.Char(string="IOSS Number", readonly=True, copy=False)
    amazon_measure = fields.Char(string="Measure", readonly=True, copy=False)
    amazon_condition = fields.Char(string="Condition", readonly=True, copy=False)
    amazon_condition_note = fields.Text(string="Note on the Condition", readonly=True, copy=False)
    amazon_gift_wrap = fields.Char(string="Gift Wrapping", readonly=True, copy=False)
    amazon_gift_message = fields.Text(string="Gift Message", readonly=True, copy=False)
    amazon_customization_url = fields.Char(
        string="Customization",
        readonly=True,
        copy=False,
        help="What the buyer wants on it. The link is Amazon's, and good for some days only; "
             "Seller Central has it, too.",
    )
    amazon_packing = fields.Text(string="For the Packer", compute='_compute_amazon_packing')

    @api.depends(
        'product_id', 'name',
        'amazon_measure', 'amazon_condition', 'amazon_condition_note', 'amazon_gift_wrap',
        'amazon_gift_message', 'amazon_customization_url',
    )
    @api.depends_context('lang')
    def _compute_amazon_packing(self):
        words = self.env['amazon.packing.words']
        for line in self:
            line.amazon_packing = words._of_line(line)

    def _amazon_ioss_numbers(self):
        """Return the numbers that the carrier needs of these goods; False if there are none.

        :rtype: str | bool
        """
        return ", ".join(dict.fromkeys(filter(None, self.mapped('amazon_ioss')))) or False

    def _prepare_amazon_goods(self, row, item, charge, offers, fiscal_position):
        packing = self._prepare_amazon_packing(item) if row.channel == 'fbm' else {}
        return {
            **super()._prepare_amazon_goods(row, item, charge, offers, fiscal_position),
            **{name: value for name, value in packing.items() if value},
        }

    def _follow_amazon_packing(self, item):
        """Bring what the packer has to know to what Amazon says by now.

        :param Item item: what Amazon says.
        """
        self.ensure_one()
        message = self.amazon_gift_message
        write_differences(self, self._prepare_amazon_packing(item))
        if message and self.amazon_gift_message != message:
            self._replace_gift_note(message)

    def _replace_gift_note(self, message):
        """Have the note on the order say what the buyer writes by now.

        :param str message: what the note says.
        """
        order = self.order_id
        lines = order.order_line.sorted()
        # The note is below the goods; several may have messages that end alike.
        note = lines[lines.ids.index(self.id) + 1:][:1]
        if note.display_type != 'line_note' or not note.name.endswith(message):
            return
        text = (
            _("Gift message: %s", self.amazon_gift_message) if self.amazon_gift_message
            else _("The buyer has taken the gift message back.")
        )
        is_locked = order.locked
        order.locked = False
        note.name = text
        order.locked = is_locked
        note.invoice_lines.filtered(lambda line: not line.move_id.inalterable_hash).name = text

    @api.model
    def _prepare_amazon_packing(self, item):
        """Return what the packer has to know of an item.

        :param Item item: what Amazon says.
        :rtype: dict
        """
        packing, measurement = item.packing, item.packing.measurement
        return {
            'amazon_constraints': ",".join(
                f'{constraint.kind}={constraint.level}' for constraint in packing.constraints
            ) or False,
            'amazon_ioss': item.ioss or False,
            'amazon_measure': measurement and (
                f'{measurement.value.normalize():f} {measurement.unit}'
            ) or False,
            'amazon_condition': packing.condition or False,
            'amazon_condition_note': packing.condition_note or False,
            'amazon_gift_wrap': item.gift_wrap_level or False,
            'amazon_gift_message': item.gift_message or False,
            'amazon_customization_url': packing.customization_url or False,
        }

from odoo import api, fields, models
from odoo.tools import html2plaintext, plaintext2html

from ....lib.words import _


class StockPicking(models.Model):
    """What the packer of a delivery has to know: what Amazon requires, and what the buyer wants."""

    _inherit = 'stock.picking'

    # Not everybody in the warehouse may read all sales orders.
    amazon_requirements = fields.Text(
        string="Required by Amazon", compute='_compute_amazon_packing', compute_sudo=True
    )
    amazon_wishes = fields.Text(
        string="Where and When", compute='_compute_amazon_packing', compute_sudo=True
    )
    amazon_ioss = fields.Char(
        string="IOSS Number",
        compute='_compute_amazon_packing',
        compute_sudo=True,
        help="Give it to the carrier: the buyer has paid the VAT to Amazon.",
    )
    amazon_deliver_by = fields.Datetime(related='sale_id.amazon_deliver_by')
    has_amazon_packing = fields.Boolean(compute='_compute_amazon_packing', compute_sudo=True)
    has_amazon_customization = fields.Boolean(
        compute='_compute_amazon_packing', compute_sudo=True
    )

    @api.depends(
        'move_ids.amazon_packing', 'move_ids.amazon_customization_url',
        'move_ids.sale_line_id.amazon_constraints', 'move_ids.sale_line_id.amazon_ioss',
        'move_ids.sale_line_id.order_id.amazon_wishes',
    )
    @api.depends_context('lang')
    def _compute_amazon_packing(self):
        words = self.env['amazon.packing.words']
        for picking in self:
            lines = picking._amazon_lines_to_pack()
            wishes = filter(None, lines.order_id.mapped('amazon_wishes'))
            picking.amazon_requirements = words._requirements(lines)
            picking.amazon_wishes = "\n".join(wishes) or False
            picking.amazon_ioss = lines._amazon_ioss_numbers()
            picking.has_amazon_packing = any(lines.mapped('amazon_packing'))
            picking.has_amazon_customization = any(lines.mapped('amazon_customization_url'))

    def _amazon_lines_to_pack(self):
        """Return the lines of Amazon's orders that the goods are packed for.

        :rtype: sale.order.line
        """
        self.ensure_one()
        moves = self.move_ids.filtered(lambda move: move.state != 'cancel')
        return self.env['sale.order.line'].union(*(move._amazon_line_to_pack() for move in moves))

    def _replace_gift_note(self, message):
        """Have the note say what the buyer writes by now, unless a person changed it.

        :param message: what the buyer wrote before.
        """
        for picking in self:
            if _words(picking.note) == _words(plaintext2html(message or '')):
                picking.note = picking.move_ids._amazon_gift_note()

    def _amazon_packing_to_print(self, is_for_buyer=False):
        """Return what of it is printed, in the reader's language: heading, text, and link if any.

        :param bool is_for_buyer: whether it goes into the parcel: nothing that is for others alone.
        :rtype: list[tuple[str, str, str | bool]]
        """
        self.ensure_one()
        words = self.env['amazon.packing.words']
        lines = self.sudo()._amazon_lines_to_pack()
        wishes = "\n".join(filter(None, lines.order_id.mapped('amazon_wishes')))
        blocks = [
            (_("Amazon requires"), words._requirements(lines), False),
            (_("Where and when"), wishes, False),
            (
                _("IOSS number, for the carrier"),
                not is_for_buyer and lines._amazon_ioss_numbers(), False,
            ),
            *(
                (line.product_id.name, words._of_line(line, is_for_buyer),
                 line.amazon_customization_url)
                for line in lines
            ),
        ]
        return [block for block in blocks if block[1]]

    def _tell_packer(self, on_paper):
        """Say on a printed delivery that something else is to be minded by now, if it is so.

        What that is, is not repeated: it is personal, and the chatter stays.

        :param list on_paper: what was printed.
        """
        self.ensure_one()
        before, now = (
            # Amazon signs its links anew each time.
            {(heading, text) for heading, text, _link in blocks}
            for blocks in (on_paper, self._amazon_packing_to_print())
        )
        changed = sorted({heading for heading, _text in before ^ now})
        if changed:
            self.env['amazon.order.news']._tell_reader(self, _(
                "Amazon changed what the packer has to know: %s.", ", ".join(changed),
            ))


def _words(html):
    return html2plaintext(html or '').split()

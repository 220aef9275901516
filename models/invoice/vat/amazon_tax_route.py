from odoo import fields, models

from ....lib.taxes.routes import ANY, find_route
from ....lib.taxes.routes import Route as Line


class AmazonTaxRoute(models.Model):
    """Which fiscal position goes with goods that leave from one country, and go to another one.

    Odoo's own choice takes it for granted that they leave from the company's country.
    """

    _name = 'amazon.tax.route'
    _description = "Amazon Taxes by Route"
    _rec_name = 'ship_from_id'
    _order = 'sequence, id'
    _check_company_auto = True

    account_id = fields.Many2one(
        comodel_name='amazon.account', required=True, ondelete='cascade', index=True
    )
    company_id = fields.Many2one(related='account_id.company_id', store=True, index=True)
    sequence = fields.Integer(default=10)
    ship_from_id = fields.Many2one(
        comodel_name='res.country',
        required=True,
        help="The country that the goods leave from.",
    )
    ship_to_id = fields.Many2one(
        comodel_name='res.country',
        help="The country where the goods go. Empty: all countries without a line of their own.",
    )
    buyers = fields.Selection(
        selection=[
            ('all', "All"),
            ('private', "Without VAT Number"),
            ('business', "With VAT Number"),
        ],
        default='all',
        required=True,
    )
    fiscal_position_id = fields.Many2one(
        comodel_name='account.fiscal.position',
        check_company=True,
        ondelete='cascade',  # Only with a new chart of accounts, see `account_fiscal_position`.
        help="Empty: the taxes of the products, as they are.",
    )

    def _find(self, ship_from, ship_to, is_business):
        """Return the line for a sale; an empty record if there is none.

        :param res.country ship_from: that the goods leave from.
        :param res.country ship_to: where they go.
        :param bool is_business: whether the buyer has a VAT number.
        :rtype: amazon.tax.route
        """
        lines = [
            Line(route.ship_from_id.code, route.ship_to_id.code or ANY, route.buyers, route.id)
            for route in self.sorted()
        ]
        found = find_route(lines, ship_from.code or '', ship_to.code or '', is_business)
        return self.browse(found and found.id)

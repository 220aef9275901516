from odoo import fields, models


class AmazonTodo(models.Model):
    """Parcels that Amazon does not know."""

    _inherit = 'amazon.todo'
    _depends = {
        'amazon.shipment': [
            'account_id', 'amazon_order_ref', 'cause_id', 'company_id', 'reason', 'sale_order_id',
            'state', 'write_date',
        ],
    }

    kind = fields.Selection(selection_add=[('parcel', "Parcel not at Amazon")])

    def _kinds(self):
        return {
            **super()._kinds(),
            'parcel': self._kind('amazon.shipment', 'failed'),
        }

from odoo import api, models
from odoo.exceptions import ValidationError

from ....lib.words import _

OPEN = ('draft', 'waiting', 'confirmed', 'assigned')
# One reference for a whole tour.
SELF_DELIVERY = 'Self Delivery'


class StockPicking(models.Model):
    """What is scanned by mistake in place of the number of a carrier's label."""

    _inherit = 'stock.picking'

    @api.constrains('carrier_tracking_ref')
    def _check_tracking_ref(self):
        """Check that nobody scanned something else than the label of the parcel.

        :raise ValidationError: if somebody did.
        """
        for picking in self.filtered('amazon_order_ref'):
            refs = picking._split_tracking_ref()
            if refs:
                numbers = [*refs, *map(str.upper, refs)]
                picking._check_is_no_delivery(numbers)
                picking._check_is_no_order(numbers)
                picking._check_is_no_product(refs)
                # Elsewhere, people and programs may mean it.
                if self.env.context.get('is_amazon_desk'):
                    picking._check_is_of_no_other([*refs, picking.carrier_tracking_ref])

    def _check_is_no_delivery(self, numbers):
        other = self.search([
            ('name', 'in', numbers), ('id', '!=', self.id),
            ('company_id', '=', self.company_id.id),
        ], limit=1)
        if other:
            raise ValidationError(_(
                "%s is the number of a delivery, and no tracking reference.", other.name
            ))

    def _check_is_no_order(self, numbers):
        # Not everybody in the warehouse may read all sales orders.
        order = self.env['sale.order'].sudo().search([
            '|', ('name', 'in', numbers), ('amazon_order_ref', 'in', numbers),
            ('id', '!=', self.sale_id.id), ('company_id', '=', self.company_id.id),
        ], limit=1)
        if order:
            raise ValidationError(_(
                "%s is the number of an order, and no tracking reference.",
                order.name if order.name in numbers else order.amazon_order_ref,
            ))

    def _check_is_no_product(self, numbers):
        product = self.env['product.product'].search([('barcode', 'in', numbers)], limit=1)
        if product:
            raise ValidationError(_(
                "%(barcode)s is the barcode of %(product)s, and no tracking reference.",
                barcode=product.barcode, product=product.name,
            ))

    def _check_is_of_no_other(self, numbers):
        """Check that the label of one parcel is not scanned for two.

        Who does not see it has each parcel that follows told with the number of the one before.
        """
        if self.carrier_id.sudo().amazon_carrier_id.name == SELF_DELIVERY:
            return
        others = self.search([
            ('amazon_account_id', '!=', False), ('state', 'in', OPEN), ('id', '!=', self.id),
            ('carrier_tracking_ref', 'in', numbers), ('company_id', '=', self.company_id.id),
        ])
        for other in others:
            if not self._goes_where(other):
                raise ValidationError(_(
                    "%(number)s was entered for %(delivery)s already, which goes to another "
                    "address.", number=other.carrier_tracking_ref, delivery=other.name,
                ))

    def _goes_where(self, other):
        """Return whether two deliveries go to the same place: they may be in one parcel."""
        place, other_place = (
            (address.street, address.zip, address.city, address.country_id)
            for address in (self.partner_id, other.partner_id)
        )
        return self.partner_id == other.partner_id or bool(
            self.partner_id.street and place == other_place
        )

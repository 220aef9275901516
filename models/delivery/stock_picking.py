from odoo import fields, models
from odoo.exceptions import UserError

from ...lib.import_batch import ImportBatch
from ...lib.series import SINCE_18, SINCE_19
from ...lib.words import Sentence, _
from ...spapi import SOLD_STATUSES
from .delivery_carrier import TYPES_WITHOUT_CARRIER

ORIGIN_NOTE = 'mail.message_origin_link'


class StockPicking(models.Model):
    _name = 'stock.picking'
    _inherit = ['stock.picking', 'amazon.sync.status']

    amazon_order_ref = fields.Char(related='sale_id.amazon_order_ref')
    amazon_program_ids = fields.Many2many(related='sale_id.amazon_program_ids')
    amazon_cancel_request = Sentence(related='sale_id.amazon_cancel_request')
    amazon_conflict = Sentence(related='sale_id.amazon_conflict')
    amazon_shipment_ids = fields.One2many(
        comodel_name='amazon.shipment',
        inverse_name='picking_id',
        string="Parcels for Amazon",
        # Others may read the document without being able to read these.
        groups='stock.group_stock_user,sales_team.group_sale_salesman',
    )

    if SINCE_19:
        # It is computed from where carriers deliver to, which 19.0.0 lets no packer read: nobody
        # but managers and salesmen could open a delivery.
        allowed_carrier_ids = fields.Many2many(compute_sudo=True)

    # === VALIDATION === #

    def _sanity_check(self, separate_pickings=True):
        """Override of `stock` to ask for what Amazon wants to know."""
        result = super()._sanity_check(separate_pickings=separate_pickings)
        # Of a batch, deliveries without a tick stay behind if there is one in others.
        groups = self if separate_pickings else [self]
        leaving = [group.move_ids._about_to_leave()._to_amazon_buyers() for group in groups]
        goods = self.move_ids.browse().concat(*leaving)
        self._check_amazon_expects(goods)
        goods.picking_id._fill_in_noted_parcels(goods.grouped('picking_id'))
        self._check_amazon_shipping_details(goods)
        return result

    def _check_amazon_expects(self, goods):
        """Check that Amazon expects what leaves for its buyers, unless a person decided otherwise.

        :param stock.move goods: what leaves for them.
        :raise UserError: if it does not, by all that is known.
        """
        for order in goods.sudo().sale_line_id.order_id:
            row = order.amazon_order_ids[:1]
            if row.amazon_status == 'cancelled':
                raise UserError(_(
                    "%(order_ref)s is not to be shipped: Amazon has canceled it. Cancel the "
                    "delivery.", order_ref=order.amazon_order_ref,
                ))
            is_open_question = row.state in ('conflict', 'failed', 'to_import')
            if is_open_question and row.amazon_status not in (*SOLD_STATUSES, 'unknown'):
                raise UserError(_(
                    "%(order_ref)s is not to be shipped. %(reason)s Somebody has to decide on the "
                    "sales order %(sale_order)s first.",
                    order_ref=order.amazon_order_ref, reason=row.reason or '',
                    sale_order=order.name,
                ))

    def _check_amazon_shipping_details(self, goods):
        """Check that there is a carrier and a tracking reference for Amazon's buyers.

        :param stock.move goods: what leaves for them.
        :raise UserError: if not; one for all deliveries.
        """
        missing = {
            picking: what
            for picking, moves in goods.grouped('picking_id').items()
            if (what := picking._missing_amazon_shipping_details(moves))
        }
        if missing:
            raise UserError("\n".join([
                _("Amazon tells the buyer who brings the parcel, and how to track it. Enter what "
                  "is missing, then validate:"),
                *(f"{picking.name}: {', '.join(what)}" for picking, what in missing.items()),
            ]))

    def _missing_amazon_shipping_details(self, goods):
        """Return what Amazon wants to know of goods and their delivery does not say, in words.

        :rtype: list[str]
        """
        self.ensure_one()
        orders = goods.sudo().sale_line_id.order_id
        if all(order._amazon_way() for order in orders) or self._noted_parcel_of(goods):
            return []  # Amazon knows that by itself.
        missing = []
        if not self.carrier_id:
            missing.append(_("the carrier"))
        if not self._will_have_tracking_ref(goods):
            if not self._is_amazon_letter(orders):
                missing.append(_("the tracking reference"))
            elif not all(account.seller_ref for account in orders.amazon_account_id):
                missing.append(_(
                    "the tracking reference, or the Merchant Token on the Amazon account, since "
                    "letters without tracking are told in a document, which needs it"
                ))
        return missing

    def _will_have_tracking_ref(self, goods):
        """Return whether there is a tracking reference, or the carrier gives one at validation."""
        return (
            self._split_tracking_ref()
            or all(
                line.result_package_id._tracking_ref_for(self) for line in goods.move_line_ids
            )
            or self._is_booked_at_validation()
        )

    def _is_booked_at_validation(self):
        """Return whether Odoo books the parcel with its carrier when the delivery is validated."""
        carrier = self.carrier_id.sudo()  # Not everybody who validates may read delivery methods.
        return bool(
            carrier
            and carrier.delivery_type not in TYPES_WITHOUT_CARRIER
            and carrier.integration_level == 'rate_and_ship'
            and self.picking_type_id.print_label
            and not self.carrier_tracking_ref
        )

    def _action_done(self):
        """Override of `stock` to put what was shipped into the outbox of Amazon."""
        result = super()._action_done()
        # After all else: the carrier has given its tracking references by now.
        self.env['amazon.shipment.prepare'].sudo()._prepare(
            self.sudo().filtered(lambda picking: picking.state == 'done')
        )
        return result

    def action_cancel(self):
        """Override of `stock` to have goods come back although Amazon canceled their order."""
        pickings = self
        if self.env.context.get('is_canceled_on_amazon'):
            pickings = self.filtered(lambda picking: picking.picking_type_code != 'incoming')
        return super(StockPicking, pickings).action_cancel()

    def _add_delivery_cost_to_so(self):
        """Override of `stock_delivery` to charge nothing that Amazon does not charge."""
        if self.amazon_order_ref:
            return None
        return super()._add_delivery_cost_to_so()

    # === CARRIER AND TRACKING === #

    def _amazon_carrier_names(self):
        """Return how Amazon is told of the carrier: its code, and its name where that is needed.

        :rtype: tuple[str, str]
        """
        self.ensure_one()
        return self.carrier_id._amazon_names() if self.carrier_id else ('', '')

    def _amazon_tracking_refs(self):
        """Return the tracking references of the parcels, by package.

        The empty package stands for all that has no tracking reference of its own. Carriers that
        are connected with Odoo write one for each package into one field, and the one for loose
        goods behind them.

        :rtype: dict[record, str]
        """
        self.ensure_one()
        refs = self._split_tracking_ref()
        packages = self._amazon_packages()
        parcels = list(packages)
        if not all(line.result_package_id for line in self.move_line_ids):
            parcels.append(packages.browse())
        if len(refs) == len(parcels) > 1:
            tracking_refs = dict(zip(parcels, refs, strict=True))
        else:
            tracking_refs = {packages.browse(): refs[0] if refs else ''}
        own = {package: package._tracking_ref_for(self) for package in parcels if package}
        return {**tracking_refs, **{package: ref for package, ref in own.items() if ref}}

    def _amazon_packages(self):
        """Return the packages, in the order in which carriers go through them."""
        return self.move_line_ids.result_package_id if SINCE_18 else self.package_ids

    def write(self, vals):
        """Override of `stock` to tell Amazon of corrections."""
        result = super().write(vals)
        is_news = not self.env.context.get('is_said_by_amazon')
        if is_news and vals.keys() & {'carrier_id', 'carrier_tracking_ref'}:
            self.sudo().amazon_shipment_ids._take_over_correction()
        return result

    # === MESSAGES === #

    def _amazon_buyers(self):
        # Not everybody in the warehouse may read all sales orders.
        return super()._amazon_buyers() + self.sudo().sale_id._amazon_buyers()

    def _send_confirmation_email(self):
        """Override of `stock` to post, and print, nothing for Amazon's buyers: Amazon informs them.

        Carriers, which hook in here too, do their part.
        """
        to_amazon_buyers = self.filtered('amazon_order_ref')
        super(StockPicking, self - to_amazon_buyers)._send_confirmation_email()
        return super(StockPicking, to_amazon_buyers.with_context(
            skip_sms=True, is_buyer_informed_by_amazon=True
        ))._send_confirmation_email()

    def _check_warn_sms(self):
        """Override of `stock_sms` to ask nobody whether to send what is not sent."""
        others = self.filtered(lambda picking: not picking.amazon_order_ref)
        return super(StockPicking, others)._check_warn_sms()

    def message_post_with_source(self, source_ref, **kwargs):
        """Override of `mail` for `_send_confirmation_email`, and for `_log_origins`."""
        if self.env.context.get('is_buyer_informed_by_amazon'):
            return self.env['mail.message']
        batch = ImportBatch.of(self)
        if batch and batch.origins is not None and source_ref == ORIGIN_NOTE:
            batch.origins[self.id] = kwargs['render_values']['origin']
            return self.env['mail.message']
        return super().message_post_with_source(source_ref, **kwargs)

    def _log_origins(self, origins):
        """Log which order each new delivery was made of, all at once.

        :param dict[int, sale.order] origins: the orders, by the delivery's id.
        """
        pickings = self.filtered(lambda picking: picking.id in origins)
        pickings._message_log_batch({
            picking.id: self.env['ir.qweb']._render(
                ORIGIN_NOTE, {'self': picking, 'origin': origins[picking.id]},
                minimal_qcontext=True,
            )
            for picking in pickings
        })

    # === NEW DELIVERIES === #

    def action_confirm(self):
        """Override of `stock` to confirm the deliveries of many new orders at once, and later."""
        batch = ImportBatch.of(self)
        if not batch or batch.picking_ids is None:
            return super().action_confirm()
        batch.picking_ids.update(self.ids)
        return True

from odoo import api, fields, models

from ...lib.clock import database_now
from ...lib.differences import write_differences
from ...lib.import_batch import ImportBatch
from ...lib.package_decisions import ShownOrder, decide, shown_of
from ...lib.parcel_ways import way_of
from ...lib.times import to_odoo
from ...lib.words import _
from ...spapi import packages_of


class SaleOrder(models.Model):
    """What of a sales order Amazon was told: its parcels."""

    _name = 'sale.order'
    _inherit = ['sale.order', 'amazon.sync.status']

    amazon_shipment_ids = fields.One2many(
        comodel_name='amazon.shipment',
        inverse_name='sale_order_id',
        string="Parcels for Amazon",
        # Others may read the document without being able to read these.
        groups='stock.group_stock_user,sales_team.group_sale_salesman',
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told_to_amazon(self):
        self.sudo().amazon_shipment_ids._unlink_except_told()

    @api.depends('order_line.move_ids.state', 'order_line.move_ids.product_uom_qty')
    def _compute_is_amazon_to_compare(self):
        return super()._compute_is_amazon_to_compare()

    def _confirm_deliveries_together(self):
        """Confirm the deliveries of new orders of one batch, in one go.

        :return: those whose goods are to be reserved, which is left to be done.
        :rtype: sale.order
        """
        batch = ImportBatch.of(self)
        picking_ids, batch.picking_ids = batch.picking_ids, None
        self.env['stock.picking'].browse(picking_ids).action_confirm()
        moves = self.env['stock.move'].browse(batch.move_ids_to_reserve)
        return self & moves.picking_id.sale_id

    def _link_to_amazon(self, row, marketplace, items, is_fresh=False):
        """Override of the orders' room to tell Amazon of what was delivered before.

        As people may have told Amazon themselves, it is looked at first what Amazon knows.
        """
        payload, status = row.payload, row.amazon_status
        result = super()._link_to_amazon(row, marketplace, items, is_fresh)
        header = None if is_fresh else row._ask_amazon()
        if header:
            payload, status = header.payload, header.status
        self.env['amazon.order.follow']._note_packing_of(self, payload)
        self._note_amazon_packages(packages_of(payload), status)
        parcels = self.env['amazon.shipment.prepare']._prepare(
            self.picking_ids.filtered(lambda picking: picking.state == 'done')
        )
        # They are looked up like those that Amazon was told of without an answer.
        parcels.filtered(lambda parcel: parcel.state == 'waiting')._reset('sent')
        return result

    # === CANCELLATION === #

    def _stop_for_amazon(self, cancellation):
        result = super()._stop_for_amazon(cancellation)
        to_deliver = self.picking_ids.filtered(
            lambda picking: picking.state not in ('done', 'cancel')
            and picking.picking_type_code != 'incoming'
        )
        if to_deliver:
            to_deliver.action_cancel()
            self.message_post(body=self._amazon_cancellation_message(cancellation))
        return result

    # === WHERE IT GOES === #

    def _write_amazon_people(self, values):
        """Override of the orders' room to have open deliveries go where the order goes."""
        result = super()._write_amazon_people(values)
        if 'partner_id' in values:
            return result  # Who bought it, says nothing of where a packer sends it.
        self._open_steps().filtered(
            lambda picking: picking.partner_id != self.partner_shipping_id
        ).partner_id = self.partner_shipping_id
        return result

    def _is_amazon_address_untouched(self):
        """Override of the orders' room: a person may have changed a delivery, or bought the goods
        from somebody who brings them.
        """
        moves = self.order_line.move_ids.filtered(lambda move: move.state not in ('done', 'cancel'))
        return (
            super()._is_amazon_address_untouched()
            and self._open_steps().partner_id <= self.partner_shipping_id
            and not any(move.location_id.usage == 'supplier' for move in moves)
        )

    def _open_steps(self):
        """Return what is still to be picked, packed or delivered.

        :rtype: stock.picking
        """
        return self.picking_ids.filtered(
            lambda picking: picking.state not in ('done', 'cancel')
            and picking.picking_type_code not in ('incoming', 'dropship')
        )

    # === PARCELS ON AMAZON === #

    def _amazon_way(self):
        """Return the program by which Amazon gets to know of the parcels by itself.

        :return: see `way_of` in `lib/parcel_ways.py`; '' if Amazon is told of them.
        :rtype: str
        """
        self.ensure_one()
        return way_of(self.sudo().amazon_program_ids.mapped('code'))

    def _note_amazon_packages(self, packages, status):
        """Note which parcels Amazon knows, whatever was believed of them.

        What is done is the table of `lib/package_decisions.py`.

        :param tuple[Package] packages: the packages of the order on Amazon.
        :param str status: of the order on Amazon.
        """
        self.ensure_one()
        shown = ShownOrder(tuple(packages), status)
        noted_refs = self._noted_amazon_parcels().mapped('package_ref')
        own = self.amazon_shipment_ids.filtered('picking_id')
        not_ours = own._recognise(shown, noted_refs)
        self._follow_noted_parcels(shown)
        known = self.amazon_shipment_ids.mapped('package_ref')
        news = self.env['amazon.shipment'].create([
            self._prepare_amazon_package(package) for package in not_ours
            if package.reference not in known and decide(shown_of(package), 'nothing') == 'note'
        ])
        if news:
            self.message_post(body=_(
                "Amazon was told of parcels without Odoo: %s. If a delivery in Odoo is the same "
                "goods, do not send it twice.",
                ", ".join(parcel._amazon_name() for parcel in news),
            ))
            self._suspect_copy(news)
            self._open_amazon_deliveries()._fill_in_noted_parcels()

    def _suspect_copy(self, news):
        """Tell the responsible of parcels that only a copy of this database can have told Amazon.

        :param amazon.shipment news: of which Odoo knew nothing.
        """
        ids = {str(id_) for id_ in self._open_amazon_deliveries().ids}
        of_copy = news.filtered(lambda parcel: parcel.package_ref[:-2] in ids)
        if of_copy:
            self.amazon_account_id._tell_of_copy(_(
                "Amazon was told of parcels of %(orders)s by numbers that only this database "
                "gives: %(parcels)s. If it was restored from a backup, all is well. If not, a copy "
                "of it works with Amazon, too: find it, and neutralize it or unlink its accounts.",
                orders=", ".join(of_copy.sale_order_id.mapped('name')),
                parcels=", ".join(of_copy.mapped('package_ref')),
            ))

    def _noted_amazon_parcels(self):
        """Return the parcels that Amazon was told of without Odoo.

        :rtype: amazon.shipment
        """
        return self.sudo().amazon_shipment_ids.filtered(lambda parcel: not parcel.picking_id)

    def _follow_noted_parcels(self, shown):
        """Have what was told without Odoo follow Amazon; forget what is gone again."""
        packages = {package.reference: package for package in shown.packages}
        gone = self.env['amazon.shipment']
        for parcel in self._noted_amazon_parcels():
            package = packages.get(parcel.package_ref)
            # That the order is shipped says nothing of it, where others are shown.
            word = shown_of(package) if package else 'absent' if packages else shown.of_the_rest
            if decide(word, 'noted') == 'forget':
                gone += parcel
            elif package:
                write_differences(parcel, {
                    'carrier_code': package.carrier or False,
                    'tracking_ref': package.tracking or False,
                })
        if gone:
            self._forget_noted_parcels(gone)

    def _forget_noted_parcels(self, gone):
        self.message_post(body=_(
            "Amazon does not count these parcels any more, they were canceled or are gone: %s.",
            ", ".join(parcel._amazon_name() for parcel in gone),
        ))
        self._open_amazon_deliveries()._clear_tracking_of(gone)
        items = set(gone.line_ids.mapped('amazon_item_ref'))
        gone.unlink()
        self.amazon_shipment_ids._tell_again(items)
        self.amazon_shipment_ids._put_back()

    def _open_amazon_deliveries(self):
        return self.picking_ids.filtered(
            lambda picking: picking.state not in ('done', 'cancel')
            and picking.move_ids._to_amazon_buyers()
        )

    def _prepare_amazon_package(self, package):
        return {
            'account_id': self.amazon_account_id.id,
            'sale_order_id': self.id,
            'package_ref': package.reference,
            'carrier_code': package.carrier,
            'tracking_ref': package.tracking,
            'shipping_method': package.shipping_service,
            'ship_date': to_odoo(package.ship_time),
            'state': 'confirmed',
            'confirmed_date': database_now(self.env),
            'is_seen': True,
            'reason': _("Amazon was told of it without Odoo."),
            'line_ids': [
                fields.Command.create({
                    'amazon_item_ref': item.item_ref,
                    'quantity': item.quantity,
                })
                for item in package.items
            ],
        }

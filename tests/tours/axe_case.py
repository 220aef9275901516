import json
from urllib.parse import urlencode

from odoo.tools import mute_logger

from ...lib.series import SINCE_19
from ...workshop.simulator import SELLER_ID, Item
from ...workshop.tools.console import Failure
from ...workshop.tools.pages import axe
from ..desk.desk_case import DeskCase
from ..invoice.upload_case import UploadCase
from ..order.change_case import ChangeCase
from .tour_case import DASHBOARD, TODO, Tours

BUTTON_TO_ACCOUNTS = 'button[name=action_view_amazon_accounts]'


class AxeCase(UploadCase, DeskCase, ChangeCase, Tours):
    """Each screen of the connector, in a shop that has something of each kind."""

    seconds = 300

    def setUp(self):
        super().setUp()
        self.question = self.place(mugs=2)
        self.shipped_parcel = self.ship(self.picking(self.question))
        self.shop.cancel(self.question.order_id)
        self.packed = self.place_to_pack()
        self.unpaired = self.place(items=[Item('CUP-7', title="Mug, seven corners")])
        self.refused_parcel = self.refuse()
        self.business = self.business_invoice()
        self.upload_all()
        self.failed = self.place_in_vain()
        self.sold_elsewhere = self.shop.place(
            channel='AMAZON', sales_channel='NON_AMAZON', names_marketplace=False)
        self.shop.ship(self.sold_elsewhere.order_id)
        self.sync()
        self.set_up_account()
        self.application = self.amazon.application.application_id
        self.draft = self.create_account(
            name="Second Shop", refresh_token=False, is_public_application=True,
            application_ref=self.application)

    def place_to_pack(self):
        """Return the delivery of an order that says much to who packs it."""
        order = self.place(items=[Item('AMZ-MUG-WHITE', gift_message="Happy birthday!")])
        self.shop.request_cancellation(order.order_id)
        self.sync()
        return self.picking(order)

    def refuse(self):
        """Return the delivery of a parcel that Amazon refuses."""
        typo = self.create_delivery_method("Fedx")
        typo.amazon_carrier_id = self.env['amazon.carrier'].create({'name': "Fedx"})
        picking = self.ship(self.picking(self.place()), carrier=typo)
        self.send()
        self.send()
        return picking

    def place_in_vain(self):
        """Return Amazon's order that cannot be imported."""
        former = self.account.warehouse_id
        self.account.warehouse_id = former.create({'name': "Old Barn", 'code': 'OLD'})
        self.account.warehouse_id.active = False
        with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
            order = self.place()
        self.account.warehouse_id = former
        return order

    def set_up_account(self):
        germany = self.marketplace('DE')
        self.account.write({
            'marketplace_setting_ids': [(0, 0, {
                'marketplace_id': germany.id, 'team_id': self.account.team_id.id,
                'default_carrier_id': self.ups.id,
            })],
            'tax_route_ids': [(0, 0, {
                'ship_from_id': self.env.ref('base.de').id, 'buyers': 'private',
            })],
        })
        self.account.action_check_permissions()

    # === WHAT IS LOOKED AT === #

    def script(self):
        """Return the address of axe-core."""
        try:
            path = axe.find_or_fetch()
        except Failure as failure:
            self.skipTest(f"axe-core is not there: {failure}")
        return self.publish('axe.js', path.read_bytes(), 'text/javascript')

    def publish(self, name, content, mimetype):
        """Return an address where the browser finds something."""
        attachment = self.env['ir.attachment'].create({
            'name': name, 'raw': content, 'mimetype': mimetype, 'public': True,
        })
        return f'/web/content/{attachment.id}'

    def look(self):
        places = json.dumps({
            'screens': [*self.lists(), *self.forms(), *self.odoos(), *self.windows()],
            'pages': self.pages(),
        })
        self.tour(
            'axe', self.owner, DASHBOARD, axe=self.script(),
            places=self.publish('places.json', places.encode(), 'application/json'),
        )

    def lists(self):
        """Return what shows many records."""
        yield {'open': DASHBOARD, 'sees': '.o_amazon_figure'}
        yield {'open': TODO, 'sees': '.o_group_header, .o_kanban_group'}
        for name, views in (
            ('amazon_order', ('list', 'kanban', 'calendar', 'pivot', 'graph')),
            ('amazon_shipment', ('list', 'kanban', 'calendar', 'pivot', 'graph')),
            ('picking_to_ship', ('list', 'kanban', 'calendar')),
            ('amazon_offer', ('list', 'kanban', 'pivot', 'graph')),
            ('amazon_invoice', ('list', 'kanban')),
            ('amazon_account', ('list', 'kanban')),
            ('amazon_sales', ('pivot', 'graph')),
            ('amazon_feed', ('list', 'kanban')),
            ('amazon_marketplace', ('list', 'kanban')),
        ):
            for view in views:
                yield {
                    'open': f'amazon_connector.action_{name}', 'view': view,
                    'sees': f'.o_{view}_view',
                }

    def form_of(self, record, **how):
        record.ensure_one()
        return {
            'open': {
                'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id,
                'views': [(False, 'form')],
            },
            'sees': '.o_form_view',
            **how,
        }

    def forms(self):
        """Return what shows a record of the connector's own."""
        shipments = (self.shipped_parcel + self.refused_parcel).amazon_shipment_ids
        yield self.form_of(self.account, tabs=True, sees='.o_form_view .o_amazon_figure')
        yield self.form_of(self.draft)
        yield self.form_of(
            self.inbox(self.question),
            then=[('button[name=action_cancel_anyway]', '.modal .btn-primary')],
        )
        yield self.form_of(self.inbox(self.failed))
        yield self.form_of(self.inbox(self.sold_elsewhere), sees='.o_form_view [name=item_ids]')
        yield self.form_of(self.env['amazon.offer'].search([('sku', '=', 'CUP-7')]))
        yield self.form_of(self.marketplace('DE'))
        yield from map(self.form_of, shipments)
        yield self.form_of(self.row(self.business).feed_id)
        yield self.form_of(self.row(self.business))

    def odoos(self):
        """Return what shows a record of Odoo's, and something of the connector's on it."""
        yield self.form_of(self.sale_order(self.question), tabs=True)
        yield self.form_of(self.packed.sale_id)
        yield self.form_of(self.packed, tabs=True)
        yield self.form_of(self.refused_parcel, tabs=True)
        yield self.form_of(self.business, within='.o_inner_group:has([name^=amazon_])')
        yield self.form_of(self.ups)
        yield self.form_of(self.ups.amazon_carrier_id)
        yield {
            'open': 'sale.action_sale_config_settings',
            'within': f'.o_setting_box:has({BUTTON_TO_ACCOUNTS})',
        }

    def window_of(self, model, **values):
        return self.window({
            'type': 'ir.actions.act_window', 'res_model': model, 'target': 'new',
            'context': {f'default_{name}': value for name, value in values.items()},
        })

    def window(self, action, **how):
        return {
            'open': {'views': [(False, 'form')], **action}, 'sees': '.modal footer button', **how,
        }

    def windows(self):
        """Return what asks people, or tells them something."""
        account = self.account.id
        for step, _label in self.env['amazon.link.account.wizard']._fields['step'].selection:
            yield self.window_of('amazon.link.account.wizard', account_id=account, step=step)
        yield self.window_of('amazon.link.account.wizard', account_id=self.draft.id)
        yield self.window_of('amazon.replace.secret.wizard', account_id=account)
        yield self.window_of('amazon.recover.order.wizard', account_id=account)
        yield self.window_of('amazon.import.orders.wizard', account_id=account)
        yield self.window_of(
            'amazon.link.order.wizard', order_id=self.inbox(self.failed).id,
            sale_order_id=self.ordinary_order(self.mug).id,
        )
        self.click_validate(self.packed | self.to_ship(tracking=False))
        yield self.window(self.action)
        yield from self.odoos_windows()

    def odoos_windows(self):
        """Return windows of Odoo's in which the connector warns of something."""
        warning = {'within': '.modal .alert-danger'}
        connector = self.env['ir.module.module']._get('amazon_connector')
        yield self.window(connector.button_uninstall_wizard(), **warning)
        if not SINCE_19:  # Nothing asks there, but the button.
            yield self.window(self.sale_order(self.unpaired).action_cancel(), **warning)

    def pages(self):
        """Return addresses of pages that are none of Odoo's client, and what they show."""
        asked = urlencode({
            'amazon_callback_uri': f'{self.url}/apps/authorize/confirm/{self.application}',
            'amazon_state': 'amzn', 'selling_partner_id': SELLER_ID,
        })
        return [
            (f'/amazon_connector/login?{asked}', 'form'),
            ('/amazon_connector/redirect?error=access_denied', 'h1 + p'),
        ]

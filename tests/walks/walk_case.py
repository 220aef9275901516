import logging
from contextlib import closing, contextmanager
from datetime import timedelta

from freezegun.api import freeze_time  # since 18.0, Odoo has one without `ignore`

from odoo import fields

from ...workshop.simulator import SELLER_ID
from ..invoice.upload_case import UploadCase
from .invoice_verdict import invoiced_too_often

PIECES_AT_AMAZON = 20
LAMPS = 60
LAMPS_AT_AMAZON = 3
# When the scheduled actions run until nothing is due any more, in minutes: pauses grow.
UNTIL_NOTHING_IS_DUE = (10, 10, 180, 180, 24 * 60, 24 * 60, 24 * 60)


class WalkCase(UploadCase):
    """The world that random walks go through, each of them anew.

    There is a shop on Amazon without orders, the account in Odoo that reads it, goods in the
    warehouse and at Amazon, people who work in Odoo, and a clock that only the walk moves.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lamp = cls.create_product("Lamp", 'AMZ-LAMP', tracking='serial')
        cls.goods = cls.mug + cls.teapot + cls.lamp
        cls.lamps = cls.env['stock.lot'].create([
            {'name': f'LAMP-{number}', 'product_id': cls.lamp.id, 'company_id': cls.company.id}
            for number in range(LAMPS)
        ])
        cls.put_lamps(cls.lamps[LAMPS_AT_AMAZON:], cls.warehouse.lot_stock_id)
        cls.person = cls.env.ref('base.user_admin')

    @classmethod
    def put_lamps(cls, lamps, location):
        for lamp in lamps:
            cls.env['stock.quant']._update_available_quantity(cls.lamp, location, 1, lot_id=lamp)

    def setUp(self):
        super().setUp()
        self.account.seller_ref = SELLER_ID
        self.location = self.account.location_id
        for product in (self.mug, self.teapot):
            self.env['stock.quant']._update_available_quantity(
                product, self.location, PIECES_AT_AMAZON
            )
        self.put_lamps(self.lamps[:LAMPS_AT_AMAZON], self.location)
        self.stock_before = self.stock_at_amazon()
        # How often Amazon may be asked is tested elsewhere: its limits do not know that each walk
        # begins at the same moment.
        self.amazon.limits.enabled = False
        self.enter_rate('JPY')
        self.shop.event_lag = timedelta()
        self.beginning = fields.Datetime.now()

    @contextmanager
    def world(self):
        """Have a new world for one walk; what it does in Odoo is undone afterwards."""
        self.shop.restore([])
        self.shop.notices.clear()
        self.shop.edits.clear()
        self.shop.invoices.restore([])
        self.invoiced_too_often = []
        self.amazon.faults.clear()
        odoo = closing(self.cr.savepoint())
        time = freeze_time(self.beginning, ignore=['hypothesis'])
        with odoo, self.complaints() as self.logged, time as self.clock:
            yield
        self.muted_registry_logger(self.registry.clear_all_caches)()

    @contextmanager
    def complaints(self):
        """Collect what Odoo's log complains of, in sentences."""
        sentences = []
        handler = logging.Handler(logging.WARNING)
        handler.emit = lambda record: sentences.append(f"{record.name}: {record.getMessage()}")
        logger = logging.getLogger('odoo')
        logger.addHandler(handler)
        try:
            yield sentences
        finally:
            logger.removeHandler(handler)

    # === WHAT GOES ON IN IT === #

    def pass_time(self, **time):
        self.clock.tick(timedelta(**time))

    def working(self, records):
        """Give records to a person who clicks on something; what is refused changes nothing."""
        return self.committing(records, self.person)

    def set_back(self):
        with self.working(self.account) as account:
            account.last_orders_sync = fields.Datetime.subtract(self.beginning, days=1)

    def make_invoices(self):
        """Run the account's scheduled action for invoices.

        :return: how many were made, in words.
        """
        Invoice = self.env['account.move']
        last = Invoice.search([], order='id desc', limit=1).id or 0
        with self.committing(self.account) as account:
            account._cron_make_invoices()
        made = Invoice.search([('id', '>', last)])
        self.invoiced_too_often += invoiced_too_often(made)
        return f"{len(made)} made"

    def upload(self):
        """Run the account's scheduled action for invoices to Amazon."""
        with self.committing(self.account) as account:
            account._cron_sync_uploads()

    def come_to_an_end(self):
        """Have nothing happen any more but what is due."""
        self.amazon.faults.clear()
        for minutes in UNTIL_NOTHING_IS_DUE:
            self.pass_time(minutes=minutes)
            self.sync()
            self.send()
            self.make_invoices()
            self.upload()
            if not self.is_anything_due():
                break
        self.pass_time(minutes=10)
        self.sync()

    def is_anything_due(self):
        return bool(
            self.env['amazon.order'].search([('next_attempt', '!=', False)], limit=1)
            or self.env['amazon.shipment'].search([
                '|', '|', ('state', 'in', ('waiting', 'sent')), ('next_attempt', '!=', False),
                '&', ('state', '=', 'confirmed'), ('is_seen', '=', False),
            ], limit=1)
            or self.env['amazon.invoice'].search([
                '|', ('state', '=', 'sent'), ('next_attempt', '!=', False),
            ], limit=1)
            or self.env['sale.order'].search([
                '|', ('is_amazon_to_invoice', '=', True), ('amazon_collect_day', '!=', False),
            ], limit=1)
        )

    def stock_at_amazon(self):
        """Return how many pieces lie at Amazon, by SKU.

        :rtype: dict[str, float]
        """
        groups = self.env['stock.quant']._read_group([
            ('location_id', 'child_of', self.location.id), ('product_id', 'in', self.goods.ids),
        ], ['product_id'], ['quantity:sum'])
        stock = dict(groups)
        return {product.default_code: stock.get(product, 0) for product in self.goods}

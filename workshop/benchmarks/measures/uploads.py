"""How long many invoices take on their way to Amazon, within its limits."""
from odoo import fields

from ..figure import Figure, Row
from ..sellers import open_business_shop
from ..shop import set_up
from .virtual_shop import VirtualShop, local_amazon

TITLE = "Invoices to Amazon, and the time that its limits make them last"
INVOICES = 500
# The first is what Amazon publishes of the call, the other what its guide says of invoices; the
# second number is how many calls may be made at once (uploadInvoice in the Feeds API's pages).
LIMITS = {"by the published limit": (0.0083, 15), "by the limit of Amazon's guide": (1 / 3, 15)}

REMARK = (
    "Invoices of German businesses' orders, each printed by Odoo and sent by itself, as Amazon "
    "wants it. The time is virtual: it flows while the connector works, and leaps to the minute in "
    "which the scheduled action is due that waits for Amazon's limits. That Amazon has an invoice "
    "is known when it gets it; that it takes it, when its answer is read, and one answer may be "
    "read in 45 seconds."
)


def measure(lab):
    """Measure how long the invoices take by either limit."""
    with lab.database.transaction() as env:
        set_up(env)
        env['res.currency.rate'].create({
            'currency_id': env.ref('base.EUR').id, 'rate': 2, 'name': '2020-01-01',
        })
    rows = []
    with local_amazon() as amazon:
        for name, limit in LIMITS.items():
            amazon.simulator.limits.set('createFeed', *limit)
            shop = UploadingShop(lab.database, amazon, lab.count(INVOICES))
            rows += shop.measure(name)
    return Figure(rows, REMARK)


class UploadingShop(VirtualShop):
    """A shop that has an invoice for Amazon of each of its orders."""

    def __init__(self, database, amazon, orders):
        super().__init__(
            database, amazon, orders, channel='AMAZON', opening=open_business_shop)
        self._invoices = amazon.simulator.sellers[-1].shop.invoices
        with database.transaction() as env:
            germany = env.ref('amazon_connector.marketplace_de')
            env['amazon.account'].browse(self._account_id).write({
                'active_marketplace_ids': [fields.Command.set(germany.ids)],
                'invoice_when': 'posted',
                'invoices_since': '2020-01-01',
                'invoice_upload_mode': 'seller_issues',
            })

    def measure(self, name):
        """Send all invoices, and return how long that took.

        :param str name: of the limit
        :rtype: list[Row]
        """
        self.import_orders()
        self._invoice()
        received = self._take('uploads', lambda env: len(self._invoices) == self._orders)
        answered = self._take('uploads', lambda env: env['amazon.invoice'].search_count([
            ('account_id', '=', self._account_id), ('state', '=', 'accepted'),
        ]) == self._orders)
        what = f"{self._orders:,} invoices, {name}"
        return [
            Row(f"{what}: at Amazon", [received.minutes / 60], 'hours'),
            Row(f"{what}: taken by Amazon", [(received.minutes + answered.minutes) / 60], 'hours'),
            Row(f"{what}: calls", [received.calls + answered.calls], 'calls'),
        ]

    def _invoice(self):
        with self._time.flowing():
            with self._database.transaction() as env:
                account = env['amazon.account'].browse(self._account_id)
                while env['sale.order']._due_to_invoice(account, 1):
                    account._cron_make_invoices()

class InvoicePlan:
    """What invoices that are made together are about: one each of some orders, or one of all.

    It travels in the context to the places where Odoo decides what goes on an invoice.

    :param dict portions: a `Portion` by ID of the order.
    :param res.partner collective: whom one invoice for all is for; none, if each has its own.
    """

    KEY = 'amazon_invoice_plan'

    def __init__(self, portions, collective=None):
        self.portions = portions
        self.collective = collective
        # What is collected while they are made, to be written at once: of which orders; followers.
        self.origins = []
        self.followers = {}
        # The last number given, by journal, kind of invoice and month.
        self.numbers = {}

    @classmethod
    def of(cls, records):
        """Return the plan that records are invoiced by, or None.

        :param odoo.models.BaseModel records: any.
        :rtype: InvoicePlan | None
        """
        plan = records.env.context.get(cls.KEY)
        return plan if isinstance(plan, cls) else None  # Anybody may send a context.

    def day_of(self, order):
        return self.portions[order.id].day

    def quantities_of(self, order):
        return self.portions[order.id].quantities

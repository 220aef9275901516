from lxml import etree

from odoo.tests import new_test_user
from odoo.tools.safe_eval import safe_eval

from ...workshop.benchmarks.statements import Count
from ..delivery.delivery_case import DeliveryCase


class ListCase(DeliveryCase):
    """Somebody who opens lists, and looks for something in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(
            cls.env, 'seller', 'base.group_user,amazon_connector.group_amazon_user,'
            'stock.group_stock_user',
        )

    def as_seller(self, model):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env[model].with_user(self.seller).with_context(lang='en_US')

    def arch(self, model, view_type):
        """Return the view of a model that its own action opens."""
        return etree.fromstring(self.as_seller(model).get_view(view_type=view_type)['arch'])

    def searched(self, model, label, text):
        """Return what is found by a text that is looked for as something."""
        [node] = [
            node for node in self.arch(model, 'search').iterfind('field')
            if node.get('string') == label
        ]
        domain = node.get('filter_domain') or f"[({node.get('name')!r}, 'ilike', self)]"
        return self.as_seller(model).search(safe_eval(domain, {'self': text})).with_env(self.env)

    def found(self, model, domain):
        """Return what a filter finds, of which this is the domain."""
        return self.as_seller(model).search(safe_eval(domain)).with_env(self.env)

    def opened(self, menu):
        """Return the action that a menu opens.

        :rtype: dict
        """
        self.env.flush_all()
        return menu.action.with_user(self.seller).run()

    def shown(self, records, view_type='form', **options):
        """Return what a view says of records to somebody who has just opened it."""
        arch = self.arch(records._name, view_type)
        names = dict.fromkeys(node.get('name') for node in arch.iter('field'))
        return self.as_seller(records._name).web_search_read(
            [('id', 'in', records.ids)],
            {name: self.specification(records._fields[name]) for name in names}, **options,
        )['records']

    def specification(self, field):
        return {'fields': {'display_name': {}}} if field.type == 'many2one' else {}

    def statements(self, records, view_type, limit):
        """Return how many statements it takes to show so many records."""
        for _run in range(2):  # The first one fills caches.
            with Count() as count:
                self.assertEqual(len(self.shown(records, view_type, limit=limit)), limit)
        return count.statements

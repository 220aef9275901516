from lxml import etree

from ..series import LIST
from .list_case import ListCase

VIEWS = {
    'amazon_connector.action_amazon_order': {LIST, 'kanban', 'calendar', 'pivot', 'graph', 'form'},
    'amazon_connector.action_amazon_shipment': {
        LIST, 'kanban', 'calendar', 'pivot', 'graph', 'form'},
    'amazon_connector.action_amazon_offer': {LIST, 'kanban', 'pivot', 'graph', 'form'},
    'amazon_connector.action_amazon_account': {LIST, 'kanban', 'form'},
    'amazon_connector.action_picking_to_ship': {LIST, 'kanban', 'calendar', 'form'},
    'amazon_connector.action_amazon_feed': {LIST, 'kanban', 'form'},
    'amazon_connector.action_amazon_marketplace': {LIST, 'kanban', 'form'},
}


class TestListViews(ListCase):
    """Each list has cards for phones, and says what to do where it is empty."""

    def test_lists_open_in_all_their_views(self):
        for xmlid, views in VIEWS.items():
            action = self.env['ir.actions.act_window']._for_xml_id(xmlid)
            with self.subTest(xmlid):
                self.assertEqual({kind for _view, kind in action['views']}, views)
                loaded = self.as_seller(action['res_model']).get_views(action['views'])
                self.assertEqual(set(loaded['views']), views)
                self.assertIn('o_view_nocontent', action['help'])

    def test_each_list_has_cards_for_phones(self):
        actions = self.env['ir.actions.act_window'].browse(self.env['ir.model.data'].search([
            ('module', '=', 'amazon_connector'), ('model', '=', 'ir.actions.act_window'),
        ]).mapped('res_id'))
        lists = actions.filtered(lambda action: LIST in action.view_mode.split(','))
        self.assertGreater(len(lists), len(VIEWS))
        bare = lists.filtered(lambda action: 'kanban' not in action.view_mode.split(','))
        self.assertFalse(bare.mapped('name'))
        for action in lists:
            with self.subTest(action.name):
                self.assertEqual(action.mobile_view_mode, 'kanban')
                [card] = self.arch_of(action.get_external_id()[action.id], 'kanban').xpath(
                    "//templates/*[@t-name='kanban-box' or @t-name='card']"
                )
                self.assertTrue(card.xpath('.//field'))

    def test_card_of_a_marketplace_says_what_the_list_says(self):
        [said] = self.shown(self.marketplace('DE'), 'kanban')
        self.assertEqual(said['name'], "Amazon.de")
        self.assertEqual(said['marketplace_ref'], 'A1PA6795UKMFR9')
        self.assertEqual(said['country_id']['display_name'], "Germany")
        self.assertTrue(said['uploads_invoices'])

    def test_deliveries_card_says_amazon_in_words(self):
        self.place_and_ship()
        card = self.arch('stock.picking', 'kanban')
        [tag] = card.xpath("//span[i[contains(@class, 'fa-amazon')]]")
        self.assertIn("Amazon", ''.join(tag.itertext()))
        [status] = card.xpath("//templates//field[@name='amazon_sync_status']")
        self.assertEqual(status.get('widget'), 'badge', "words, and a color")

    def test_document_that_is_an_invoice_is_not_said_to_be_a_parcel(self):
        for view_type in (LIST, 'form'):
            arch = self.arch('amazon.feed', view_type)
            with self.subTest(view_type):
                self.assertTrue(arch.xpath("//field[@name='kind']"))
                [parcels] = arch.xpath("//field[@name='message_count']")
                self.assertEqual(
                    parcels.get('invisible') or parcels.get('column_invisible'),
                    "kind != 'parcels'")

    def test_nobody_is_offered_to_add_a_reason(self):
        self.assertEqual(self.arch('amazon.todo', 'kanban').get('group_create'), 'false')

    def test_name_of_the_product_can_be_read_while_it_is_typed(self):
        """Where no SKU has a product, the column would be as narrow as its heading."""
        [product] = self.arch('amazon.offer', LIST).xpath("//field[@name='paired_product_id']")
        self.assertGreaterEqual(int((product.get('width') or '0px').removesuffix('px')), 200)

    def test_state_and_what_the_buyer_pays_are_not_cut_off(self):
        """In 18.0 and later, a column is as wide as the view says: "Zu entscheiden" needs that."""
        orders = self.arch('amazon.order', LIST)
        for name in ('state', 'amazon_total'):
            with self.subTest(name):
                [column] = orders.xpath(f"//field[@name='{name}']")
                self.assertGreaterEqual(int(column.get('width').removesuffix('px')), 110)

    def test_date_and_hour_are_readable_in_chinese(self):
        """In Chinese and Japanese, a date with its hour takes up to 200 pixels."""
        narrow = [
            (xmlid, node.get('name'))
            for xmlid in VIEWS
            for model in [self.env.ref(xmlid).res_model]
            for node in self.arch_of(xmlid, LIST).xpath('//field[@width]')
            if self.env[model]._fields[node.get('name')].type == 'datetime'
            and int(node.get('width').removesuffix('px')) < 200
            and 'o_amazon_wrap' not in node.get('class', '')
        ]
        self.assertFalse(narrow)

    def arch_of(self, xmlid, view_type):
        action = self.env['ir.actions.act_window']._for_xml_id(xmlid)
        loaded = self.as_seller(action['res_model']).get_views(action['views'])
        return etree.fromstring(loaded['views'][view_type]['arch'])

    def test_sales_analysis_is_by_marketplace_and_account(self):
        search = self.arch('sale.report', 'search')
        for name in ('group_by_amazon_account', 'group_by_amazon_marketplace'):
            self.assertTrue(search.xpath(f"//filter[@name='{name}']"))
        for name in ('amazon_account_id', 'amazon_marketplace_id'):
            self.assertTrue(search.xpath(f"//field[@name='{name}']"))

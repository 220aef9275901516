from ..series import LIST
from .list_case import ListCase

VIEWS = {
    'amazon_connector.action_amazon_order': {LIST, 'kanban', 'calendar', 'pivot', 'graph', 'form'},
    'amazon_connector.action_amazon_shipment': {
        LIST, 'kanban', 'calendar', 'pivot', 'graph', 'form'},
    'amazon_connector.action_amazon_offer': {LIST, 'kanban', 'pivot', 'graph', 'form'},
    'amazon_connector.action_amazon_account': {LIST, 'kanban', 'form'},
    'amazon_connector.action_picking_to_ship': {LIST, 'kanban', 'calendar', 'form'},
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

    def test_deliveries_card_says_amazon_in_words(self):
        self.place_and_ship()
        card = self.arch('stock.picking', 'kanban')
        [tag] = card.xpath("//span[i[contains(@class, 'fa-amazon')]]")
        self.assertIn("Amazon", ''.join(tag.itertext()))
        [status] = card.xpath("//templates//field[@name='amazon_sync_status']")
        self.assertEqual(status.get('widget'), 'badge', "words, and a color")

    def test_sales_analysis_is_by_marketplace_and_account(self):
        search = self.arch('sale.report', 'search')
        for name in ('group_by_amazon_account', 'group_by_amazon_marketplace'):
            self.assertTrue(search.xpath(f"//filter[@name='{name}']"))
        for name in ('amazon_account_id', 'amazon_marketplace_id'):
            self.assertTrue(search.xpath(f"//field[@name='{name}']"))

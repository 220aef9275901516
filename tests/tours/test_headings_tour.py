from odoo.tools import mute_logger

from ..desk.desk_case import DeskCase
from .tour_case import Tours

ORDERS = 'amazon_connector.action_amazon_order'
TO_SHIP = 'amazon_connector.action_picking_to_ship'


class TestHeadingsTour(DeskCase, Tours):
    """On a laptop's screen, in languages with long words, headings and numbers are not cut off."""

    def read_in(self, language):
        self.env['res.lang']._activate_lang(language)
        self.env['ir.module.module'].search([
            ('state', '=', 'installed'),
        ])._update_translations(language)
        self.owner.lang = language

    def place_in_vain(self):
        former = self.account.warehouse_id
        self.account.warehouse_id = former.create({'name': "Old Barn", 'code': 'OLD'})
        self.account.warehouse_id.active = False
        with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
            self.place()
        self.account.warehouse_id = former

    def test_orders_in_japanese(self):
        self.read_in('ja_JP')
        self.place()
        self.place_in_vain()
        self.tour('headings', self.owner, ORDERS)

    def test_what_is_to_be_shipped_in_german(self):
        self.read_in('de_DE')
        self.to_ship(tracking='1Z999AA10123456784')
        self.tour('headings', self.owner, TO_SHIP)

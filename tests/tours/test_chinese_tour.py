from ..desk.desk_case import DeskCase
from .tour_case import DASHBOARD, Tours


class TestChineseTour(DeskCase, Tours):
    """A shop in China."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['res.lang']._activate_lang('zh_CN')
        cls.env['ir.module.module']._get('amazon_connector')._update_translations('zh_CN')
        cls.owner.lang = 'zh_CN'

    def test_day_of_a_shop(self):
        picking = self.to_ship()
        self.tour('chinese', self.owner, DASHBOARD)
        self.assertEqual(picking.state, 'done')

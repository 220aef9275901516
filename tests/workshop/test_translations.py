from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged


@tagged('-at_install', 'post_install')
class TestTranslations(TransactionCase):
    """Views, fields and messages come out in the user's language."""

    def assert_user_reads(self, lang, button, field, message):
        self.env['res.lang']._activate_lang(lang)
        self.env['ir.module.module']._get('amazon_connector')._update_translations(lang)
        env = self.env(context={'lang': lang})
        form = env.ref('amazon_connector.view_amazon_account_form')
        arch = etree.tostring(form._get_combined_arch(), encoding='unicode')
        self.assertIn(f'string="{button}"', arch)
        account = env['amazon.account'].create({
            'name': "Shop", 'base_marketplace_id': env.ref('amazon_connector.marketplace_us').id,
        })
        label = account.fields_get(['base_marketplace_id'])['base_marketplace_id']['string']
        self.assertEqual(label, field)
        with self.assertRaisesRegex(UserError, message):
            account.action_link()

    def test_chinese(self):
        self.assert_user_reads(
            'zh_CN', button="同步订单", field="主市场", message="Shop 的客户端 ID"
        )

    def test_german(self):
        self.assert_user_reads(
            'de_DE', button="Aufträge synchronisieren", field="Standardmarketplace",
            message="das Client-Geheimnis und das Aktualisierungstoken von Shop",
        )

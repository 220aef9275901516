
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...lib.series import PACKAGE
from ..series import add_choices


@tagged('-at_install', 'post_install')
class CarrierCase(TransactionCase):

    def amazon_carrier(self, name):
        return self.env['amazon.carrier'].search([('name', '=', name)])

    def delivery_method(self, name, **values):
        return self.env['delivery.carrier'].create({
            'name': name,
            'product_id': self.env.ref('delivery.product_product_delivery').id,
            **values,
        })

    def assert_sent(self, method, code, name=''):
        """Assert what Amazon is told of the delivery method."""
        self.assertEqual(method._amazon_names(), (code, name))


class TestCarrierName(CarrierCase):
    """A delivery method named as a carrier is that carrier to Amazon, in Amazon's spelling."""

    def assert_means(self, name, code):
        self.assertEqual(self.env['amazon.carrier']._match(name).name, code)
        self.assert_sent(self.delivery_method(name), code)

    def test_case_spaces_and_punctuation_do_not_matter(self):
        self.assert_means("fedex", 'FedEx')
        self.assert_means("  Canada post ", 'Canada Post')
        self.assert_means("SF-Express", 'SF Express')
        self.assert_means("TransAragones", 'Transaragonés')
        self.assert_means("ＵＰＳ", 'UPS')

    def test_exact_spelling_wins_over_similar_ones(self):
        for carrier in self.env['amazon.carrier'].search([]):
            self.assertEqual(self.env['amazon.carrier']._match(carrier.name), carrier)

    def test_other_case_wins_over_other_punctuation(self):
        self.assert_means("royal mail", 'Royal Mail')
        self.assert_means("royal_mail", 'ROYAL_MAIL')
        self.assert_means("uk mail", 'UK MAIL')
        self.assert_means("ukmail", 'UKMail')

    def test_typo_is_not_recognised(self):
        self.assertFalse(self.env['amazon.carrier']._match("Fedexx"))
        self.assert_sent(self.delivery_method("Fedexx"), 'Other', "Fedexx")

    def test_name_without_letters_means_nobody(self):
        self.env['amazon.carrier'].create({'name': '***'})
        self.assertFalse(self.env['amazon.carrier']._match("!!!"))

    def test_carrier_somebody_added_is_recognised_but_never_before_amazons_own(self):
        self.env['amazon.carrier'].create([{'name': "Easyship"}, {'name': "RoyalMail"}])
        self.assert_means("easyship", "Easyship")
        self.assert_means("royalmail", 'Royal Mail')

    def test_seller_delivers(self):
        self.assert_means("Self Delivery", 'Self Delivery')
        self.assert_means("self delivery", 'Self Delivery')
        self.assert_means("自行发货", 'Self Delivery')

    def test_carriers_of_china_are_known_by_their_chinese_names(self):
        self.assert_means("云途物流", 'Yun Express')
        self.assert_means("递四方", '4PX')
        self.assert_means("中国邮政", 'China Post')
        self.assert_means("顺丰速运", 'SF Express')
        self.assert_means("燕文", 'Yanwen')

    def test_other_names_are_data_that_people_may_add_to(self):
        self.assertFalse(self.env['amazon.carrier']._match("Götterbote"))
        carrier = self.env['amazon.carrier']._match('UPS')
        carrier.other_names = "Brown Truck; Götterbote;"
        self.assert_means("brown-truck", 'UPS')
        self.assert_means("goetterbote".replace('oe', 'o'), 'UPS')
        self.assertFalse(self.env['amazon.carrier']._match("Brown"))
        self.assertFalse(self.env['amazon.carrier']._match("Truck; Götterbote"))
        carrier._add_other_name(carrier.id, "Götterbote")
        carrier._add_other_name(carrier.id, "Big Brown")
        self.assertEqual(carrier.other_names, "Brown Truck; Götterbote; Big Brown")

    def test_update_takes_no_name_from_the_carrier_that_people_gave_it_to(self):
        theirs = self.env['amazon.carrier'].create({'name': "Brown", 'other_names': "Götterbote"})
        ups = self.amazon_carrier('UPS')
        ups._add_other_name(ups.id, "götterbote")
        self.assertEqual(ups._match("Götterbote"), theirs)

    def test_a_name_of_amazons_comes_before_another_name(self):
        self.env['amazon.carrier']._match('UPS').other_names = "FedEx"
        self.assert_means("fedex", 'FedEx')

    def test_name_counts_in_every_language_it_is_translated_to(self):
        self.env['res.lang']._activate_lang('zh_CN')
        method = self.delivery_method("Our van")
        self.assert_sent(method, 'Other', "Our van")
        method.with_context(lang='zh_CN').name = "自行发货"
        self.assert_sent(method, 'Self Delivery')

    def test_buyers_see_the_name_in_the_source_language(self):
        self.env['res.lang']._activate_lang('zh_CN')
        method = self.delivery_method("Our van")
        method.with_context(lang='zh_CN').name = "自家货车"
        self.assert_sent(method.with_context(lang='zh_CN'), 'Other', "Our van")


class TestCarrierProvider(CarrierCase):
    """The provider tells the carrier where the name does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_choices(
            cls, cls.env['delivery.carrier']._fields['delivery_type'],
            ['ups_rest', 'dhl_rest', 'bpost', 'tnt_oca', 'starshipit'],
        )

    def test_provider_is_the_carrier(self):
        for provider, code in [
            ('ups_rest', 'UPS'), ('dhl_rest', 'DHL'), ('bpost', 'BPOST'), ('tnt_oca', 'TNT'),
        ]:
            method = self.delivery_method("Standard delivery", delivery_type=provider)
            self.assert_sent(method, code)

    def test_name_goes_before_provider(self):
        method = self.delivery_method("DHL Express", delivery_type='dhl_rest')
        self.assert_sent(method, 'DHL Express')

    def test_provider_that_amazon_does_not_know(self):
        method = self.delivery_method("Cheapest", delivery_type='starshipit')
        self.assert_sent(method, 'Other', "Cheapest")

    def test_kind_of_price_is_no_carrier(self):
        self.env['amazon.carrier'].create([{'name': "Fixed"}, {'name': "Base on rule"}])
        for delivery_type in ('fixed', 'base_on_rule'):
            method = self.delivery_method("Standard delivery", delivery_type=delivery_type)
            self.assert_sent(method, 'Other', "Standard delivery")

    def test_other_provider_is_another_carrier(self):
        method = self.delivery_method("Standard delivery", delivery_type='ups_rest')
        method.delivery_type = 'dhl_rest'
        self.assert_sent(method, 'DHL')


class TestCarrierChoice(CarrierCase):
    """What a person chooses stays, until the delivery method becomes another one."""

    def setUp(self):
        super().setUp()
        self.method = self.delivery_method("Express")
        self.method.amazon_carrier_id = self.amazon_carrier('GLS')

    def test_choice_stays_when_something_else_changes(self):
        self.method.write({'fixed_price': 5, 'sequence': 3})
        self.env.flush_all()
        self.assert_sent(self.method, 'GLS')

    def test_choice_stays_when_the_same_name_is_imported_again(self):
        self.method.write({'name': "Express", 'delivery_type': 'fixed'})
        self.assert_sent(self.method, 'GLS')

    def test_choice_stays_on_a_copy(self):
        self.assert_sent(self.method.copy(), 'GLS')

    def test_choice_stays_when_the_module_is_updated(self):
        self.env['delivery.carrier']._fill_amazon_carriers()
        self.assert_sent(self.method, 'GLS')

    def test_another_name_is_another_carrier(self):
        self.method.name = "DPD"
        self.assert_sent(self.method, 'DPD')

    def test_choice_made_with_the_name_wins(self):
        self.method.write({'name': "DPD", 'amazon_carrier_id': self.amazon_carrier('Hermes').id})
        self.assert_sent(self.method, 'Hermes')

    def test_no_choice_is_other(self):
        self.method.amazon_carrier_id = False
        self.assert_sent(self.method, 'Other', "Express")
        self.assertIn("may not recognise", self.method.amazon_carrier_warning)


class TestCarrierInstallation(CarrierCase):

    def test_delivery_methods_that_were_there_before_are_matched(self):
        # It comes with Odoo, so it is older than this module.
        method = self.env.ref('delivery.free_delivery_carrier')
        self.assertEqual(method.amazon_carrier_id, self.amazon_carrier('Other'))

    def test_archived_delivery_methods_too(self):
        method = self.delivery_method("Seur", active=False, amazon_carrier_id=False)
        self.env['delivery.carrier']._fill_amazon_carriers()
        self.assert_sent(method, 'Seur')

    def test_all_of_amazons_list_is_there(self):
        published = self.env['amazon.carrier'].search([('is_published', '=', True)])
        self.assertEqual(len(published), 377)
        for name in ('UPS', 'Other', 'Self Delivery', 'Transaragonés'):
            self.assertIn(self.amazon_carrier(name), published)


class TestCarrierWarning(CarrierCase):
    """Whoever sets up a delivery method is warned of what Amazon may not know."""

    def test_carrier_of_amazons_list_needs_no_warning(self):
        self.assertFalse(self.delivery_method("UPS").amazon_carrier_warning)

    def test_other(self):
        warning = self.delivery_method("Our van").amazon_carrier_warning
        self.assertIn("Buyers on Amazon see the name", warning)
        self.assertIn("may not recognise", warning)
        self.assertIn("choose", warning)

    def test_carrier_that_is_not_in_amazons_list(self):
        method = self.delivery_method("Express")
        method.amazon_carrier_id = self.env['amazon.carrier'].create({'name': "Easyshp"})
        self.assertIn("Easyshp is not in Amazon's list", method.amazon_carrier_warning)
        self.assertIn("typo", method.amazon_carrier_warning)

    def test_warning_follows_what_is_typed(self):
        form = Form(self.env['delivery.carrier'])
        self.assertFalse(form.amazon_carrier_warning, "nothing is typed yet")
        form.name = "Fedexx"
        self.assertIn("may not recognise", form.amazon_carrier_warning)
        form.name = "Fedex"
        self.assertFalse(form.amazon_carrier_warning)
        self.assertEqual(form.amazon_carrier_id, self.amazon_carrier('FedEx'))

    def test_old_name_is_forgotten_while_another_is_typed(self):
        self.env['res.lang']._activate_lang('zh_CN')
        form = Form(self.delivery_method("UPS"))
        form.name = "UPPS"
        self.assertIn("may not recognise", form.amazon_carrier_warning)
        form.amazon_carrier_id = self.amazon_carrier('UPS')
        self.assertFalse(form.amazon_carrier_warning)
        self.assert_sent(form.save(), 'UPS')


class TestCarrierAccess(CarrierCase):

    def user(self, group):
        return new_test_user(self.env, group, f'base.group_user,{group}')

    def test_everybody_reads_and_nobody_but_the_managers_adds(self):
        for group in ('base.group_user', 'stock.group_stock_user',
                      'amazon_connector.group_amazon_user'):
            carriers = self.env['amazon.carrier'].with_user(self.user(group))
            self.assertTrue(carriers.name_search("UPS"))
            with self.assertRaises(AccessError):
                carriers.create({'name': "Easyship"})
            with self.assertRaises(AccessError):
                carriers._match("UPS").name = "Ups"

    def test_who_sets_up_delivery_methods_adds_carriers(self):
        for group in ('sales_team.group_sale_manager', 'stock.group_stock_manager'):
            carriers = self.env['amazon.carrier'].with_user(self.user(group))
            carrier = carriers.browse(carriers.name_create(f"Easyship of {group}")[0])
            carrier.name = f"Easyship, {group}"
            self.assertFalse(carrier.is_published)

    def test_published_spelling_is_not_edited(self):
        form = Form(self.amazon_carrier('UPS'))
        with self.assertRaises(AssertionError):
            form.name = "Ups"
        with self.assertRaises(AssertionError):
            form.is_published = False

    @mute_logger('odoo.sql_db')
    def test_spelling_is_there_once(self):
        with self.assertRaises(IntegrityError):
            self.env['amazon.carrier'].create({'name': 'UPS'})


class TestPackageTracking(CarrierCase):

    def test_each_parcel_has_its_own_tracking_reference(self):
        user = new_test_user(self.env, 'packer', 'base.group_user,stock.group_stock_user')
        form = Form(self.env[PACKAGE].with_user(user))
        form.tracking_ref = '1Z999AA10123456784'
        package = form.save()
        self.assertEqual(package.tracking_ref, '1Z999AA10123456784')
        self.assertFalse(package.copy().tracking_ref, "another parcel")

from ...workshop.simulator import Address, Item
from ..common import AmazonCase

# What Amazon sends, and buyers write, by what Odoo's state is called in its data.
SPELLINGS = {
    'ES': {
        'state_es_gi': ["Girona", "Gerona", "GERONA", "Province of Girona"],
        'state_es_c': ["A Coruña", "La Coruña", "A Coruna", "Coruña"],
        'state_es_bi': ["Bizkaia", "Vizcaya"],
        'state_es_a': ["Alicante", "alicante"],
        'state_es_pm': ["Illes Balears", "Islas Baleares", "Baleares"],
        'state_es_l': ["Lleida", "Lérida", "Lerida"],
        'state_es_vi': ["Álava", "Alava"],
        'state_es_ss': ["Gipuzkoa", "Guipúzcoa", "Guipuzcoa"],
        'state_es_or': ["Ourense", "Orense"],
        'state_es_m': ["Madrid", "MADRID", "Comunidad de Madrid"],
        'state_es_gc': ["Las Palmas"],
        'state_es_v': ["Valencia", "València"],
    },
    'MX': {
        'state_mx_nl': ["Nuevo León", "Nuevo Leon", "NUEVO LEON"],
        'state_mx_df': ["Ciudad de México", "Ciudad de Mexico", "CDMX", "Distrito Federal"],
        'state_mx_mex': ["México", "Mexico", "Estado de México", "Estado de Mexico"],
        'state_mx_mich': ["Michoacán", "Michoacan"],
        'state_mx_qro': ["Querétaro", "Queretaro"],
        'state_mx_slp': ["San Luis Potosi"],
    },
    'BR': {
        'state_br_sp': ["São Paulo", "Sao Paulo", "SAO PAULO", "SP"],
        'state_br_ce': ["Ceara"],
        'state_br_go': ["Goias"],
        'state_br_df': ["Distrito Federal"],
        'state_br_pr': ["Paraná", "Parana"],
    },
    'TR': {
        'state_tr_34': ["İstanbul", "Istanbul", "ISTANBUL", "istanbul"],
        'state_tr_35': ["İzmir", "Izmir"],
        'state_tr_63': ["Şanlıurfa", "Sanliurfa"],
        'state_tr_26': ["Eskişehir", "Eskisehir"],
    },
    'CA': {
        'state_ca_qc': ["Québec", "Quebec", "QC", "qc"],
        'state_ca_bc': ["British Columbia", "Colombie-Britannique"],
        'state_ca_nb': ["New Brunswick", "Nouveau-Brunswick"],
        'state_ca_nl': ["Newfoundland and Labrador", "Newfoundland & Labrador"],
    },
    'JP': {
        'state_jp_jp-13': ["東京都", "東京", "Tokyo", "TOKYO-TO", "Tōkyō"],
        'state_jp_jp-01': ["北海道", "Hokkaido", "Hokkaidō"],
        'state_jp_jp-27': ["大阪府", "大阪", "Osaka", "Ōsaka"],
        'state_jp_jp-26': ["京都府", "Kyoto"],
        'state_jp_jp-14': ["神奈川県", "Kanagawa", "Kanagawa Prefecture"],
        'state_jp_jp-28': ["兵庫県", "Hyogo"],
    },
    'IT': {
        'state_it_mi': ["MI", "Milano", "Milan"],
        'state_it_rm': ["Roma", "RM", "Rome"],
        'state_it_fi': ["Firenze", "Florence"],
        'state_it_fc': ["Forlì-Cesena", "Forli Cesena"],
        'state_it_aq': ["L'Aquila", "L’Aquila"],
        'state_it_bz': ["Bolzano", "BZ"],
        'state_it_re': ["Reggio nell'Emilia", "Reggio Emilia"],
    },
    'IN': {
        'state_in_mh': ["Maharashtra", "MAHARASHTRA", "MH"],
        'state_in_tn': ["Tamil Nadu", "TamilNadu"],
        'state_in_dl': ["Delhi", "DELHI"],
        'state_in_jk': ["Jammu and Kashmir", "Jammu & Kashmir"],
    },
    'AU': {
        'state_au_2': ["New South Wales", "NSW", "nsw"],
        'state_au_7': ["Victoria", "Vic"],
    },
    'US': {
        'state_us_48': ["Washington", "WA", "wa", "WASHINGTON"],
        'state_us_9': ["District of Columbia", "DC", "D.C."],
    },
    'AE': {'state_ae_du': ["Dubai", "DUBAI"], 'state_ae_az': ["Abu Dhabi", "Abu-Dhabi"]},
    'NL': {
        'state_nl_nh': ["Noord-Holland", "Noord Holland", "North Holland"],
        'state_nl_zh': ["Zuid-Holland", "South Holland"],
    },
    'CN': {
        'state_cn_BJ': ["北京市", "北京", "Beijing"],
        'state_cn_GD': ["广东省", "广东", "Guangdong"],
        'state_cn_SH': ["上海市", "Shanghai"],
    },
}


class TestStates(AmazonCase):
    """A state is found however Amazon, or the buyer, spells it."""

    def state_of(self, country_code, text):
        country = self.env['res.country'].search([('code', '=', country_code)])
        return country._state_named(text)

    def test_every_spelling_is_found(self):
        for country_code, states in SPELLINGS.items():
            for xmlid, spellings in states.items():
                for text in spellings:
                    with self.subTest(f"{country_code}: {text}"):
                        self.assertEqual(
                            self.state_of(country_code, text), self.env.ref(f'base.{xmlid}'))

    def test_no_state_is_guessed(self):
        for country_code, text in (
            ('ES', "Norte"), ('US', "New"), ('US', "Carolina"), ('JP', "県"), ('MX', "Estado"),
            ('IT', "-"), ('ES', "Madrid, Toledo"), ('BR', ""),
        ):
            with self.subTest(f"{country_code}: {text}"):
                self.assertFalse(self.state_of(country_code, text))


class TestStatesOnAddresses(AmazonCase):

    def setUp(self):
        super().setUp()
        self.link()

    def order_to(self, **values):
        order = self.shop.place(
            items=[Item('AMZ-MUG-WHITE')], recipient=Address("Ada", "1 Street", **values))
        self.sync()
        return self.sale_order(order)

    def address(self, **values):
        return self.order_to(**values).partner_shipping_id

    def test_unknown_state_is_where_the_country_prints_states(self):
        japan = self.address(city="千代田区", state="江戸", country='JP')
        self.assertEqual((japan.city, japan.street2), ("江戸 千代田区", False))
        america = self.address(city="Springfield", state="North Takoma", country='US')
        self.assertEqual((america.city, america.street2), ("Springfield, North Takoma", False))
        self.assertIn("North Takoma", america._display_address())

    def test_state_of_a_country_that_odoo_does_not_know(self):
        nowhere = self.address(city="Las Palmas", state="Canarias", country='IC')
        self.assertFalse(nowhere.country_id)
        self.assertIn("Canarias", nowhere.street2)

    def test_unknown_state_of_a_country_that_prints_none(self):
        germany = self.address(city="Bonn", state="Rheinland", country='DE')
        self.assertEqual((germany.city, germany.street2), ("Bonn", "Rheinland"))

    def test_neighbourhood_in_brazil(self):
        brazil = self.address(
            city="São Paulo", state="Sao Paulo", country='BR', neighborhood="Vila Madalena")
        self.assertIn("Vila Madalena", brazil._display_address())
        self.assertEqual(brazil.state_id, self.env.ref('base.state_br_sp'))

    def test_fiscal_position_of_a_state(self):
        quebec = self.env.ref('base.state_ca_qc')
        position = self.env['account.fiscal.position'].create({
            'name': "Québec", 'auto_apply': True, 'country_id': quebec.country_id.id,
            'state_ids': quebec.ids, 'company_id': self.company.id,
        })
        sale_order = self.order_to(city="Montréal", state="Québec", country='CA')
        self.assertEqual(sale_order.fiscal_position_id, position)

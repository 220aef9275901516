"""The shop of the demo: few orders, always the same, one for each thing worth seeing."""
import datetime

from ..marketplace.item import Item
from ..marketplace.order import Address, Buyer
from ..marketplace.vocabulary import (
    AMAZON,
    CANCELLED,
    EXCHANGE,
    PARTIALLY_SHIPPED,
    PENDING,
    SHIPPED,
    UNSHIPPED,
)

MUG, BLACK_MUG, TEAPOT, TEA = 'AMZ-MUG-WHITE', 'AMZ-MUG-BLACK', 'AMZ-TEAPOT', 'AMZ-TEA-SENCHA'
LAMP, NOTEBOOK, PEN, BACKPACK = (
    'AMZ-LAMP-DESK', 'AMZ-NOTEBOOK-A5', 'AMZ-PEN-FOUNTAIN', 'AMZ-BACKPACK')
UNKNOWN = 'OLD-SKU-2019'  # not in the catalogue, so that no product of Odoo has it

# Of a German business: the connector's demo ships and invoices it.
INVOICED = '302-8846120-3390715'

# Amazon shows orders after two minutes; these can be read at once.
AGE = datetime.timedelta(minutes=5)


def fill(shop):
    """Place the demo's orders, dated over the last five days.

    :param Shop shop: An empty shop.
    """
    now = shop.now() - AGE
    with shop.batch():
        for hours_ago, order in _ORDERS:
            moment = now - datetime.timedelta(hours=hours_ago)
            status = order.get('status')
            # What has gone on since the placing took a while.
            waited = 0 if status in (PENDING, None) else min(hours_ago, 6)
            shop.place(**order, created=moment, updated=moment + datetime.timedelta(hours=waited))
        an_hour_ago = now - datetime.timedelta(hours=1)
        shop.request_cancellation(_CANCELLATION_REQUESTED, "Ordered by mistake", at=an_hour_ago)
        shop.reduce(_REDUCED, {NOTEBOOK: 3}, reason="Ordered by mistake", at=an_hour_ago)
        shop.ship(
            _SHIPPED_IN_STEPS, {LAMP: 2}, at=an_hour_ago,
            serial_numbers={LAMP: ['LMP-2640-00417', 'LMP-2640-00418']})


def _buyer(name, mailbox, domain='com', **details):
    return Buyer(name, f'{mailbox}@marketplace.amazon.{domain}', **details)


def _american_items(*items):
    """Return the items as Amazon tells them where it adds and collects the sales tax."""
    for item in items:
        item.tax_collected_by_amazon = True
    return list(items)


_CANCELLATION_REQUESTED = '206-4477102-9983021'
_REDUCED = '113-8857204-1290046'
_SHIPPED_IN_STEPS = '111-7306658-4419027'
_EXCHANGED = '249-1185530-7729461'
_ADA = Address(
    "Ada Whitfield", "1420 Pine St", "Apt 5B", city="Seattle", state="WA", postal_code="98101",
    country='US', phone="206-555-0142")
_BERLIN_OFFICE = Address(
    "Sabine Köhler", "Weserstr. 7, Hinterhaus", "2. OG links", city="Berlin", state="Berlin",
    postal_code="12047", country='DE', phone="030-555-0117", company="Köhler & Söhne GmbH",
    type='COMMERCIAL')
_MISAKI = _buyer("佐藤 美咲", 'g2m8n4b0v6bd', 'co.jp')
_OSAKA = Address(
    "佐藤 美咲", "梅田3-1-3", city="大阪市北区", state="大阪府", postal_code="530-0001",
    country='JP', phone="06-5555-0172")
_TOKYO = Address(
    "山田 太郎", "丸の内1-9-1", "グランドハイツ 302号室", city="千代田区", state="東京都",
    postal_code="100-0005", country='JP', phone="03-5555-0100")

# How many hours ago each was placed, and what `Shop.place` needs to know.
_ORDERS = [
    # === UNITED STATES: sales tax on top, collected by Amazon === #
    (3, {
        'order_id': '111-0384721-6627403',
        'buyer': _buyer("Ada Whitfield", 'q7x2m5k9d1ab'), 'recipient': _ADA,
        'items': _american_items(
            Item(MUG, 2, shipping='4.99', tax='2.65', shipping_tax='0.51'),
            Item(TEA, 1, tax='0.97')),
    }),
    (9, {
        'order_id': '111-5529017-3340128',
        'buyer': _buyer("Marcus Hill", 'w8c4n1p6s3cd'),
        'recipient': Address(
            "Josephine Hill", "88 Colin P Kelly Jr St", city="San Francisco", state="CA",
            postal_code="94107", country='US', phone="415-555-0133"),
        'items': _american_items(Item(
            TEAPOT, 1, shipping='6.99', gift_wrap='4.50', tax='4.23', shipping_tax='0.60',
            gift_wrap_tax='0.39', gift_wrap_level='Premium',
            gift_message="Happy 70th, Mom!\nLove from all of us 🎂")),
    }),
    (14, {
        'order_id': '112-7710385-0091264', 'programs': ['PRIME'], 'service_level': 'EXPEDITED',
        'buyer': _buyer("Priya Raman", 'e3v9b2l7t5ef'),
        'recipient': Address(
            "Priya Raman", "350 5th Ave", "Fl 21", city="New York", state="NY",
            postal_code="10118", country='US', phone="212-555-0190"),
        'items': _american_items(
            Item(BACKPACK, 1, tax='5.76', discount='6.50', promotion_ids=['BACK-TO-SCHOOL']),
            Item(NOTEBOOK, 3, tax='3.73')),
    }),
    (20, {
        'order_id': '113-2048866-7715390', 'status': PARTIALLY_SHIPPED,
        'buyer': _buyer("Diego Santos", 'r6z1y8h4u0gh'),
        'recipient': Address(
            "Diego Santos", "701 Brazos St", "Suite 1601", city="Austin", state="TX",
            postal_code="78701-3229", country='US', phone="512-555-0161"),
        'items': _american_items(
            Item(BLACK_MUG, 4, shipping='7.99', tax='4.26', shipping_tax='0.66'),
            Item(LAMP, 1, tax='2.89')),
    }),
    (26, {
        'order_id': '114-6631940-2205817',
        'buyer': _buyer("Grace O'Neill", 't5k0j3g8i2ij'),
        'items': _american_items(Item(
            UNKNOWN, 1, unit_price='18.00', title="Tea Towel, Linen (discontinued)", tax='1.58')),
    }),
    (30, {'order_id': '114-9947203-5518062', 'buyer': None, 'recipient': None,
          'items': _american_items(Item(PEN, 1, shipping='4.99', tax='2.27'))}),
    (1, {'order_id': '111-8826045-1173964', 'status': PENDING,
         'buyer': _buyer("Olivia Bennett", 'y2d6f1a9o4kl'),
         'items': _american_items(Item(LAMP, 2, shipping='5.99', tax='6.12'))}),
    (44, {'order_id': '112-3305719-8842650', 'status': CANCELLED,
          'buyer': _buyer("Noah Fischer", 'u1s7d3w5e8mn'),
          'items': _american_items(Item(TEAPOT, 1, shipping='6.99', tax='4.29'))}),
    (50, {
        'order_id': '113-6590127-4436709', 'replaces': '113-1120954-7708312',
        'buyer': _buyer("Ada Whitfield", 'q7x2m5k9d1ab'), 'recipient': _ADA,
        'items': [Item(MUG, 1, unit_price=0)],
    }),
    (52, {'order_id': '113-1120954-7708312', 'channel': AMAZON, 'status': SHIPPED,
          'buyer': _buyer("Ada Whitfield", 'q7x2m5k9d1ab'), 'recipient': _ADA,
          'items': _american_items(Item(MUG, 1, tax='1.13'))}),
    (33, {'order_id': '111-4172236-0985541', 'channel': AMAZON, 'status': SHIPPED,
          'programs': ['PRIME'],
          'items': _american_items(
              Item(TEAPOT, 3, tax='12.86', discount='14.70', promotion_ids=['3-FOR-10']),
              Item(TEA, 3, tax='2.49'))}),
    (2, {'order_id': '112-0563381-9927415', 'channel': AMAZON, 'status': UNSHIPPED,
         'items': _american_items(Item(NOTEBOOK, 2, tax='2.45'))}),
    (5, {'order_id': '114-7208954-6610337', 'channel': AMAZON, 'status': PENDING,
         'items': _american_items(Item(BACKPACK, 1, tax='5.68'))}),
    # === THE OTHER AMERICAS === #
    (40, {
        'order_id': '702-3318064-5509283', 'marketplace': 'CA',
        'buyer': _buyer("Noémie Tremblay", 'i9g5r2t7y4op', 'ca'),
        'recipient': Address(
            "Noémie Tremblay", "1275 av. des Canadiens-de-Montréal", "app. 1804",
            city="Montréal", state="QC", postal_code="H3B 0G4", country='CA',
            phone="514-555-0128"),
        'items': _american_items(
            Item(LAMP, 1, shipping='9.90', tax='5.24', shipping_tax='1.48')),
    }),
    (60, {'order_id': '701-8840392-1167058', 'marketplace': 'MX', 'channel': AMAZON,
          'status': SHIPPED, 'items': [Item(PEN, 1)]}),
    # === EUROPE: the prices contain the VAT, where Amazon tells it === #
    (6, {
        'order_id': '302-5517730-4421908', 'marketplace': 'DE', 'programs': ['AMAZON_BUSINESS'],
        'buyer': _buyer(
            "Sabine Köhler", 'o4h8n6b2v1qr', 'de', company="Köhler & Söhne GmbH",
            purchase_order='PO-2026-0815', vat_number='DE811907980'),
        'recipient': _BERLIN_OFFICE, 'payment_method': 'Invoice', 'prices_include_tax': True,
        'items': [
            Item(LAMP, 5, tax='27.93', shipping='9.90', shipping_tax='1.58'),
            Item(NOTEBOOK, 10, tax='20.12', discount='14.00')],
    }),
    (50, {
        'order_id': INVOICED, 'marketplace': 'DE', 'programs': ['AMAZON_BUSINESS'],
        'buyer': _buyer(
            "Henrik Lindner", 'd7s2k9w4x1vb', 'de', company="Lindner Bürobedarf KG",
            purchase_order='4500017', vat_number='DE129273398'),
        'recipient': Address(
            "Wareneingang", "Speicherstr. 12", city="Hamburg", state="Hamburg",
            postal_code="20457", country='DE', phone="040-555-0188",
            company="Lindner Bürobedarf KG", type='COMMERCIAL'),
        'payment_method': 'Invoice', 'prices_include_tax': True,
        'items': [Item(NOTEBOOK, 20, unit_price='11.90', tax='38.00')],
    }),
    (11, {
        'order_id': '303-9902847-7135566', 'marketplace': 'DE', 'prices_include_tax': True,
        'buyer': _buyer("Jürgen Müller", 'p0l3k7m9x5st', 'de'),
        'recipient': Address(
            "Jürgen Müller", "Packstation 145", "Postnummer 887766554", city="Köln",
            postal_code="50667", country='DE', type='PICKUP_POINT'),
        'items': [Item(TEAPOT, 1, tax='7.82', shipping='5.90', shipping_discount='5.90',
                       promotion_ids=['FREE-SHIPPING'])],
    }),
    (48, {'order_id': '306-1174529-0048823', 'marketplace': 'DE', 'channel': AMAZON,
          'status': SHIPPED, 'prices_include_tax': True,
          'items': [Item(MUG, 2, tax='4.12', gift_wrap='3.00', gift_wrap_tax='0.48',
                         gift_wrap_level='Classic', gift_message="Für Änne, zum Einzug")]}),
    (70, {'order_id': '305-6629013-8807142', 'marketplace': 'DE', 'status': SHIPPED,
          'prices_include_tax': True, 'items': [Item(PEN, 2, tax='8.78')]}),
    (17, {
        'order_id': '204-8350916-2279047', 'marketplace': 'GB', 'prices_include_tax': True,
        'buyer': _buyer("Siân Pritchard", 'a6f2j8c1z4uv', 'co.uk'),
        'recipient': Address(
            "Siân Pritchard", "4 Heol y Frenhines", city="Caerdydd", county="South Glamorgan",
            postal_code="CF10 2BH", country='GB', phone="029 5555 0180"),
        'items': [
            Item(MUG, 6, tax='12.90', shipping='4.99', shipping_tax='0.83'),
            Item(TEA, 2)],
    }),
    (22, {
        'order_id': _CANCELLATION_REQUESTED, 'marketplace': 'GB', 'prices_include_tax': True,
        'buyer': _buyer("Oliver Shah", 's3q9w5e1d7wx', 'co.uk'),
        'items': [Item(BACKPACK, 1, tax='10.83')],
    }),
    (28, {
        'order_id': '402-7763150-9904418', 'marketplace': 'FR',
        'buyer': _buyer("Élodie Lefèvre", 'd8u4i0p6l2yz', 'fr'),
        'recipient': Address(
            "Élodie Lefèvre", "14 rue de l'Évêché", "Bâtiment C, 2e étage", city="Lyon",
            postal_code="69005", country='FR', phone="04 55 55 01 75",
            drop_off="Chez la gardienne", instructions="Code portail 4B27, puis porte à gauche",
            opening_hours={day: ['09:00-12:00', '14:00-18:00'] for day in ('MON', 'TUE', 'FRI')}),
        'items': [
            Item(NOTEBOOK, 2, shipping='4.90'),
            Item(PEN, 1, customized_url='https://example.com/custom/engraving.zip',
                 constraints=('recipientAgeVerification', 'signatureConfirmation'))],
    }),
    (36, {'order_id': '404-2250871-6637295', 'marketplace': 'IT', 'prices_include_tax': True,
          'items': [Item(TEAPOT, 1, tax='8.84', shipping='7.50', shipping_tax='1.35')]}),
    (75, {'order_id': '408-9914306-3321087', 'marketplace': 'ES', 'channel': AMAZON,
          'status': SHIPPED, 'items': [Item(TEA, 4)]}),
    (80, {'order_id': '407-0057238-8843916', 'marketplace': 'PL', 'status': CANCELLED,
          'items': [Item(LAMP, 1)]}),
    # === JAPAN: no decimals, points, the consumption tax in the prices === #
    (8, {
        'order_id': '250-6640917-3382205', 'marketplace': 'JP', 'prices_include_tax': True,
        'buyer': _buyer("山田 太郎", 'f5g1h7j3k9ac', 'co.jp'), 'recipient': _TOKYO,
        'items': [
            Item(TEAPOT, 1, unit_price=7350, tax=668, shipping=550, shipping_tax=50, points=73),
            Item(TEA, 2, unit_price=1425, tax=204, discount=100)],
    }),
    (90, {'order_id': _EXCHANGED, 'marketplace': 'JP', 'channel': AMAZON, 'status': SHIPPED,
          'prices_include_tax': True, 'buyer': _MISAKI, 'recipient': _OSAKA,
          'items': [Item(BLACK_MUG, 2, unit_price=1935, tax=352)]}),
    # === IN EXCHANGE, STEP BY STEP, CANCELED IN PART, IN A HURRY === #
    (12, {'order_id': '249-5073316-1168820', 'marketplace': 'JP', 'channel': AMAZON,
          'status': SHIPPED, 'replaces': _EXCHANGED, 'association': EXCHANGE,
          'buyer': _MISAKI, 'recipient': _OSAKA, 'items': [Item(MUG, 2, unit_price=0)]}),
    (10, {'order_id': _SHIPPED_IN_STEPS, 'channel': AMAZON, 'programs': ['PRIME'],
          'items': _american_items(Item(LAMP, 3, tax='9.18'))}),
    (15, {'order_id': _REDUCED, 'buyer': _buyer("Ada Whitfield", 'q7x2m5k9d1ab'),
          'recipient': _ADA,
          'items': _american_items(Item(NOTEBOOK, 5, tax='6.15'), Item(PEN, 1, tax='2.41'))}),
    (7, {
        'order_id': '112-9420573-3381659', 'programs': ['PREMIUM'], 'service_level': 'NEXT_DAY',
        'buyer': _buyer("Marcus Hill", 'w8c4n1p6s3cd'),
        'items': _american_items(
            Item(TEAPOT, 1, shipping='14.99', tax='4.29', shipping_tax='1.31')),
    }),
]

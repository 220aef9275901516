"""Invented buyers and addresses, so that each marketplace has customers of its own."""
from dataclasses import replace

from .order import Address, Buyer

_NAMES = {
    'US': ["Olivia Bennett", "Marcus Hill", "Priya Raman", "Diego Santos", "Grace O'Neill"],
    'CA': ["Noah Tremblay", "Emma MacLeod"],
    'MX': ["María Fernanda López", "Javier Ortiz"],
    'BR': ["Ana Beatriz Souza", "João Pereira"],
    'GB': ["Harriet Clarke", "Oliver Shah", "Siân Pritchard"],
    'IE': ["Aoife Byrne"],
    'DE': ["Jürgen Müller", "Änne Großmann", "Lukas Weiß", "Sabine Köhler"],
    'FR': ["Élodie Lefèvre", "François Girard", "Noémie D'Aubigné"],
    'IT': ["Giulia Ferrari", "Nicolò Bianchi"],
    'ES': ["Lucía Muñoz", "Íñigo Echeverría"],
    'NL': ["Sanne de Vries", "Joost van der Berg"],
    'BE': ["Maxime Dubois"],
    'SE': ["Åsa Lindström", "Björn Öberg"],
    'PL': ["Łukasz Wiśniewski", "Żaneta Kowalska"],
    'TR': ["Ayşe Yılmaz"],
    'SA': ["عبد الله القحطاني"],
    'AE': ["فاطمة الهاشمي"],
    'EG': ["محمود حسن"],
    'IN': ["Ananya Iyer"],
    'SG': ["Tan Wei Ming"],
    'AU': ["Charlotte Nguyen"],
    'ZA': ["Thabo Nkosi"],
    'JP': ["山田 太郎", "佐藤 美咲", "鈴木 健一"],
}

_ADDRESSES = {
    'US': [
        Address(line1="1420 Pine St", line2="Apt 5B", city="Seattle", state="WA",
                postal_code="98101"),
        Address(line1="88 Colin P Kelly Jr St", city="San Francisco", state="CA",
                postal_code="94107"),
        Address(line1="350 5th Ave", city="New York", state="NY", postal_code="10118"),
    ],
    'CA': [Address(line1="290 Bremner Blvd", city="Toronto", state="ON", postal_code="M5V 3L9")],
    'MX': [Address(line1="Av. Paseo de la Reforma 505", city="Ciudad de México", state="CDMX",
                   county="Cuauhtémoc", postal_code="06500")],
    'BR': [Address(line1="Avenida Paulista, 1578", line2="Bela Vista", city="São Paulo",
                   state="SP", postal_code="01310-200")],
    'GB': [
        Address(line1="221B Baker Street", city="London", postal_code="NW1 6XE"),
        Address(line1="4 Heol y Frenhines", city="Caerdydd", county="South Glamorgan",
                postal_code="CF10 2BH"),
    ],
    'IE': [Address(line1="1 Grand Canal Square", city="Dublin 2", state="Co. Dublin",
                   postal_code="D02 P820")],
    'DE': [
        # German addresses often come with the street in the second line.
        Address(line2="Königstraße 12a", city="München", postal_code="80331"),
        Address(line1="Packstation 145", line2="Postnummer 887766554", city="Köln",
                postal_code="50667", type='PICKUP_POINT'),
        Address(line1="Weserstr. 7, Hinterhaus", city="Berlin", state="Berlin",
                postal_code="12047"),
    ],
    'FR': [
        Address(line1="14 rue de l'Évêché", line2="Bâtiment C, 2e étage", city="Lyon",
                postal_code="69005"),
        Address(line1="3 place du Capitole", city="Toulouse", postal_code="31000"),
    ],
    'IT': [Address(line1="Via Garibaldi 22/B", city="Milano", state="MI", postal_code="20121")],
    'ES': [Address(line1="Calle de Alcalá 45, 3º izda.", city="Madrid", state="Madrid",
                   postal_code="28014")],
    'NL': [Address(line1="Prinsengracht 263", city="Amsterdam", postal_code="1016 GV")],
    'BE': [Address(line1="Rue Neuve 111", city="Bruxelles", postal_code="1000")],
    'SE': [Address(line1="Drottninggatan 53", city="Stockholm", postal_code="111 21")],
    'PL': [Address(line1="ul. Świętokrzyska 14/7", city="Łódź", postal_code="90-001")],
    'TR': [Address(line1="İstiklal Cd. No:142", city="Beyoğlu", state="İstanbul",
                   postal_code="34430")],
    'SA': [Address(line1="طريق الملك فهد", city="الرياض", postal_code="12271")],
    'AE': [Address(line1="Sheikh Zayed Road, Tower 3", city="Dubai", state="Dubai")],
    'EG': [Address(line1="26 شارع طلعت حرب", city="القاهرة", postal_code="11511")],
    'IN': [Address(line1="12, MG Road", line2="Ashok Nagar", city="Bengaluru", state="KARNATAKA",
                   postal_code="560001")],
    'SG': [Address(line1="10 Bayfront Ave #07-21", city="Singapore", postal_code="018956")],
    'AU': [Address(line1="5 Flinders Lane", city="Melbourne", state="VIC", postal_code="3000")],
    'ZA': [Address(line1="19 Long St", city="Cape Town", state="Western Cape",
                   postal_code="8001")],
    'JP': [
        Address(line1="丸の内1-9-1", line2="グランドハイツ 302号室", city="千代田区",
                state="東京都", postal_code="100-0005"),
        Address(line1="烏丸通御池下る", city="京都市中京区", state="京都府",
                postal_code="604-8171"),
    ],
}


def invent_buyer(rng, marketplace):
    """Return a buyer nobody has met before, with an e-mail address as Amazon makes them.

    :param random.Random rng: Where the choice comes from.
    :param Marketplace marketplace: Where they buy.
    :rtype: Buyer
    """
    mailbox = ''.join(rng.choices('abcdefghijklmnopqrstuvwxyz0123456789', k=15))
    domain = marketplace.domain.replace('www.', 'marketplace.')
    return Buyer(name=rng.choice(_NAMES[marketplace.country]), email=f'{mailbox}@{domain}')


def invent_address(rng, country, name):
    """Return a delivery address in a country.

    :param random.Random rng: Where the choice comes from.
    :param str country: The country code.
    :param str name: Who receives.
    :rtype: Address
    """
    phone = f'555-01{rng.randrange(100):02d}'  # Kept free for fiction.
    return replace(rng.choice(_ADDRESSES[country]), name=name, country=country, phone=phone)

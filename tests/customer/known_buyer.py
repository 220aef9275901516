from ...workshop.simulator import Address, Buyer

NAME = "Ada Lovelace-Byron"
EMAIL = 'x1y2z3@marketplace.amazon.com'
PHONE = '+1 206 555 0147'
STREET = "12 St. James's Square"
PERSONAL = (NAME, EMAIL, PHONE, STREET)


class KnownBuyer:
    """Orders of one buyer, whose personal data can be searched for."""

    def setUp(self):
        super().setUp()
        self.buyer = Buyer(name=NAME, email=EMAIL)
        self.recipient = Address(
            NAME, STREET, city="Seattle", state="WA", postal_code="98101", country='US',
            phone=PHONE,
        )

    def place(self, mugs=1, **values):
        values.setdefault('buyer', self.buyer)
        values.setdefault('recipient', self.recipient)
        return super().place(mugs, **values)

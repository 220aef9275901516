from .axe_case import AxeCase
from .tour_case import OnPhone


class TestAxeTour(AxeCase):
    """Each screen of the connector can be read and used by everybody: axe-core finds nothing."""

    def test_screens(self):
        self.look()


class TestAxePhoneTour(OnPhone, AxeCase):
    """The same on a phone."""

    def test_screens(self):
        self.look()

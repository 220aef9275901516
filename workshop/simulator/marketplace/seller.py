"""Who sells, and where."""
from dataclasses import dataclass, field

from .marketplaces import find_marketplace
from .shop import Shop


@dataclass
class Participation:
    """A seller's place on one marketplace."""

    marketplace: object
    store_name: str
    is_participating: bool = True
    has_suspended_listings: bool = False


@dataclass
class Seller:
    """A seller with their shop, feeds, reports, and the marketplaces they take part in."""

    seller_id: str
    name: str
    shop: Shop
    feeds: object
    reports: object
    participations: list = field(default_factory=list)
    denied_ids: set = field(default_factory=set)

    def deny(self, *marketplaces):
        """Have every call refused that is about one of these marketplaces, and allow all others.

        The seller goes on to take part in them, as far as Amazon tells. See issue 3378 of
        https://github.com/amzn/selling-partner-api-docs.

        :param str marketplaces: Country codes or ids; none, to allow all.
        """
        self.denied_ids = {find_marketplace(marketplace).id for marketplace in marketplaces}

    def participate(self, marketplace, is_participating=True, has_suspended_listings=False):
        """Set how the seller takes part in a marketplace.

        :param str marketplace: Country code or id.
        :param bool is_participating: Whether they sell there.
        :param bool has_suspended_listings: Whether Amazon suspended their listings there.
        :return: The participation.
        :rtype: Participation
        """
        marketplace = find_marketplace(marketplace)
        self.withdraw(marketplace.id)
        participation = Participation(
            marketplace, self.name, is_participating, has_suspended_listings)
        self.participations.append(participation)
        return participation

    def withdraw(self, marketplace):
        """Take the seller off a marketplace altogether.

        :param str marketplace: Country code or id.
        """
        marketplace = find_marketplace(marketplace)
        self.participations = [
            participation for participation in self.participations
            if participation.marketplace != marketplace]

    def participating_ids(self):
        """Return the ids of the marketplaces where the seller sells.

        :rtype: set[str]
        """
        return {
            participation.marketplace.id for participation in self.participations
            if participation.is_participating}

    def catch_up(self):
        """Do what Amazon has to do by now, for whoever looks sees it done."""
        self.feeds.catch_up()
        self.reports.catch_up()

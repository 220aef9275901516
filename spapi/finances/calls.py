from ..core.connection import Connection
from ..core.times import write_time
from .operations import FinancesRequests


class FinancesApi(Connection):
    """What a seller is charged and paid. For errors see `SellingPartner`."""

    def check_finances(self, since):
        """Check that Amazon tells of what it charges and pays.

        See `listTransactions` in the model finances_2024-06-19.json of
        https://github.com/amzn/selling-partner-api-models.

        :param datetime since: what is asked for: a little is enough (aware).
        :raise AmazonError: see the class. `Unauthorized`, if it does not.
        """
        with self._ask(
            'listTransactions',
            FinancesRequests,
            lambda api: api.list_transactions(postedAfter=write_time(since)),
            'payload',
            dict,
        ):
            pass

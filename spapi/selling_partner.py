from .feeds import FeedsApi
from .finances import FinancesApi
from .inventory import InventoryApi
from .listings import ListingsApi
from .orders import OrdersApi
from .reports import ReportsApi
from .sellers import SellersApi
from .shipments import ShipmentsApi


class SellingPartner(
    OrdersApi, ShipmentsApi, FeedsApi, ReportsApi, SellersApi, FinancesApi, ListingsApi,
    InventoryApi,
):
    """Amazon as one seller sees it, for the duration of one job.

    A context manager: leaving it closes the connections. All calls raise nothing but:

    - `Unavailable`, `Throttled`: stop, keep the place, come back later;
    - `Unauthorized`: stop, a person has to link the account again;
    - `Rejected`: this request, repeated, will be refused again. If the error
      `is_about_page_token`, the same orders can be asked for without it. If it `is_about_packages`,
      Amazon may have been told before: the order's packages tell.

    Each error says by which operation it came, and what Amazon calls the answer, see `AmazonError`.

    What a proxy or a firewall answers is `Unavailable`, whatever it says: `Unauthorized` and
    `Rejected` take an error in Amazon's own form.

    Each call takes from the limit of its operation before it is made.
    """

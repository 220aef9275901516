from ..core.connection import Connection
from ..core.errors import Rejected, during
from ..core.references import check_order_ref
from .operations import ShipmentsRequests
from .refusals import understand


class ShipmentsApi(Connection):
    """What Amazon is told of parcels, one by one. For errors see `SellingPartner`."""

    def confirm_shipment(self, shipment):
        """Tell Amazon of a parcel. To repeat it does no harm, since it changes the same package.

        Only the status 204 is a success: taken for one, the page of a proxy would be a parcel that
        Amazon never hears of. Whatever else it was, to ask again settles it.

        See `confirmShipment` in the model ordersV0.json of
        https://github.com/amzn/selling-partner-api-models.

        :param Shipment shipment: the parcel.
        :raise AmazonError: see the class. `Unavailable`, if no good answer came: Amazon may know of
            the parcel all the same. `Rejected` with `is_about_packages`, if the order has no
            such package, is fulfilled already, or takes no change: its packages tell which; with
            `is_not_to_confirm`, if Amazon gets to know of the order's parcels by itself.
        """
        with during('confirmShipment'):
            check_order_ref(shipment.order_ref)
        try:
            self._call(
                'confirmShipment',
                ShipmentsRequests,
                lambda api: api.confirm_shipment(
                    shipment.order_ref,
                    marketplaceId=shipment.marketplace_ref,
                    packageDetail=shipment.to_wire(),
                ),
                status=204,
            )
        except Rejected as error:
            understand(error)
            raise

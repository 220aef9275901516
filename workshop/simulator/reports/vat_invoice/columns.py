"""The columns of the report, in Amazon's order."""

_PARTS = (
    ('item', 'item-promotion-id'), ('gift-wrap', 'gift-promotion-id'),
    ('shipping', 'ship-promotion-id'),
)
_AMOUNTS = ('vat-incl-amount', 'vat-amount', 'vat-excl-amount', 'vat-rate')


def _of_amounts():
    for part, promotion in _PARTS:
        yield from (f'{part}-{amount}' for amount in _AMOUNTS)
        promo = 'gift' if part == 'gift-wrap' else part
        yield from (f'{promo}-promo-{amount}' for amount in _AMOUNTS)
        yield promotion


COLUMNS = (
    'marketplace-id', 'order-id', 'order-item-id', 'shipping-id', 'transaction-id',
    'transaction-type', 'invoice-number', 'invoice-status', 'invoice-status-description',
    'is-amazon-invoiced', 'order-date', 'shipment-date', 'buyer-vat-number', 'seller-vat-number',
    'asin', 'sku', 'product-name', 'quantity-purchased', 'currency',
    *_of_amounts(),
    'is-business-order', 'price-designation', 'purchase-order-number',
    'recipient-name', 'ship-service-level', 'fulfilled-by',
    'ship-address-1', 'ship-address-2', 'ship-address-3', 'ship-city', 'ship-state',
    'ship-postal-code', 'ship-country', 'ship-phone-number',
    'ship-from-country', 'ship-from-state', 'ship-from-city', 'ship-from-postal-code',
    'billing-name', 'bill-address-1', 'bill-address-2', 'bill-address-3', 'bill-city',
    'bill-state', 'bill-postal-code', 'bill-country', 'billing-phone-number',
    'buyer-name', 'buyer-company-name', 'legacy-customer-order-item-id',
    'recommended-invoice-format', 'buyer-tax-registration-type', 'buyer-e-invoice-account-id',
    'is-buyer-physically-present', 'is-seller-physically-present',
    'citation-es', 'citation-it', 'citation-fr', 'citation-de', 'citation-en',
    'export-outside-eu', 'is-invoice-corrected', 'original-vat-invoice-number',
    'invoice-correction-details',
)

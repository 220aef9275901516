"""The roles that an application holds for a seller: one of those that an operation takes is enough.

Without a restricted role, personal data is absent.
See https://developer-docs.amazon.com/sp-api/docs/role-mappings and access-orders-pii there.
"""
AMAZON_FULFILLMENT = 'Amazon Fulfillment'
DIRECT_TO_CONSUMER = 'Direct-to-Consumer Delivery'
FINANCE = 'Finance and Accounting'
ORDER_TRACKING = 'Inventory and Order Tracking'
PRODUCT_LISTING = 'Product Listing'
SELLER_INSIGHTS = 'Selling Partner Insights'
TAX_INVOICING = 'Tax Invoicing'
TAX_REMITTANCE = 'Tax Remittance'
ROLES = frozenset({
    AMAZON_FULFILLMENT, DIRECT_TO_CONSUMER, FINANCE, ORDER_TRACKING, PRODUCT_LISTING,
    SELLER_INSIGHTS, TAX_INVOICING, TAX_REMITTANCE,
})
FOR_ORDERS = frozenset({DIRECT_TO_CONSUMER, ORDER_TRACKING, TAX_INVOICING, TAX_REMITTANCE})
FOR_PARCELS = frozenset({DIRECT_TO_CONSUMER, ORDER_TRACKING})
FOR_FEEDS = FOR_ORDERS | {AMAZON_FULFILLMENT, PRODUCT_LISTING}

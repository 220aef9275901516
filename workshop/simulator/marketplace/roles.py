"""The roles that an application holds for a seller; without them personal data is absent.

See https://developer-docs.amazon.com/sp-api/docs/access-orders-pii.
"""
DIRECT_TO_CONSUMER = 'Direct-to-Consumer Delivery'
TAX_INVOICING = 'Tax Invoicing'
TAX_REMITTANCE = 'Tax Remittance'
ROLES = frozenset({DIRECT_TO_CONSUMER, TAX_INVOICING, TAX_REMITTANCE})

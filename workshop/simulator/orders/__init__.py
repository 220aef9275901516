"""The Orders API.

See the model orders_2026-01-01.json of amzn/selling-partner-api-models, and
https://developer-docs.amazon.com/sp-api/docs/orders-api-v2026-01-01-reference.
"""

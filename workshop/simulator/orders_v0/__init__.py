"""The Orders API v0: of it only `confirmShipment`, which has no newer counterpart.

See the model ordersV0.json of amzn/selling-partner-api-models, and
https://developer-docs.amazon.com/sp-api/docs/confirm-the-shipment-status.
"""

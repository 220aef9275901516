"""The Sellers API.

See the model sellers.json of amzn/selling-partner-api-models.
"""

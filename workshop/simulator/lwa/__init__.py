"""Login with Amazon: who may call, and for which seller.

See https://developer-docs.amazon.com/sp-api/docs/connect-to-the-selling-partner-api.
"""

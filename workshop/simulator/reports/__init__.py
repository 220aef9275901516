"""The Reports API, and how reports are made.

See the model reports_2021-06-30.json of amzn/selling-partner-api-models, and
https://developer-docs.amazon.com/sp-api/docs/reports-api-v2021-06-30-use-case-guide.
"""

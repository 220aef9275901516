"""The Feeds API, and what becomes of the documents that are sent through it.

See the model feeds_2021-06-30.json of amzn/selling-partner-api-models, and
https://developer-docs.amazon.com/sp-api/docs/feeds-api-v2021-06-30-use-case-guide.
"""

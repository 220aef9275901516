"""The Finances API: what sellers are charged and paid.

See the model finances_2024-06-19.json of amzn/selling-partner-api-models.
"""

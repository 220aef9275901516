"""The Listings Items API: what sellers offer.

See the model listingsItems_2021-08-01.json of amzn/selling-partner-api-models.
"""

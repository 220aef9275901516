"""The FBA Inventory API: what of a seller's goods lies at Amazon.

See the model fbaInventory.json of amzn/selling-partner-api-models.
"""

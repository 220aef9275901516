"""The feed POST_ORDER_FULFILLMENT_DATA: packages of many orders in one XML document.

The order of the elements is that of Amazon's OrderFulfillment.xsd.
"""

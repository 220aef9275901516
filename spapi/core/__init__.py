"""How any of Amazon's APIs is spoken to: transport, tokens, limits, errors, the reading of JSON.

It knows none of the APIs.
"""

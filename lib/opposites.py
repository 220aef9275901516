"""Searches for what is not there."""

# Where something consists of several: none is such, not, one is another.
NOT = {'!=': '=', 'not in': 'in', 'not like': 'like', 'not ilike': 'ilike'}

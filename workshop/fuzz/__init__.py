"""Broken and hostile answers, thousands of them, made of good ones: `make fuzz`.

A case is known by its seed and its number: the same two make the same case again. Whatever Amazon
sends, or somebody in its place, `spapi` has to read it or to refuse it in a sentence, and the
connector has to go on with all that is healthy.
"""

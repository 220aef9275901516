"""The page on which a person plays the buyers, and Amazon. It is no API of Amazon's."""

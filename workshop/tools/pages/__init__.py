"""Pages, pictures and translations that are made of the code."""

from odoo import fields

from .saying import Kept, in_words, to_keep


class Sentence(fields.Char):
    """A field for what the connector says: each reader reads it in their own language.

    What was made by `_` of this folder is kept as the sentence and its values; other texts,
    such as Amazon's own words, are kept as they are.
    """

    # Whoever is offered to group by it would read how it is kept. For that, there are causes.
    def _description_sortable(self, env):
        return False

    def _description_groupable(self, env):
        return False

    def convert_to_column(self, value, record, values=None, validate=True):
        return self.convert_to_cache(value, record, validate)

    def convert_to_cache(self, value, record, validate=True):
        text = super().convert_to_cache(to_keep(value), record, validate)
        return text if text is None else Kept(text)

    def convert_to_record(self, value, record):
        return in_words(record.env, super().convert_to_record(value, record))

    def convert_to_write(self, value, record):
        # With its memory: since 19.0, this is what gets into the database.
        return self.convert_to_record(
            self.convert_to_cache(value, record, validate=False), record
        )

    def convert_to_read(self, value, record, *args, **kwargs):
        value = super().convert_to_read(value, record, *args, **kwargs)
        return str(value) if isinstance(value, str) else value  # What leaves has no memory.

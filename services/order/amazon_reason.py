from psycopg2 import Error, IntegrityError, errorcodes

from odoo import models
from odoo.exceptions import UserError

from ...lib.words import _, words_of


class AmazonReason(models.AbstractModel):
    """Puts into words why Odoo could not do something, for those who can mend it."""

    _name = 'amazon.reason'
    _description = "Amazon Reason"

    def _cause(self, error):
        """Return why Odoo could not do something.

        :param Exception error: what came up.
        :return: a sentence; of what only a developer can mend, that the server log has the details.
        :rtype: str
        """
        if isinstance(error, UserError):
            return words_of(error)
        if isinstance(error, IntegrityError):
            return self._cause_in_the_database(error)
        if isinstance(error, Error):
            return _("The database had not enough time or memory for it.")
        return _(
            "There is an error in Odoo, or in one of its modules. The server log has the details."
        )

    def _cause_in_the_database(self, error):
        model = next(
            (self.env[name] for name, model in self.env.registry.items()
             if model._table == error.diag.table_name and not model._abstract),
            self.browse(),
        )
        what = self.env['ir.model']._get(model._name).name or error.diag.table_name
        field = model._fields.get(error.diag.column_name)
        if error.pgcode == errorcodes.NOT_NULL_VIOLATION:
            return _(
                "%(record)s: the field “%(field)s” is required, and is empty.",
                record=what,
                field=field and field._description_string(self.env) or error.diag.column_name,
            )
        if error.pgcode == errorcodes.FOREIGN_KEY_VIOLATION:
            return _("%s: something that it refers to was deleted.", what)
        rule = self.env['ir.model.constraint'].sudo().search(
            [('name', '=', error.diag.constraint_name)], limit=1)
        return _(
            "%(record)s: %(rule)s", record=what, rule=rule.message or _(
                "“%s”, a rule of the database, forbids it.", error.diag.constraint_name),
        )

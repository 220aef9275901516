from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.series import check_access
from ...lib.words import Sentence, _, joined, words_of

MOST_KINDS = 8  # how many there may ever be: a thing's number depends on it


class AmazonTodo(models.Model):
    """What somebody has to do something about: failures, and questions.

    One list of it all: later rooms add what they know of, in :meth:`_kinds`.
    """

    _name = 'amazon.todo'
    _description = "Amazon To Do"
    _auto = False
    _rec_name = 'amazon_order_ref'
    _order = 'since desc, id desc'
    _depends = {
        'amazon.order': [
            'account_id', 'amazon_order_ref', 'cause_id', 'company_id', 'reason', 'sale_order_id',
            'state', 'write_date',
        ],
    }

    kind = fields.Selection(
        selection=[('decide', "To decide"), ('order', "Order not imported")], readonly=True
    )
    record_number = fields.Integer(readonly=True)
    account_id = fields.Many2one(comodel_name='amazon.account', readonly=True)
    company_id = fields.Many2one(comodel_name='res.company', readonly=True)
    amazon_order_ref = fields.Char(string="Amazon Reference", readonly=True)
    sale_order_id = fields.Many2one(
        comodel_name='sale.order', string="Sales Order", readonly=True
    )
    cause_id = fields.Many2one(comodel_name='amazon.cause', readonly=True)
    reason = Sentence(readonly=True)
    since = fields.Datetime(string="Changed", readonly=True)

    def _kinds(self):
        """Return what there may be to do: of which model it is, and which records these are.

        :return: by kind: the name of the model, and a query of the fields of this model.
        :rtype: dict[str, tuple[str, str]]
        """
        return {
            'decide': self._kind('amazon.order', 'conflict'),
            'order': self._kind('amazon.order', 'failed'),
        }

    @api.model
    def _kind(self, model, state, sale_order='sale_order_id'):
        """Return a kind whose records have a state, a reason and the like.

        :param str model: of the records.
        :param str state: in which they are to do.
        :param str sale_order: their column of the sales order, or another term of SQL.
        :rtype: tuple[str, str]
        """
        return model, f"""
            SELECT id AS record_number, account_id, company_id, amazon_order_ref,
                   {sale_order} AS sale_order_id, cause_id, reason, write_date AS since
              FROM {self.env[model]._table}
             WHERE state = '{state}'
        """

    @property
    def _table_query(self):
        return " UNION ALL ".join(
            f"""
            SELECT todo.record_number * {MOST_KINDS} + {number} AS id, '{kind}' AS kind, todo.*
              FROM ({query}) AS todo
            """
            for number, (kind, (_model, query)) in enumerate(self._kinds().items())
        )

    def _records(self, kind):
        """Return the records of a kind that these are about.

        :rtype: models.Model
        """
        model, _query = self._kinds()[kind]
        return self.env[model].browse(
            self.filtered(lambda todo: todo.kind == kind).mapped('record_number')
        ).exists()

    def action_open(self):
        """Open what there is to do something about.

        :rtype: dict
        :raise UserError: if there is nothing any more: somebody, or a job, was faster.
        """
        self.ensure_one()
        if not self.exists():
            raise UserError(_("Nothing of it is left to do."))
        return self._records(self.kind).get_formview_action()

    def action_retry(self):
        """Try again what these are about, now, and say what became of it.

        One that fails again stops no other.

        :return: a notification.
        :rtype: dict
        """
        # Of some, nothing is left to do: somebody, or a job, was faster.
        still = self.exists()
        check_access(still, 'read')
        problems, accounts = [], still.account_id
        tried = self.ids
        # One account after the other: what stops one stops no other.
        for (kind, _account), todo in still.grouped(lambda to: (to.kind, to.account_id)).items():
            try:
                self._retry(kind, todo._records(kind))
            except UserError as error:
                problems.append(words_of(error))
        self.env.invalidate_all()
        left = self.search([('id', 'in', tried)])
        problems += left.mapped(lambda todo: todo.reason or '')
        return accounts[:1]._notification(
            _("%(done)s of %(tried)s done", done=len(tried) - len(left), tried=len(tried)),
            joined("\n", dict.fromkeys(problems)) or _("Nothing of it is left to do."),
            kind='warning' if left else 'success',
        )

    def _retry(self, kind, records):
        """Try something again; later rooms whose records are retried in another way say so.

        :param str kind: of what there is to do.
        :param models.Model records: of that kind.
        :return: what their button answers.
        :raise UserError: if it cannot be tried; says why.
        """
        return records.action_retry()

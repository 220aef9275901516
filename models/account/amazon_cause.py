from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column, table_exists

from ...lib.series import Constraint
from ...lib.words import cause_of, without_values

# Where something consists of several: none is such, not, one is another.
NOT = {'!=': '=', 'not in': 'in', 'not like': 'like', 'not ilike': 'ilike'}


class AmazonCause(models.Model):
    """What kind of thing went wrong, or is asked: a sentence without what it is filled with.

    What happens to many orders for one cause is listed together.
    """

    _name = 'amazon.cause'
    _description = "Amazon Cause"
    _rec_name = 'sentence'
    _rec_names_search = ['words']

    sentence = fields.Char(required=True, readonly=True, help="As it is in the code, in English.")
    module = fields.Char(required=True, readonly=True, help="Whose sentence it is.")

    # In the reader's language, with dots where it is filled with something.
    words = fields.Char(compute='_compute_words', search='_search_words')

    _unique_sentence = Constraint('unique(sentence, module)', "A cause is known once.")

    @api.depends('sentence', 'module')
    @api.depends_context('lang')
    def _compute_words(self):
        for cause in self:
            cause.words = without_values(cause.sentence, cause.module, self.env.lang)

    @api.depends('words')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for cause in self:
            cause.display_name = cause.words

    def _search_words(self, operator, value):
        """Return which causes are found by what a reader reads; there are few of them."""
        if operator in NOT:
            return ['!', *self._search_words(NOT[operator], value)]
        causes = self.sudo().search([('sentence', '!=', False)]).with_env(self.env)
        return [('id', 'in', causes.filtered_domain([('words', operator, value)]).ids)]

    @api.model
    def _set_on(self, records, reason, cause):
        """Set of which causes the reasons of records are; none, if they are Amazon's own words.

        Causes that are not known yet are made.

        :param models.Model records: what has reasons.
        :param str reason: the field that has them.
        :param str cause: the field to set.
        """
        keys = {record: record[reason] and cause_of(record[reason]) for record in records}
        known = self.sudo()._known({key for key in keys.values() if key})
        for record, key in keys.items():
            record[cause] = known.get(key, False)

    def _known(self, keys):
        known = self._find(keys)
        unknown = keys - known.keys()
        if not unknown:
            return known
        # Others may get to know of the same at the same time.
        sentences, modules = zip(*sorted(unknown), strict=True)
        self.env.cr.execute("""
            INSERT INTO amazon_cause (sentence, module)
            SELECT * FROM unnest(%s::varchar[], %s::varchar[])
            ON CONFLICT DO NOTHING
        """, (list(sentences), list(modules)))
        return self._find(keys)

    def _find(self, keys):
        found = self.search([
            ('sentence', 'in', [sentence for sentence, _module in keys]),
        ]) if keys else self
        return {
            key: cause for cause in found if (key := (cause.sentence, cause.module)) in keys
        }


class AmazonCauseMixin(models.AbstractModel):
    """Has records know for what cause they are where they are."""

    _name = 'amazon.cause.mixin'
    _description = "Record with a Reason of a Cause"

    cause_id = fields.Many2one(
        comodel_name='amazon.cause', compute='_compute_cause_id', store=True, index='btree_not_null'
    )

    def _auto_init(self):
        # Not to be computed for all records that there are: their reasons are mere texts.
        if table_exists(self.env.cr, self._table) and not column_exists(
            self.env.cr, self._table, 'cause_id'
        ):
            create_column(self.env.cr, self._table, 'cause_id', 'int4')
        return super()._auto_init()

    @api.depends('reason')
    def _compute_cause_id(self):
        self.env['amazon.cause']._set_on(self, 'reason', 'cause_id')

    @api.model
    def _list_to_look_at(self, action_xmlid, domain):
        """Return a list that begins with what somebody has to look at; with all, if that is none.

        :param str action_xmlid: external ID of the list, which has a filter *To look at*.
        :param list domain: what that filter finds.
        :rtype: dict
        """
        action = self.env['ir.actions.act_window']._for_xml_id(action_xmlid)
        if self.search(domain, limit=1):
            action['context'] = {'search_default_to_look_at': 1}
        return action

from babel.dates import format_timedelta

from odoo import api, fields, models
from odoo.tools import babel_locale_parse, get_lang

from ....lib.clock import database_now
from ....lib.dashboard import DANGER, INFO, SEVERITIES, WARNING, Trouble
from ....lib.series import check_access, has_access
from ....lib.words import _


class AmazonAccount(models.Model):
    """How accounts are doing, at a glance: their cards on the dashboard, the first tab of each."""

    _inherit = 'amazon.account'

    dashboard = fields.Json(
        compute='_compute_dashboard', groups='amazon_connector.group_amazon_user'
    )

    @api.depends('active', 'state')
    @api.depends_context('lang', 'tz', 'uid')
    def _compute_dashboard(self):
        figures = self._visible_figures()
        counts = [(figure, self._counts(figure)) for figure in figures]
        for account in self:
            numbers = [(figure, of.get(account._origin.id, 0)) for figure, of in counts]
            troubles = account._said_troubles(numbers)
            is_in_use = account.active and account.state == 'linked'
            account.dashboard = {
                'troubles': troubles,
                'praise': is_in_use and not troubles and _("All is well."),
                'figures': [
                    {'key': figure.key, 'label': figure.label, 'count': number}
                    for figure, number in numbers
                    if not figure.severity and (number or is_in_use and figure.is_shown_empty)
                ],
                'pulse': is_in_use and account._pulse(),
            }

    def _said_troubles(self, numbers):
        """Return what is wrong, the worst first, as it is shown.

        :param list numbers: each figure of the account with its number.
        :rtype: list[dict]
        """
        titles = self._titles_of_severity()
        said = [
            {'key': '', 'words': trouble.words, 'count': 0, 'severity': trouble.severity,
             'detail': trouble.detail, 'button': _("Open")}
            for trouble in self._troubles()
        ] + [
            {'key': figure.key, 'words': figure.label, 'count': number,
             'severity': figure.severity, 'detail': '', 'button': _("Show")}
            for figure, number in numbers if figure.severity and number
        ]
        return sorted(
            ({**trouble, 'title': titles[trouble['severity']]} for trouble in said),
            key=lambda trouble: SEVERITIES.index(trouble['severity']),
        )

    @api.model
    def _titles_of_severity(self):
        return {DANGER: _("Wrong"), WARNING: _("To do"), INFO: _("To know")}

    # === WHAT ROOMS ADD TO === #

    def _figures(self):
        """Return what is counted of accounts; each room adds its own.

        :rtype: list[Figure]
        """
        return []

    def _troubles_at_work(self):
        """Return what is wrong with an account that is linked; each room adds its own.

        Many accounts are asked one after the other: what is read here is to be read of all at once.

        :rtype: list[Trouble]
        """
        return [*self._troubles_of_link(), *self._troubles_of_schedule()]

    def _pulse(self):
        """Return when the account last worked, and does next, in words; '' if it is not known."""
        return ''

    # === WHAT IS WRONG === #

    def _troubles(self):
        """Return what is wrong with an account, beside what is counted.

        :rtype: list[Trouble]
        """
        self.ensure_one()
        if not self.active:
            return [Trouble(_("It is archived: nothing is read or told."), INFO)]
        if self.state == 'draft':
            return [Trouble(_(
                "Not linked with Amazon yet. A system administrator clicks on Link with Amazon."
            ), INFO)]
        if self.place_question:
            return [Trouble(_("Which database works with Amazon has to be answered first."))]
        return self._troubles_at_work()

    def _troubles_of_link(self):
        """Return what Amazon refuses, or gives no answer to: what several jobs meet, once."""
        vital = {kind for kind, work in self._kinds_of_work().items() if work.is_vital}
        is_told_why = self.env.user.has_group('amazon_connector.group_amazon_manager')
        troubles = {}
        for problem in self.sudo().problem_ids.sorted(lambda problem: problem.kind not in vital):
            detail = self._trace_of(problem) if is_told_why else self._since(problem)
            severity = DANGER if problem.kind in vital else WARNING
            troubles.setdefault(problem.message, Trouble(problem.message, severity, detail))
        if self.state == 'unauthorized':
            broken = Trouble(_("The link with Amazon is broken: nothing is read or told."))
            return [broken, *troubles.values()]
        return list(troubles.values())

    def _troubles_of_schedule(self):
        account = self.sudo()
        crons = [account[f'{kind}_cron_id'] for kind in self._kinds_of_work()]
        return [
            Trouble(_(
                "The scheduled action “%s” is switched off. In developer mode, switch it on "
                "again: Settings > Technical > Scheduled Actions.", cron.name,
            )) for cron in crons if cron and not cron.active
        ]

    # === COUNTING === #

    def _visible_figures(self):
        """Return the figures whose records the user may read."""
        return [
            figure for figure in self._figures() if has_access(self.env[figure.model], 'read')
        ]

    def _counts(self, figure):
        """Return how many records of a figure the accounts have, of those that the user may see.

        :rtype: dict[int, int]
        """
        groups = self.env[figure.model]._read_group(
            self._domain_of(figure), [figure.account], [figure.aggregate]
        )
        return {account.id: number for account, number in groups}

    def _domain_of(self, figure):
        return [(figure.account, 'in', self.ids), *figure.domain]

    # === IN WORDS === #

    def _when(self, moment):
        """Return how long ago a moment was, or how far it is ahead, in the user's language."""
        return format_timedelta(
            moment - database_now(self.env),
            granularity='minute',
            add_direction=True,
            locale=babel_locale_parse(get_lang(self.env).code),
        )

    # === ACTION METHODS === #

    def action_open_figure(self, key=''):
        """Open what is counted in a figure of the account.

        :param str key: which one; the account itself, if it is none.
        :return: the action.
        :rtype: dict
        """
        self.ensure_one()
        check_access(self, 'read')
        figure = next((one for one in self._visible_figures() if one.key == key), None)
        if not figure:
            return {
                'type': 'ir.actions.act_window',
                'res_model': self._name,
                'res_id': self.id,
                'views': [(False, 'form')],
            }
        domain = self._domain_of(figure)
        if figure.opens:
            domain = [('id', 'in', self.env[figure.model].search(domain)[figure.opens].ids)]
        return {
            **self.env['ir.actions.act_window']._for_xml_id(figure.action),
            'name': figure.label,
            'display_name': figure.label,
            'domain': domain,
            'context': {},
        }

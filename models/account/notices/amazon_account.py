from odoo import api, models

from ....lib.differences import write_differences
from ....lib.words import _

# A button names the records that it shows: browsers send them back, and web servers take 1 MB.
MOST_NAMED = 50_000


class AmazonAccount(models.Model):
    """What people are told of what they began: at once, or when the background is done with it."""

    _inherit = 'amazon.account'

    @api.model
    def _notification(self, title, message, kind='info', buttons=()):
        """Return what shows a message to who clicked, and what it is about afterwards.

        :param str title: what became of the click.
        :param str message: more of it.
        :param str kind: 'info', 'success', 'warning' or 'danger'.
        :param list[tuple[str, dict]] buttons: labels, and the actions that they open.
        :return: a client action.
        :rtype: dict
        """
        return {
            'type': 'ir.actions.client',
            'tag': 'amazon_connector.notice',
            'params': {
                'title': title,
                'message': message,
                'type': kind,
                # What asks for something waits until somebody has read it.
                'sticky': bool(buttons) or kind in ('warning', 'danger'),
                'buttons': [{'name': label, 'action': action} for label, action in buttons],
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'},
            },
        }

    @api.model
    def _button_to(self, label, action_xmlid, domain):
        """Return a button of a notification that shows records.

        :param str label: of the button.
        :param str action_xmlid: external id of the action that shows them.
        :param list domain: which records.
        :rtype: tuple[str, dict]
        """
        action = self.env['ir.actions.act_window']._for_xml_id(action_xmlid)
        return label, {**action, 'domain': domain, 'context': {}}

    def _only_these(self, records):
        """Return which records a button shows: these, and no others.

        Of more than a browser can be told, all records of the account are shown.

        :param records: of this account.
        :rtype: list
        """
        if len(records) > MOST_NAMED:
            return [('account_id', '=', self.id)]
        return [('id', 'in', records.ids)]

    # === THE BELL === #

    def _go_on(self, kind, moment, job):
        """Have work go on in the background, and note who waits for it.

        Both at once: as soon as the background goes on, it has the account for itself.

        :param str kind: of work, see :meth:`_kinds_of_work`.
        :param datetime moment: when (naive UTC).
        :param Job job: what was done of it until now.
        """
        self._note_waiting(kind, job)
        self._wake_up(kind, moment)

    def _note_waiting(self, kind, job):
        """Note who waits for work, and what was done of it meanwhile.

        :param str kind: of work.
        :param Job job: what was done of it.
        """
        progress = self.sudo().progress_ids
        awaited = dict(progress.awaited or {})
        waiting = dict(awaited.get(kind) or {})
        if job.awaits is not None:
            user = str(self.env.uid)
            waiting[user] = _united(waiting.get(user, {}), job.awaits)
        if waiting:
            known = {'dealt_with': sorted(job.dealt_with)}
            awaited[kind] = {user: _united(before, known) for user, before in waiting.items()}
            write_differences(progress, {'awaited': awaited})

    def _is_awaited(self, kind):
        return kind in (self.sudo().progress_ids.awaited or {})

    def _ring(self, kind, job):
        """Tell everybody who waits for work that it is done.

        :param str kind: of work.
        :param Job job: the last that was done of it.
        """
        progress = self.sudo().progress_ids
        awaited = dict(progress.awaited or {})
        waiting = awaited.pop(kind, {})
        progress.awaited = awaited or False
        known = {'dealt_with': sorted(job.dealt_with)}
        for user_id, before in waiting.items():
            user = self.env['res.users'].browse(int(user_id)).exists()
            if not user:
                continue
            reader = self.with_context(lang=user.lang, tz=user.tz)
            notice = reader._notice_of_done(kind, **_united(before, known))
            notice['params'].update(sticky=True, next=False)
            self.env['bus.bus']._sendone(user.partner_id, 'amazon_connector.done', notice)

    def _notice_of_done(self, kind, **before):
        """Return what tells that work which went on in the background is done.

        Later rooms say what became of theirs.

        :param str kind: of work.
        :param before: how it was when the user began it, and `dealt_with` since: database IDs.
        :return: a notification.
        :rtype: dict
        """
        return self._notification(self.name, _("What went on in the background is done."))


def _united(first, then):
    """Return what was noted first, with what is new of it: lists are united.

    :rtype: dict
    """
    lists = {
        key: list(dict.fromkeys([*first[key], *then[key]]))
        for key in first.keys() & then.keys() if isinstance(first[key], list)
    }
    return {**then, **first, **lists}

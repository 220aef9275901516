from odoo import api, models

from ....lib.words import _


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

    # === THE BELL === #

    def _await(self, kind, **before):
        """Note that the user waits for work that goes on in the background.

        :param str kind: of work, see :meth:`_kinds_of_work`.
        :param before: how it was when the user began it: values for JSON.
        """
        progress = self.sudo().progress_ids
        progress.awaited = {
            **(progress.awaited or {}), kind: {'user': self.env.uid, 'before': before},
        }

    def _is_awaited(self, kind):
        return kind in (self.sudo().progress_ids.awaited or {})

    def _ring(self, kind):
        """Tell who waits for work that it is done."""
        progress = self.sudo().progress_ids
        awaited = dict(progress.awaited or {})
        waiting = awaited.pop(kind, None)
        if not waiting:
            return
        progress.awaited = awaited or False
        user = self.env['res.users'].browse(waiting['user']).exists()
        if not user:
            return
        reader = self.with_context(lang=user.lang, tz=user.tz)
        notice = reader._notice_of_done(kind, **waiting['before'])
        notice['params'].update(sticky=True, next=False)
        self.env['bus.bus']._sendone(user.partner_id, 'amazon_connector.done', notice)

    def _notice_of_done(self, kind, **before):
        """Return what tells that work which went on in the background is done.

        Later rooms say what became of theirs.

        :param str kind: of work.
        :param before: how it was when the user began it.
        :return: a notification.
        :rtype: dict
        """
        return self._notification(self.name, _("What went on in the background is done."))

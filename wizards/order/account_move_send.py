from odoo import models

from ...lib.on_purpose import on_purpose
from ...lib.series import SINCE_18

# Invoices for Amazon's buyers are not e-mailed, unless a person decides otherwise for one of them:
# where he sends it, e-mail is not chosen, a warning says why, and if he chooses it, the invoice is
# sent. What is sent automatically, or together with others, is never sent to them.

if SINCE_18:
    class AccountMoveSend(models.AbstractModel):
        _inherit = 'account.move.send'

        def _get_default_sending_methods(self, move):
            """Override of `account` (since 19.0) not to e-mail invoices to Amazon's buyers."""
            methods = super()._get_default_sending_methods(move)
            return methods - {'email'} or {'manual'} if move._for_amazon_buyers() else methods

        def _get_default_sending_method(self, move):
            """Override of `account` (18.0) not to e-mail invoices to Amazon's buyers."""
            method = super()._get_default_sending_method(move)
            return 'manual' if method == 'email' and move._for_amazon_buyers() else method

        def _get_alerts(self, moves, moves_data):
            """Override of `account` to say that Amazon forbids it."""
            alerts = super()._get_alerts(moves, moves_data)
            warning = moves._origin._amazon_sending_warning()
            if warning:
                alerts['amazon_buyer'] = {'level': 'warning', 'message': warning}
            return alerts

    class AccountMoveSendWizard(models.TransientModel):
        _inherit = 'account.move.send.wizard'

        def action_send_and_print(self, *args, **kwargs):
            """Override of `account` to send an invoice to Amazon's buyer if a person wants it."""
            if 'email' in (self.sending_methods or ()) and not self.env.su:
                self = on_purpose(self)
            return super().action_send_and_print(*args, **kwargs)
else:
    class AccountMoveSend(models.TransientModel):
        _inherit = 'account.move.send'

        def _compute_checkbox_send_mail(self):
            """Override of `account` not to e-mail invoices to Amazon's buyers."""
            result = super()._compute_checkbox_send_mail()
            for wizard in self:
                invoices = wizard.move_ids._origin
                if invoices and invoices == invoices._for_amazon_buyers():
                    wizard.checkbox_send_mail = False
            return result

        def _compute_send_mail_extra_fields(self):
            """Override of `account` to say that Amazon forbids it."""
            result = super()._compute_send_mail_extra_fields()
            for wizard in self:
                warning = wizard.move_ids._origin._amazon_sending_warning()
                if warning:
                    wizard.send_mail_warning_message = {
                        **(wizard.send_mail_warning_message or {}),
                        'amazon_buyer': {'message': warning},
                    }
            return result

        def action_send_and_print(self, *args, **kwargs):
            """Override of `account` to send an invoice to Amazon's buyer if a person wants it."""
            is_alone = self.mode == 'invoice_single'
            if is_alone and self.checkbox_send_mail and not self.env.su:
                self = on_purpose(self)
            return super().action_send_and_print(*args, **kwargs)

from markupsafe import Markup

from odoo import api, fields, models

from ...lib.words import _


class BaseModuleUninstall(models.TransientModel):
    """Says, before the connector is uninstalled, what that means; each room knows what is its."""

    _inherit = 'base.module.uninstall'

    amazon_consequences = fields.Html(compute='_compute_amazon_consequences')

    @api.depends('module_ids')
    def _compute_amazon_consequences(self):
        for wizard in self:
            is_meant = 'amazon_connector' in wizard._get_modules().mapped('name')
            wizard.amazon_consequences = is_meant and wizard._tell_amazon_consequences()

    def _tell_amazon_consequences(self):
        stays = [
            _("Sales orders, deliveries, invoices, contacts and stock stay as they are."),
            _(
                "If you install it again, sales orders are found by Amazon's number in their "
                "Customer Reference, Source Document or number, and not made again."
            ),
        ]
        return Markup().join(
            Markup("<p class='mb-1'><b>%s</b></p><ul>%s</ul>") % (
                title, Markup().join(Markup("<li>%s</li>") % sentence for sentence in sentences)
            )
            for title, sentences in (
                (_("What is lost with Amazon Connector"), self._lost_with_amazon()),
                (_("What is no longer done"), self._undone_without_amazon()),
                (_("What stays"), stays),
            )
            if sentences
        )

    def _lost_with_amazon(self):
        """Return what is lost, in all companies, as sentences.

        :rtype: list[str]
        """
        accounts = self._number_for_amazon('amazon.account', [])
        return [_("Accounts with their credentials: %s.", accounts)] if accounts else []

    def _undone_without_amazon(self):
        """Return what people have to do themselves from then on, as sentences.

        :rtype: list[str]
        """
        return []

    def _number_for_amazon(self, model, domain):
        return self.env[model].sudo().with_context(active_test=False).search_count(domain)

from collections import defaultdict

from odoo import api, fields, models

from ...lib.words import _


class AmazonValidationAnswer(models.TransientModel):
    """Says which of many deliveries were not validated, and why."""

    _name = 'amazon.validation.answer'
    _description = "Amazon Validation Answer"

    validated = fields.Integer(string="Deliveries validated", readonly=True)
    refused = fields.Integer(string="Not validated", readonly=True)
    reasons = fields.Text(readonly=True)
    picking_ids = fields.Many2many(
        comodel_name='stock.picking', string="Deliveries not validated", readonly=True
    )

    @api.model
    def _about(self, validated, reasons, remarks=()):
        """Return the action that shows the answer.

        :param stock.picking validated: what was validated.
        :param dict reasons: why the others were not, by delivery.
        :param list[str] remarks: what else is to be said.
        :rtype: dict
        """
        answer = self.create({
            'validated': len(validated),
            'refused': len(reasons),
            'reasons': "\n".join([*_by_reason(reasons), *remarks]),
            'picking_ids': [fields.Command.set([picking.id for picking in reasons])],
        })
        return {
            'name': _("Not all are validated"),
            'type': 'ir.actions.act_window',
            'res_model': self._name,
            'res_id': answer.id,
            'views': [(False, 'form')],
            'target': 'new',
        }

    def action_view_deliveries(self):
        """Return the action that lists the deliveries that were not validated.

        :rtype: dict
        """
        self.ensure_one()
        action = self.env['ir.actions.actions']._for_xml_id(
            'amazon_connector.action_picking_to_ship'
        )
        return {
            **action,
            'domain': [('id', 'in', self.picking_ids.ids)],
            'context': {'create': False, 'is_amazon_desk': True},
        }


def _by_reason(reasons):
    """Yield which deliveries were not validated, and why: those with the same reason together."""
    names = defaultdict(list)
    for picking, reason in reasons.items():
        names[" ".join(reason.split())].append(picking.name)
    for reason, alike in names.items():
        yield f"{', '.join(alike)}: {reason}"

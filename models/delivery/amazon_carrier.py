import re
import unicodedata

from odoo import api, fields, models

from ...lib.series import Constraint

OTHER = 'Other'
# What sellers call it, where that is not a spelling of Amazon's.
ALIASES = {'自行发货': 'Self Delivery'}


class AmazonCarrier(models.Model):
    """A carrier as Amazon spells it: the ``carrierCode`` of a shipment.

    The published ones are data of this module (source: the values of CarrierCode in Amazon's
    amzn-base.xsd of 2021, the newest known). Some stand there in several spellings, and Amazon
    knows newer ones than these: people may add what they need. ``Self Delivery`` is on the list
    like any carrier; its Chinese name is not.
    """

    _name = 'amazon.carrier'
    _description = "Amazon Carrier"
    _order = 'name'

    name = fields.Char(
        required=True, help="Exactly as Amazon spells it: case, spaces and punctuation count."
    )
    is_published = fields.Boolean(
        string="In Amazon's List",
        readonly=True,
        copy=False,
        help="Amazon may refuse a carrier that is not in the list it published.",
    )
    folded_name = fields.Char(compute='_compute_folded_name', store=True, index=True)

    _unique_name = Constraint('unique(name)', "There is already an Amazon carrier of this name.")

    @api.depends('name')
    def _compute_folded_name(self):
        for carrier in self:
            carrier.folded_name = _fold(carrier.name or '')

    @api.model
    def _match(self, text):
        """Find the carrier that a text means, whatever its case, spaces and punctuation.

        :param str text: what people call the carrier.
        :return: the exact spelling; else a published one, at best one that differs in case only,
            before one that somebody added; else nothing.
        :rtype: amazon.carrier
        """
        text = ALIASES.get(_fold(text), text.strip())
        folded = _fold(text)
        if not folded:
            return self.browse()
        return self.search([('folded_name', '=', folded)]).sorted(lambda carrier: (
            carrier.name != text,
            not carrier.is_published,
            carrier.name.casefold() != text.casefold(),
            carrier.id,
        ))[:1]


def _fold(text):
    """Return the letters and digits of a text, in one case and without accents."""
    return re.sub(r'[\W_]', '', unicodedata.normalize('NFKD', text).casefold())

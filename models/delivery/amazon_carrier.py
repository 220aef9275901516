import re
import unicodedata

from odoo import api, fields, models

from ...lib.series import Constraint

OTHER = 'Other'
# Around each folded name in a list of them: no letter and no digit.
END = '|'


class AmazonCarrier(models.Model):
    """A carrier as Amazon spells it: the ``carrierCode`` of a shipment.

    The published ones are data of this module (source: the values of CarrierCode in Amazon's
    amzn-base.xsd of 2021, the newest known). Some stand there in several spellings, and Amazon
    knows newer ones than these: people may add what they need. ``Self Delivery`` is on the list
    like any carrier; its Chinese name, and those of carriers in China, are among other names.
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
    other_names = fields.Char(
        help="What people call the carrier, too, separated by semicolons. Amazon is told the name.",
    )
    folded_name = fields.Char(compute='_compute_folded_name', store=True, index=True)
    folded_other_names = fields.Char(compute='_compute_folded_other_names', store=True)

    _unique_name = Constraint('unique(name)', "There is already an Amazon carrier of this name.")

    @api.depends('name')
    def _compute_folded_name(self):
        for carrier in self:
            carrier.folded_name = fold(carrier.name or '')

    @api.depends('other_names')
    def _compute_folded_other_names(self):
        for carrier in self:
            names = filter(None, map(fold, (carrier.other_names or '').split(';')))
            carrier.folded_other_names = ''.join(f'{END}{name}{END}' for name in names)

    @api.model
    def _add_other_name(self, carrier_id, name):
        """Have a carrier known by one more name, unless one is: what people have added stays.

        :param int carrier_id: database ID of the carrier.
        :param str name: what people call it.
        """
        if self._match(name):
            return
        carrier = self.browse(carrier_id)
        names = [known.strip() for known in (carrier.other_names or '').split(';') if known.strip()]
        carrier.other_names = '; '.join([*names, name])

    @api.model
    def _match(self, text):
        """Find the carrier that a text means, whatever its case, spaces and punctuation.

        :param str text: what people call the carrier.
        :return: the exact spelling; else a published one, at best one that differs in case only,
            before one that somebody added; else one that is called so, too; else nothing.
        :rtype: amazon.carrier
        """
        text, folded = text.strip(), fold(text)
        if not folded:
            return self.browse()
        return self.search([
            '|', ('folded_name', '=', folded),
            ('folded_other_names', 'like', f'{END}{folded}{END}'),
        ]).sorted(lambda carrier: (
            carrier.folded_name != folded,
            carrier.name != text,
            not carrier.is_published,
            carrier.name.casefold() != text.casefold(),
            carrier.id,
        ))[:1]


def fold(text):
    """Return the letters and digits of a text, in one case and without accents."""
    return re.sub(r'[\W_]', '', unicodedata.normalize('NFKD', text).casefold())

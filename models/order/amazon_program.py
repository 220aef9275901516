from odoo import api, fields, models

from ...lib.series import Constraint

# Of orders whose VAT Amazon reckons, and whose invoice it issues
INVOICE_BY_AMAZON = 'invoice_by_amazon'


class AmazonProgram(models.Model):
    """A program of Amazon's that an order takes part in, such as Prime.

    Those that Amazon documents are data of this module (source: `Order.programs` in the model
    orders_2026-01-01.json of https://github.com/amzn/selling-partner-api-models). ``premium`` is
    what the former Orders API called `IsPremiumOrder`: the buyer was promised Premium Shipping.
    """

    _name = 'amazon.program'
    _description = "Amazon Program"
    _order = 'name'

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True, help="Amazon's word for it, in lower case.")
    color = fields.Integer()

    _unique_code = Constraint('unique(code)', "There is already a program of this code.")

    @api.model
    def _of_codes(self, codes):
        """Return programs; what Amazon has invented meanwhile is added, named after its word.

        :param codes: Amazon's words, in lower case.
        :type codes: tuple[str]
        :rtype: amazon.program
        """
        if not codes:
            return self.browse()
        programs = self.search([('code', 'in', codes)])
        known = set(programs.mapped('code'))
        return programs + self.create([
            {'code': code, 'name': code.replace('_', ' ').title()}
            for code in dict.fromkeys(codes) if code not in known
        ])

    def _load_records_create(self, vals_list):
        """Override of `base`: what a newer version of this module documents may be here already."""
        programs = self.browse()
        for vals in vals_list:
            program = self._of_codes((vals['code'],))
            program.write(vals)
            programs += program
        return programs

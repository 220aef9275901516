import re

from odoo import api, fields, models

from ...lib.words import _
from .amazon_carrier import OTHER, fold

# Delivery types that tell how a price is made, not who carries.
TYPES_WITHOUT_CARRIER = ('fixed', 'base_on_rule')
# 'ups_rest', 'tnt_oca', 'fedex_provider': which of several integrations of the carrier it is.
INTEGRATION_SUFFIX = re.compile(r'_(rest|oca|provider)$')


class DeliveryCarrier(models.Model):
    _inherit = 'delivery.carrier'

    amazon_carrier_id = fields.Many2one(
        comodel_name='amazon.carrier',
        compute='_compute_amazon_carrier_id',
        store=True,
        readonly=False,
        ondelete='set null',
        help="How Amazon spells the carrier. Found by the name of the delivery method or by its "
        "provider; change it if Amazon knows the carrier under another name.",
    )
    is_amazon_untracked = fields.Boolean(
        string="Letters Without Tracking",
        help="Where Amazon allows it, in most of Europe, deliveries need no tracking reference. "
        "Amazon is told of them in a document, which needs the Merchant Token of the account.",
    )
    amazon_shipping_method = fields.Char(
        string="Amazon Delivery Service",
        help="As Seller Central spells it, such as Standard. For letters without tracking, Amazon "
        "counts no missing tracking reference against you only if it knows the service.",
    )
    amazon_carrier_warning = fields.Char(compute='_compute_amazon_carrier_warning')

    @api.depends('name', 'delivery_type')
    def _compute_amazon_carrier_id(self):
        for carrier in self:
            carrier.amazon_carrier_id = carrier._match_amazon_carrier()

    @api.depends('name', 'amazon_carrier_id.name', 'amazon_carrier_id.is_published')
    @api.depends_context('lang')
    def _compute_amazon_carrier_warning(self):
        for carrier in self:
            carrier.amazon_carrier_warning = carrier._amazon_carrier_doubt()

    @api.model
    def default_get(self, fields_list):
        """Override: who names a carrier on an Amazon account need not know Odoo's products.

        Amazon has charged the buyer for the delivery: the product is for Odoo's own orders.
        """
        values = super().default_get(fields_list)
        if self.env.context.get('is_named_for_amazon') and 'product_id' in fields_list:
            product = self.env.ref('delivery.product_product_delivery', raise_if_not_found=False)
            values.setdefault('product_id', product and product.id)
        return values

    def write(self, vals):
        """Override to keep the Amazon carrier chosen by hand where nothing it depends on changes.

        An import writes names again as they were.
        """
        unchanged = self.filtered(lambda carrier: all(
            carrier[name] == vals[name] for name in ('name', 'delivery_type') if name in vals
        ))
        with self.env.protecting([self._fields['amazon_carrier_id']], unchanged):
            return super().write(vals)

    @api.model
    def _fill_amazon_carriers(self):
        """Match the delivery methods that are older than Amazon's list in this database."""
        self.with_context(active_test=False).search([
            ('amazon_carrier_id', '=', False),
        ])._compute_amazon_carrier_id()

    def _match_amazon_carrier(self):
        """Return what Amazon calls the carrier; `Other` if it has no name of its own for it.

        :rtype: amazon.carrier
        """
        self.ensure_one()
        carriers = self.env['amazon.carrier']
        if not self.name:
            return carriers
        texts = self._names_in_all_languages()
        if self.delivery_type and self.delivery_type not in TYPES_WITHOUT_CARRIER:
            texts.append(INTEGRATION_SUFFIX.sub('', self.delivery_type))
        found = (carriers._match(text) for text in [*texts, OTHER])
        return next(filter(None, found), carriers)

    def _names_in_all_languages(self):
        """Return the names: first as the user reads or just types it, then its translations.

        :rtype: list[str]
        """
        self.ensure_one()
        others = dict(self.env['res.lang'].get_installed())
        others.pop(self.env.lang or 'en_US', None)
        # Reading the name in a language without translation would give the English one, which
        # the user may be changing.
        translations = self._origin and self._fields['name']._get_stored_translations(self._origin)
        return [self.name, *(
            name for lang, name in (translations or {}).items() if lang in others
        )]

    def _amazon_carrier_doubt(self):
        """Return why Amazon may not accept or recognise the carrier, or an empty text."""
        self.ensure_one()
        code = self.amazon_carrier_id
        if self.name and code.name in (False, OTHER):
            return _(
                "Buyers on Amazon see the name of this delivery method, but Amazon may not "
                "recognise it as a carrier. If Amazon knows the carrier under another name, choose "
                "that as Amazon Carrier."
            )
        if code and not code.is_published:
            return _(
                "%s is not in Amazon's list of carriers: Amazon may refuse it. Check the spelling; "
                "a carrier with a typo is not recognised.",
                code.name,
            )
        return ''

    def _of_amazon(self, name, company):
        """Return the delivery method that is the carrier as Amazon calls it; this one, if it is.

        :param str name: what Amazon shows its buyers.
        :param res.company company: whose method.
        :rtype: delivery.carrier
        """
        methods = self + self.search([('company_id', 'in', (False, company.id))])
        named = methods.filtered(lambda method: fold(method._amazon_buyer_name()) == fold(name))
        if not named:
            code = self.env['amazon.carrier']._match(name)
            is_one = code and code.name != OTHER
            named = methods.filtered(lambda method: is_one and method.amazon_carrier_id == code)
        return named[:1] if name else self.browse()

    def _amazon_buyer_name(self):
        code, name = self._amazon_names()
        return name or code

    def _amazon_names(self):
        """Return how Amazon is told of the carrier.

        Source: ``carrierCode`` and ``carrierName`` of confirmShipment, Orders API v0.

        :return: the carrier's code, and the name that buyers see instead, in English or the source
            language, where the code is `Other`; empty where it is not.
        :rtype: tuple[str, str]
        """
        self.ensure_one()
        code = self.amazon_carrier_id.name or OTHER
        return code, self.with_context(lang='en_US').name if code == OTHER else ''

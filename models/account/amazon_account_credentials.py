from odoo import api, fields, models

from ...lib.sql_log import sql_log_without_values


class AmazonAccountCredentials(models.Model):
    """What gives a right to a seller's orders, apart from what people enter otherwise.

    PostgreSQL tells of a row that it refuses all values, and writes them into its own log. So no
    value here can be refused: there is no constraint on any.
    """

    _name = 'amazon.account.credentials'
    _inherit = 'amazon.account.row'
    _log_access = False
    _description = "Amazon Credentials"

    client_id = fields.Char(
        string="Client ID",
        help="The LWA client identifier of your application (amzn1.application-oa2-client…).",
    )
    client_secret = fields.Char()
    next_client_secret = fields.Char(
        string="New Client Secret",
        help="What is to take the place of the client secret, once Amazon knows it.",
    )
    refresh_token = fields.Char(
        help="What Amazon shows when you authorise your own application (Atzr|…).",
    )
    seller_ref = fields.Char(
        string="Merchant Token",
        help="Who you are for Amazon (Seller Central: Settings, Account Info, Merchant Token). "
        "Accounts of one seller share what Amazon allows.",
    )
    endpoint_url = fields.Char(
        string="Other API URL",
        help="Only to reach something else than Amazon, such as the simulator.",
    )
    lwa_url = fields.Char(
        string="Other Token URL",
        help="Where access tokens come from if it is not Amazon.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        with sql_log_without_values():
            return super().create(vals_list)

    def write(self, vals):
        with sql_log_without_values():
            # Who comes second is refused here, by a statement without values.
            self.env.cr.execute(
                'SELECT id FROM amazon_account_credentials WHERE id = ANY(%s) FOR UPDATE',
                [self.ids],
            )
            result = super().write(vals)
            self.flush_recordset(vals)
        return result

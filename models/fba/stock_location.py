from odoo import SUPERUSER_ID, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...lib.series import MOVE_TO_RULES_PLACE
from ...lib.words import _


class StockLocation(models.Model):
    _inherit = 'stock.location'

    def _amazon_location(self, company):
        """Return the location where a company's goods at Amazon are; it is made if need be.

        It is a place of its own in the company's warehouse, beside the stock: what lies there is
        never reserved for deliveries from the warehouse, and reordering rules fill it up from the
        stock by internal transfers. An earlier installation has left it, with the goods.

        :param res.company company: whose.
        :rtype: stock.location
        """
        warehouse = self.env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1)
        values = {
            'name': "Amazon",
            'usage': 'internal',
            'location_id': warehouse.view_location_id.id,
            'company_id': company.id,
            'replenish_location': True,
        }
        left = self.search([(name, '=', value) for name, value in values.items()], limit=1)
        if left:
            return left
        location = self.create(values)
        if warehouse:
            location._supply_from(warehouse)
        return location

    def _check_fit_for_amazon(self):
        """Check that goods at Amazon can be here.

        :raise ValidationError: if not.
        """
        for location in self.filtered(lambda location: location.usage != 'internal'):
            raise ValidationError(_(
                "“%s” cannot be where your goods at Amazon are: choose an internal location.",
                location.display_name,
            ))

    def _supply_from(self, warehouse):
        """Have reordering rules fill up the location from the stock of a warehouse."""
        self._let_users_choose_locations()
        warehouse.int_type_id.active = True
        routing = warehouse.Routing(
            warehouse.lot_stock_id, self, warehouse.int_type_id, 'pull'
        )
        self.env['stock.route'].create({
            'name': warehouse._format_routename(_("Supply Amazon")),
            'company_id': warehouse.company_id.id,
            'product_selectable': False,
            'warehouse_selectable': True,
            'warehouse_ids': [Command.link(warehouse.id)],
            'rule_ids': [
                Command.create({**values, **MOVE_TO_RULES_PLACE})
                for values in warehouse._get_rule_values([routing])
            ],
        })

    def _let_supplies_end_here(self):
        """Have the rules that supply the locations say that their moves end there.

        Since 18.0 they have to; a database that was migrated from 17.0 has rules that do not.
        """
        if MOVE_TO_RULES_PLACE:
            self.env['stock.rule'].with_context(active_test=False).search([
                ('location_dest_id', 'in', self.ids), ('action', 'in', ('pull', 'pull_push')),
            ]).write(MOVE_TO_RULES_PLACE)

    def _let_users_choose_locations(self):
        """Switch on Storage Locations, as Odoo does for a second warehouse.

        Without it, nobody sees the location, and all internal transfers are hidden.
        """
        if self.env.ref('stock.group_stock_multi_locations') not in self.env.ref(
            'base.group_user'
        ).implied_ids:
            self.env['res.config.settings'].with_user(SUPERUSER_ID).create({
                'group_stock_multi_locations': True,
            }).execute()

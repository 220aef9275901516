def uninstall_hook(env):
    """Take away what belongs to no module, and leave what another installation needs."""
    _remove_schedules(env)
    _remove_activities(env)
    _leave_numbers(env)
    _let_marketplaces_go(env)


def _remove_schedules(env):
    accounts = env['amazon.account'].with_context(active_test=False).search([])
    accounts._scheduled_actions().unlink()


def _remove_activities(env):
    activity_types = env['mail.activity.type'].search([]).filtered(
        lambda activity_type: (activity_type.get_external_id()[activity_type.id]).startswith(
            'amazon_connector.'
        )
    )
    env['mail.activity'].search([('activity_type_id', 'in', activity_types.ids)]).unlink()


def _leave_numbers(env):
    """Have sales orders name Amazon's number, by which they are found again, where none does."""
    env['sale.order'].flush_model()
    env.cr.execute(
        """
        UPDATE sale_order
           SET origin = concat_ws(' ', NULLIF(origin, ''), amazon_order_ref)
         WHERE strpos(concat_ws(' ', client_order_ref, origin, name), amazon_order_ref) = 0
        """
    )


def _let_marketplaces_go(env):
    """Have nothing hold marketplaces: Odoo deletes these first, and would log errors."""
    env.cr.execute(
        """
        ALTER TABLE amazon_account
         DROP CONSTRAINT IF EXISTS amazon_account_base_marketplace_id_fkey;
        ALTER TABLE amazon_offer
         DROP CONSTRAINT IF EXISTS amazon_offer_marketplace_id_fkey
        """
    )

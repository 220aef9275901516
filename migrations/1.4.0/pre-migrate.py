# What only kept files short belongs to the models themselves now. Odoo cannot take these abstract
# models out of its list by itself: it looks for the values of their selections in the registry.
GONE = [
    'amazon.associated.order',
    'amazon.cancellation',
    'amazon.connection',
    'amazon.destinations',
    'amazon.line.delivery',
    'amazon.order.conflict',
    'amazon.orders.sync',
    'amazon.personal.data',
    'amazon.pickings.sync',
    'amazon.schedule',
    'amazon.shipment.exchange',
]


def migrate(cr, version):
    cr.execute(
        """
          WITH model AS (SELECT id FROM ir_model WHERE model = ANY(%s)),
               field AS (SELECT id FROM ir_model_fields WHERE model = ANY(%s)),
               gone AS (
                   SELECT 'ir.model' AS model, id FROM model
                    UNION ALL
                   SELECT 'ir.model.fields', id FROM field
                    UNION ALL
                   SELECT 'ir.model.fields.selection', id FROM ir_model_fields_selection
                    WHERE field_id IN (SELECT id FROM field)
                    UNION ALL
                   SELECT 'ir.model.inherit', id FROM ir_model_inherit
                    WHERE model_id IN (SELECT id FROM model)
                       OR parent_id IN (SELECT id FROM model)
               )
        DELETE FROM ir_model_data data
              USING gone
              WHERE data.model = gone.model AND data.res_id = gone.id
        """,
        [GONE, GONE],
    )
    # The rest goes with the models.
    cr.execute("DELETE FROM ir_model_fields WHERE model = ANY(%s)", [GONE])
    cr.execute("DELETE FROM ir_model WHERE model = ANY(%s)", [GONE])

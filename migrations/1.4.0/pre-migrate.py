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
        DELETE FROM ir_model_data data
              USING ir_model_fields_selection selection, ir_model_fields field
              WHERE data.model = 'ir.model.fields.selection'
                AND data.res_id = selection.id
                AND selection.field_id = field.id
                AND field.model = ANY(%s)
        """,
        [GONE],
    )
    cr.execute(
        """
        DELETE FROM ir_model_data data
              USING ir_model_fields field
              WHERE data.model = 'ir.model.fields'
                AND data.res_id = field.id
                AND field.model = ANY(%s)
        """,
        [GONE],
    )
    cr.execute(
        """
        DELETE FROM ir_model_data data
              USING ir_model_inherit inherit, ir_model model
              WHERE data.model = 'ir.model.inherit'
                AND data.res_id = inherit.id
                AND model.id IN (inherit.model_id, inherit.parent_id)
                AND model.model = ANY(%s)
        """,
        [GONE],
    )
    cr.execute(
        """
        DELETE FROM ir_model_data data
              USING ir_model model
              WHERE data.model = 'ir.model'
                AND data.res_id = model.id
                AND model.model = ANY(%s)
        """,
        [GONE],
    )
    # The rest goes with the models.
    cr.execute("DELETE FROM ir_model_fields WHERE model = ANY(%s)", [GONE])
    cr.execute("DELETE FROM ir_model WHERE model = ANY(%s)", [GONE])

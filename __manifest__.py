{
    'name': 'Amazon Connector',
    'version': '17.0.1.0.0',
    'category': 'Sales/Sales',
    'summary': "Synchronise Amazon orders and deliveries with Odoo Community",
    'author': 'Amazon Connector contributors',
    'license': 'LGPL-3',
    'depends': ['sale_management', 'sale_stock', 'stock_delivery'],
    'excludes': ['sale_amazon'],  # Odoo Enterprise's connector uses the same model names.
    'external_dependencies': {'python': ['python-amazon-sp-api']},
    'data': [],
    'application': True,
}

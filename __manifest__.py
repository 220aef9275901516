{
    'name': 'Amazon Connector',
    'version': '17.0.1.0.0',
    'category': 'Sales/Sales',
    'summary': "Synchronise Amazon orders and deliveries with Odoo Community",
    'author': 'Amazon Connector contributors',
    'license': 'LGPL-3',
    'depends': ['sale_management', 'sale_stock', 'stock_delivery'],
    'excludes': ['sale_amazon'],  # Odoo Enterprise's connector uses the same model names.
    'external_dependencies': {'python': ['python-amazon-sp-api>=2.1.20,<3']},
    'data': [
        'security/amazon_security.xml',
        'security/ir.model.access.csv',
        'data/amazon.carrier.csv',
        'data/amazon_marketplace_data.xml',
        'data/delivery_carrier_data.xml',  # Searches Amazon's carriers.
        'data/product_data.xml',
        'views/amazon_account_views.xml',
        'views/amazon_marketplace_views.xml',
        'views/amazon_offer_views.xml',
        'views/amazon_order_views.xml',
        'views/delivery_carrier_views.xml',
        'views/res_config_settings_views.xml',
        'views/sale_order_views.xml',
        'views/stock_picking_views.xml',
        'views/stock_quant_package_views.xml',
        'views/amazon_menus.xml',  # Depends on the actions.
    ],
    'demo': ['demo/demo_currencies.xml', 'demo/demo_products.xml'],
    'uninstall_hook': 'uninstall_hook',
    'application': True,
}

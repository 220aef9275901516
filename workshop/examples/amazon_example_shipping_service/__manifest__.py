{
    'name': "Amazon Connector Example: Shipping Service",
    'version': '17.0.1.0.0',
    'category': 'Sales/Sales',
    'summary': "Keeps on the sales order how fast the buyer wants it",
    'author': 'Amazon Connector contributors',
    'license': 'LGPL-3',
    'depends': ['amazon_connector'],
    'data': ['views/sale_order_views.xml'],
}

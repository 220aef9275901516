{
    'name': "Amazon Connector Example: Carrier by Weight",
    'version': '17.0.1.0.0',
    'category': 'Sales/Sales',
    'summary': "Heavy deliveries of Amazon's orders begin with another carrier",
    'author': 'Amazon Connector contributors',
    'license': 'LGPL-3',
    'depends': ['amazon_connector'],
    'data': ['views/amazon_account_views.xml'],
}

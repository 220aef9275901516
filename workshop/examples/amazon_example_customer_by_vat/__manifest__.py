{
    'name': "Amazon Connector Example: Customer by VAT Number",
    'version': '17.0.1.0.0',
    'category': 'Sales/Sales',
    'summary': "Business buyers on Amazon who are customers already stay one customer",
    'author': 'Amazon Connector contributors',
    'license': 'LGPL-3',
    'depends': ['amazon_connector'],
}

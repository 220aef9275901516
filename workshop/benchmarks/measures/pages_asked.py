"""What Odoo's web client asks the server when somebody opens a page, as the views say."""
from dataclasses import dataclass

from lxml import etree

from odoo import fields
from odoo.tools.safe_eval import datetime as safe_datetime
from odoo.tools.safe_eval import dateutil as safe_dateutil
from odoo.tools.safe_eval import safe_eval

from ....lib.series import SINCE_18, SINCE_19

PAGE = 80  # rows
MOST_COUNTED = 10_001
LIST_VIEW = 'list' if SINCE_18 else 'tree'
# What somebody types into the search box: the end of a reference.
TYPED = '234567'


@dataclass(frozen=True)
class List:
    """A list view, and which of its filters are looked at.

    :param str name: what people call it
    :param str model: of the records
    :param str tree: external id of the list view
    :param str search: external id of the search view
    :param tuple domain: of the menu entry
    :param tuple only: what the names of its filters, groupings and fields to search begin with
    """

    name: str
    model: str
    tree: str
    search: str
    domain: tuple = ()
    only: tuple = ('',)


OUR_PARTS = ('amazon_', 'group_by_amazon_', 'amazon')
LISTS = [
    List("Amazon Orders", 'amazon.order', 'amazon_connector.view_amazon_order_tree',
         'amazon_connector.view_amazon_order_search'),
    List("Parcels", 'amazon.shipment', 'amazon_connector.view_amazon_shipment_tree',
         'amazon_connector.view_amazon_shipment_search'),
    List("Deliveries", 'stock.picking', 'stock.vpicktree', 'stock.view_picking_internal_search',
         only=OUR_PARTS),
    List("Sales Orders", 'sale.order', 'sale.view_order_tree',
         'sale.sale_order_view_search_inherit_sale',
         (('state', 'not in', ('draft', 'sent', 'cancel')),), OUR_PARTS),
]


@dataclass(frozen=True)
class Request:
    """One thing that is asked for when a page is opened.

    :param str page: the page
    :param str kind: 'open', 'click', 'filter', 'group', 'search', 'number'
    :param str what: which filter or grouping
    :param callable ask: asks for it; gets the user's environment
    """

    page: str
    kind: str
    what: str
    ask: object


def requests_of(env, page):
    """Return all that can be asked for on a page.

    :param Environment env: a user's
    :param List page: the page
    :rtype: list[Request]
    """
    arch = _arch_of_list(env, page)
    specification = specification_of(env, page.model, arch)

    def open_with(domain):
        return lambda env: env[page.model].web_search_read(
            [*page.domain, *domain], specification, limit=PAGE, count_limit=MOST_COUNTED,
            order=arch.get('default_order'))

    def group_by(field):
        return lambda env: _grouped(env[page.model], page.domain, field, specification)

    requests = [Request(page.name, 'open', "", open_with([]))]
    for node in _nodes(env, page):
        label = node.get('string') or env[page.model]._fields[node.get('name')].string
        if node.tag == 'field':
            own = node.get('filter_domain')
            domain = (
                safe_eval(own, {'self': TYPED}) if own else [(node.get('name'), 'ilike', TYPED)]
            )
            requests.append(Request(page.name, 'search', label, open_with(domain)))
        elif node.get('domain'):
            requests.append(Request(
                page.name, 'filter', label, open_with(_domain_of(node.get('domain')))))
        elif node.get('date'):
            requests.append(Request(
                page.name, 'filter', label, open_with(_this_month(node.get('date')))))
        elif node.get('context'):
            field = safe_eval(node.get('context'))['group_by']
            requests.append(Request(page.name, 'group', label, group_by(field)))
    return requests


def _domain_of(text):
    """Return a filter's domain, as the web client reads it: with moments from now."""
    return safe_eval(text.replace('.to_utc()', ''), {
        'context_today': safe_datetime.date.today,
        'datetime': safe_datetime,
        'relativedelta': safe_dateutil.relativedelta.relativedelta,
    })


def requests_of_dashboard(env, account_id):
    """Return all that can be asked for on the dashboard: all cards, and what numbers open.

    :param Environment env: a user's
    :param int account_id: whose numbers
    :rtype: list[Request]
    """
    arch = etree.fromstring(env['amazon.account'].get_view(view_type='kanban')['arch'])
    cards = specification_of(env, 'amazon.account', arch)
    requests = [Request(
        "Dashboard", 'open', "",
        lambda env: env['amazon.account'].web_search_read([], cards, limit=PAGE),
    )]
    for figure in env['amazon.account'].browse(account_id)._figures():
        shown = figure.opens and env[figure.model]._fields[figure.opens].comodel_name
        requests.append(_request_of_figure(env, account_id, figure, shown or figure.model))
    return requests


def _request_of_figure(env, account_id, figure, model):
    arch = etree.fromstring(env[model].get_view(view_type=LIST_VIEW)['arch'])
    specification = specification_of(env, model, arch)

    def ask(env):
        action = env['amazon.account'].browse(account_id).action_open_figure(figure.key)
        env[model].web_search_read(
            action['domain'], specification, limit=PAGE, count_limit=MOST_COUNTED)

    return Request("What the dashboard's numbers open", 'number', figure.label, ask)


def _grouped(model, domain, field, specification):
    if not SINCE_19:
        return model.web_read_group(list(domain), list(specification), [field], limit=PAGE)
    summed = [name for name in specification if model._fields[name].aggregator]
    aggregates = [f'{name}:{model._fields[name].aggregator}' for name in summed]
    return model.web_read_group(list(domain), [field], aggregates, limit=PAGE)


def _nodes(env, page):
    view = env.ref(page.search)
    arch = etree.fromstring(env[page.model].get_view(view.id, 'search')['arch'])
    return [
        node for node in arch.iter('filter', 'field')
        if node.get('name', '').startswith(page.only)
    ]


def _this_month(field):
    today = fields.Date.today()
    return [(field, '>=', today.replace(day=1)), (field, '<', fields.Date.add(today, days=1))]


def _arch_of_list(env, page):
    view = env.ref(page.tree)
    return etree.fromstring(env[page.model].get_view(view.id, view.type)['arch'])


def specification_of(env, model, arch):
    """Return what is read of each record for a view.

    :param Environment env: any
    :param str model: the records'
    :param lxml.etree._Element arch: the view's
    :rtype: dict
    """
    names = [node.get('name') for node in arch.iter('field') if not any(
        parent.tag == 'field' for parent in node.iterancestors())]
    specification = {}
    for name in names:
        field = env[model]._fields[name]
        related = {'fields': {'display_name': {}}} if field.relational else {}
        specification[name] = related
    return specification

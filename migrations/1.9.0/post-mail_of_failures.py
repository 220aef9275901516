import hashlib

from lxml import etree, html

from odoo import SUPERUSER_ID, api
from odoo.tools import file_open

TEMPLATE = 'mail_template_shipments_failed'
FILE = 'amazon_connector/data/delivery/mail_data.xml'
# What the texts of all versions before say, see `_digest`.
FORMER = {'1a461c7e63faa12a', '24334cc3c329adff', 'a5008e538eee18a3'}


def migrate(cr, version):
    """Bring the e-mail on failed parcels up to date, where nobody has changed it: as it was, it
    could not be read on a phone. Odoo leaves alone what people may have changed.
    """
    env = api.Environment(cr, SUPERUSER_ID, {'lang': None})
    template = env.ref(f'amazon_connector.{TEMPLATE}', raise_if_not_found=False)
    if not template or _digest(template.body_html) not in FORMER:
        return
    # The translations are those of the former text; Odoo loads the others after this.
    cr.execute("UPDATE mail_template SET body_html = NULL WHERE id = %s", [template.id])
    template.invalidate_recordset(['body_html'])
    template.body_html = _body()
    template.flush_recordset()


def _body():
    with file_open(FILE, 'rb') as file:
        tree = etree.parse(file)
    field = tree.find(f".//record[@id='{TEMPLATE}']/field[@name='body_html']")
    return ''.join(etree.tostring(node, encoding='unicode') for node in field)


def _digest(body):
    """Return what tells texts apart by what they say, not by how Odoo has tidied them up.

    :param str body: a text in HTML, perhaps empty.
    :rtype: str
    """
    said = []
    for element in html.fromstring(str(body or '<p/>')).iter():
        directives = [item for item in element.attrib.items() if item[0].startswith('t-')]
        said += ['='.join(directive) for directive in sorted(directives)]
        said += [element.text or '', element.tail or '']
    return hashlib.sha256(' '.join(' '.join(said).split()).encode()).hexdigest()[:16]

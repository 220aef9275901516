import hashlib
import json

from lxml import etree, html

from odoo import SUPERUSER_ID, api
from odoo.tools import file_open

TEMPLATE = 'mail_template_shipments_failed'
FILE = 'amazon_connector/data/delivery/mail_data.xml'
# What the texts of all versions before say, see `_digest`: in English, and in other languages.
FORMER = {
    '1a461c7e63faa12a', '24334cc3c329adff', 'a5008e538eee18a3',
    '14b799604de26001', '1d88bd34dea80a88', '859cd1bf2162672d',  # de
    '7f1c5c2c9040e0e4',  # es
    '9a8df38c32b12490',  # fr
    '559a42e887fdab02',  # it
    'af736b2b9de70231',  # ja
    '12d3659f2438c6e7', 'fd6983fe83eabe0c',  # zh_CN
}


def migrate(cr, version):
    """Bring the e-mail on failed parcels up to date, where nobody has changed it: as it was, it
    could not be read on a phone. Odoo leaves alone what people may have changed.

    Each language has its own text, which people change where they read it.
    """
    env = api.Environment(cr, SUPERUSER_ID, {'lang': None})
    template = env.ref(f'amazon_connector.{TEMPLATE}', raise_if_not_found=False)
    if not template:
        return
    cr.execute("SELECT body_html FROM mail_template WHERE id = %s", [template.id])
    [bodies] = cr.fetchone()
    changed = {
        lang: body for lang, body in (bodies or {}).items() if _digest(body) not in FORMER
    }
    if not bodies or 'en_US' in changed:
        return
    # Odoo loads the other languages after this; those that somebody has changed stay.
    bodies = {**changed, 'en_US': _body()}
    cr.execute(
        "UPDATE mail_template SET body_html = %s::jsonb WHERE id = %s",
        [json.dumps(bodies), template.id],
    )
    template.invalidate_recordset(['body_html'])


def _body():
    with file_open(FILE, 'rb') as file:
        tree = etree.parse(file)
    field = tree.find(f".//record[@id='{TEMPLATE}']/field[@name='body_html']")
    return ''.join(etree.tostring(node, encoding='unicode') for node in field)


def _digest(body):
    """Return what tells texts apart by what they say, not by how Odoo has tidied them up.

    :param str body: a text in HTML, perhaps empty.
    :return: None, if it cannot be read: that is none of ours.
    :rtype: str | None
    """
    try:
        tree = html.fromstring(body or '<p/>')
    except (etree.LxmlError, ValueError):
        return None
    said = []
    for element in tree.iter():
        directives = [item for item in element.attrib.items() if item[0].startswith('t-')]
        said += ['='.join(directive) for directive in sorted(directives)]
        said += [element.text or '', element.tail or '']
    return hashlib.sha256(' '.join(' '.join(said).split()).encode()).hexdigest()[:16]

import json

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

# What was kept in other words than it has now. Only the words of by now are translated.
WORDS = {
    "%s gave it up.": "%s decided that Amazon is not told.",
    "Amazon did not finish the feed in %s hours.":
        "Amazon did not finish the document in %s hours.",
    "Amazon did not take the feed: %s": "Amazon did not take the document: %s",
    "Amazon does not tell what became of the feed: %s":
        "Amazon does not tell what became of the document: %s",
    "Amazon does not tell whether it took the feed: %s":
        "Amazon does not tell whether it took the document: %s",
    "Amazon gave up the feed (%s).": "Amazon gave up the document (%s).",
    "Amazon's report on the feed cannot be read: %s":
        "Amazon's report on the document cannot be read: %s",
    "Odoo could not finish the feed. %s": "Odoo could not finish the document. %s",
    "Letters without tracking are told in a feed, which needs the Merchant Token. Enter it on the "
    "Amazon account (tab Credentials), or a tracking reference on the delivery; then use Retry "
    "Amazon Sync.":
        "Letters without tracking are told in a document, which needs the Merchant Token. Enter it "
        "on the Amazon account (tab Credentials), or a tracking reference on the delivery; then "
        "use Retry Amazon Sync.",
}
# Where they are kept.
FIELDS = [('amazon.shipment', 'reason'), ('amazon.feed', 'reason')]


def migrate(cr, version):
    """Have each reader read in their own language what was kept in words of before."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for model, name in FIELDS:
        column = kept = SQL.identifier(name)
        for before, now in WORDS.items():
            kept = SQL("replace(%s, %s, %s)", kept, _kept(before), _kept(now))
        cr.execute(SQL(
            "UPDATE %s SET %s = %s WHERE %s ~ %s",
            SQL.identifier(env[model]._table), column, kept, column, '"say": ',
        ))
        env[model].invalidate_model([name])


def _kept(words):
    return f'"say": {json.dumps(words, ensure_ascii=False)}'

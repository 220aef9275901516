import json

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


def migrate(cr, version):
    """Have each reader read in their own language what was kept in words of before."""
    for before, now in WORDS.items():
        words = {'before': _kept(before), 'now': _kept(now)}
        cr.execute(
            "UPDATE amazon_shipment SET reason = replace(reason, %(before)s, %(now)s)"
            " WHERE strpos(reason, %(before)s) > 0", words,
        )
        cr.execute(
            "UPDATE amazon_feed SET reason = replace(reason, %(before)s, %(now)s)"
            " WHERE strpos(reason, %(before)s) > 0", words,
        )


def _kept(words):
    return f'"say": {json.dumps(words, ensure_ascii=False)}'

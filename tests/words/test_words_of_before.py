import json
from pathlib import Path
from runpy import run_path

from odoo.tools.translate import code_translations

from ..delivery.delivery_case import DeliveryCase
from .test_reader_language import ReaderCase

SCRIPT = Path(__file__).parents[2] / 'migrations' / '1.10.0' / 'post-kept_sentences.py'


class TestWordsOfBefore(ReaderCase, DeliveryCase):
    """What was kept before an update is read in each reader's language after it, too."""

    def test_who_decided_that_amazon_is_not_told_of_a_parcel(self):
        parcel = self.ship(self.picking(self.place())).amazon_shipment_ids
        kept = json.dumps({'say': "%s gave it up.", 'with': ["Ada Whitfield"]})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE amazon_shipment SET reason = %s WHERE id = %s", [kept, parcel.id])
        run_path(str(SCRIPT))['migrate'](self.env.cr, '17.0.1.9.0')
        self.env.invalidate_all()
        self.assert_read(
            parcel, 'reason', en_US="Ada Whitfield decided that Amazon is not told.",
            zh_CN="Ada Whitfield 决定不通知亚马逊", de_DE="Ada Whitfield hat entschieden",
        )

    def test_words_of_by_now_are_translated(self):
        german = code_translations.get_python_translations('amazon_connector', 'de_DE')
        words = run_path(str(SCRIPT))['WORDS']
        self.assertFalse([now for now in words.values() if now not in german])
        self.assertFalse([before for before in words if before in german])

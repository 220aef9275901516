from odoo.exceptions import UserError
from odoo.tests import BaseCase

from ...lib.tracking_refs import clean_tracking_ref, split_tracking_refs
from .delivery_case import DeliveryCase

PASTED = (
    ' 1Z999AA1 ', '1Z 999 AA1', '1Z\t999\tAA1', '1Z999AA1\r\n', '1Z999\x00AA1', '1Z999AA1\x0b\x85',
    '1Z999\xa0AA1', '1Z999\u2009AA1\u202f', '1Z999\u3000AA1',  # blanks of several widths
    '1Z999\u200bAA1', '\ufeff1Z999AA1', '1Z999\u00adAA1', '1Z999\u3164AA1\ufe0f',  # of none
    '\u200e1Z999AA1\u200f', '\u2066\u202a1Z999\u2060\u200d\u200cAA1',
    '\uff11\uff3a\uff19\uff19\uff19\uff21\uff21\uff11',  # full width
)


class TestPastedTrackingRefs(BaseCase):

    def test_what_came_along_is_taken_out(self):
        for pasted in PASTED:
            with self.subTest(ascii(pasted)):
                self.assertEqual(split_tracking_refs(pasted), ['1Z999AA1'])

    def test_what_belongs_to_it_stays(self):
        for ref in ('JD-0146_00/3.4', 'by:hand#7', 'Ümläut9', '配達1'):
            self.assertEqual(clean_tracking_ref(ref), ref)

    def test_label_whose_barcode_says_more_is_scanned(self):
        for barcode, ref in (
            ('420221539101026837331000039521', '9101026837331000039521'),  # USPS
            ('4201002334249200190132607600833457', '9200190132607600833457'),
            ('42010023\x1d92748931507708513018050063', '92748931507708513018050063'),
            ('9622001900000000000000776632517510', '776632517510'),  # FedEx Ground
            ('1001921334250001000300779017972697', '779017972697'),  # FedEx Express
            ('1027590111820004833500785458233610', '785458233610'),
            ('%000632301505094183999327276', '01505094183999'),  # DPD
        ):
            with self.subTest(barcode):
                self.assertEqual(split_tracking_refs(barcode), [ref])
                self.assertEqual(clean_tracking_ref(ref), ref)

    def test_number_that_only_begins_like_such_a_barcode_stays(self):
        for ref in ('420221539101026837331000039522', '4202215391010268', '%0006323',
                    '420000000000000000000000000000', '9622001900000000000000776'):
            self.assertEqual(clean_tracking_ref(ref), ref)

    def test_several_in_one_field(self):
        for text in ('1ZA,1ZB', '1ZA; 1ZB', '1ZA\n1ZB\n', ' 1Z A ,\u200b, 1Z B', '1ZA\uff0c1ZB'):
            with self.subTest(ascii(text)):
                self.assertEqual(split_tracking_refs(text), ['1ZA', '1ZB'])

    def test_nothing_is_nothing(self):
        for text in (False, None, '', ' ', '\u200b', '\ufeff \xa0', ',;\n'):
            with self.subTest(ascii(text)):
                self.assertEqual(split_tracking_refs(text), [])
                self.assertEqual(clean_tracking_ref(text and text.strip(',;\n')), '')


class TestPastedIntoDeliveries(DeliveryCase):

    def test_amazon_is_told_the_number_alone(self):
        for pasted in PASTED:
            if '\x00' in pasted:
                continue  # No database takes it.
            with self.subTest(ascii(pasted)):
                picking = self.ship(self.picking(self.place()), tracking=pasted)
                self.send()
                [package] = self.packages(picking)
                self.assertEqual(package.tracking, '1Z999AA1')
                self.assertEqual(picking.amazon_sync_status, 'done')

    def test_number_pasted_onto_a_package(self):
        picking = self.picking(self.place())
        self.pack(picking, {self.mug: 1}, tracking='\ufeff1Z 999\u200b AA1')
        self.ship(picking, tracking=False)
        self.send()
        self.assertEqual(self.packages(picking)[0].tracking, '1Z999AA1')

    def test_what_nobody_sees_is_no_number(self):
        picking = self.picking(self.place())
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '\u200b\ufeff\xa0'})
        with self.assertRaisesRegex(UserError, "the tracking reference"):
            self.validate(picking)

    def test_same_number_pasted_again_is_no_correction(self):
        picking = self.ship(self.picking(self.place()), tracking='1Z999AA1')
        self.send()
        picking.carrier_tracking_ref = ' 1Z999\u200bAA1'
        self.send()
        self.assertEqual(self.amazon.calls['confirmShipment'], 1)

    def test_barcode_that_is_scanned_is_the_parcel_that_amazon_knows_already(self):
        order = self.place()
        self.shop.buy_label(order.order_id, carrier='USPS', tracking='9101026837331000039521')
        self.sync()
        picking = self.ship(self.picking(order), tracking='420221539101026837331000039521')
        self.send()
        self.assertEqual(len(self.packages(picking)), 1)
        self.assertEqual(picking.amazon_sync_status, 'done')

from decimal import Decimal

from odoo.tests import tagged

from ...spapi import Constraint, DeliveryPreference, Measurement
from .test_spapi_order import OrderCase, unshipped_order


def window(*times):
    """Return Amazon's time window from one time to another."""
    start, end = (
        dict(zip(('hour', 'minute'), map(int, time.split(':')), strict=True)) for time in times
    )
    return {'startTime': start, 'endTime': end}


@tagged('-at_install', 'post_install')
class TestPackingData(OrderCase):
    """What the packer has to know is read, and never keeps an order from being made."""

    def delivery(self, **preference):
        wire = unshipped_order()
        wire['recipient']['deliveryPreference'] = preference
        return self.read(wire).delivery

    def packing(self, **parts):
        wire = unshipped_order()
        [item] = wire['orderItems']
        item['measurement'] = parts.pop('measurement', None)
        item['product'].update(parts.pop('product', {}))
        item['fulfillment'].update(parts)
        [item] = self.read(wire).items
        return item.packing

    def constraints(self, **constraints):
        return self.packing(shipping={'shippingConstraints': constraints}).constraints

    # === WHERE AND WHEN === #

    def test_where_to_leave_it_and_how_to_get_there(self):
        delivery = self.delivery(
            dropOffLocation="Front desk reception",
            addressInstruction="Gate code 4711\r\nSecond door",
            deliveryCapabilities=['HAS_ACCESS_POINT', 'PALLET_DISABLED'],
        )
        self.assertEqual(delivery.drop_off, "Front desk reception")
        self.assertEqual(delivery.instructions, "Gate code 4711\nSecond door")
        self.assertEqual(delivery.capabilities, ('has_access_point', 'pallet_disabled'))

    def test_hours(self):
        delivery = self.delivery(deliveryTime={
            'businessHours': [
                {'dayOfWeek': 'MON', 'timeWindows': [
                    window('9:00', '12:00'), window('14:30', '24:00'),
                ]},
                {'dayOfWeek': 'TUE'},
            ],
            'exceptionDates': [
                {'exceptionDate': '2026-12-24', 'exceptionDateType': 'OPEN',
                 'timeWindows': [window('9:00', '12:00')]},
                {'exceptionDate': '2026-12-31', 'exceptionDateType': 'CLOSED', 'timeWindows': []},
            ],
        })
        self.assertEqual(delivery.hours, (
            'MON 09:00-12:00 14:30-24:00', 'TUE OPEN', '2026-12-24 09:00-12:00',
            '2026-12-31 CLOSED',
        ))

    def test_buyer_who_wants_nothing(self):
        nothing = DeliveryPreference('', '', (), ())
        self.assertEqual(self.read().delivery, nothing)
        for unreadable in (7, "x", [], {'dropOffLocation': {}, 'deliveryTime': "late"}):
            wire = unshipped_order()
            wire['recipient']['deliveryPreference'] = unreadable
            self.assertEqual(self.read(wire).delivery, nothing)

    def test_recipient_that_is_withheld_is_not_a_buyer_who_wants_nothing(self):
        self.assertIsNone(self.read(recipient=None).delivery)

    def test_unreadable_hours_are_left_out_alone(self):
        days = [
            {'dayOfWeek': 'MON', 'timeWindows': [{'startTime': {'hour': 99}, 'endTime': {}}]},
            {'dayOfWeek': None}, "SUN", {'dayOfWeek': 'TUE', 'timeWindows': ["9-17"]},
        ]
        dates = [{'exceptionDate': "Christmas"}, {'exceptionDate': '2026-12-24'}]
        delivery = self.delivery(deliveryTime={'businessHours': days, 'exceptionDates': dates})
        self.assertEqual(delivery.hours, ('MON OPEN', 'TUE OPEN', '2026-12-24 CLOSED'))

    # === WHAT AMAZON REQUIRES === #

    def test_constraints(self):
        self.assertEqual(
            self.constraints(
                recipientAgeVerification='MANDATORY', signatureConfirmation='MANDATORY'),
            (Constraint('recipient_age_verification', 'mandatory'),
             Constraint('signature_confirmation', 'mandatory')),
        )

    def test_constraint_and_level_that_amazon_invents(self):
        self.assertEqual(
            self.constraints(liftGateDelivery='RECOMMENDED', droneDelivery=True, raftDelivery=None),
            (Constraint('lift_gate_delivery', 'recommended'), Constraint('drone_delivery', '')),
        )

    def test_serial_number_that_is_required(self):
        packing = self.packing(packing={'serialNumberRequirement': {'requirementType': 'REQUIRED'}})
        self.assertEqual(packing.constraints, (Constraint('serial_number', 'mandatory'),))

    def test_unreadable_constraints(self):
        for unreadable in ("all", 7, ['signatureConfirmation']):
            packing = self.packing(shipping={'shippingConstraints': unreadable})
            self.assertEqual(packing.constraints, ())
        self.assertEqual(self.constraints(**{'x' * 50: 'MANDATORY', "a\x00b": 'MANDATORY'}), ())

    # === THE ITEM === #

    def customization_url(self, url):
        return self.packing(product={'customization': {'customizedUrl': url}}).customization_url

    def test_customization_is_a_link_of_the_web(self):
        signed = f'https://example.com/custom.zip?X-Amz-Security-Token={"a" * 2000}'
        self.assertEqual(self.customization_url(signed), signed)
        for other in ('javascript:alert(1)', 'file:///etc/passwd', 'https://a b', "see mail", 7):
            self.assertEqual(self.customization_url(other), '')

    def test_measure(self):
        for value, number in ((2, '2'), (2.5, '2.5'), ("0.75", '0.75')):
            measurement = self.packing(measurement={'value': value, 'unit': 'METERS'}).measurement
            self.assertEqual(measurement, Measurement(Decimal(number), 'meters'))
        for unreadable in ({'value': "two", 'unit': 'METERS'}, {'value': 2}, {'unit': 'FEET'}, 7):
            self.assertIsNone(self.packing(measurement=unreadable).measurement)

    def test_condition_and_the_sellers_note(self):
        packing = self.packing(product={'condition': {
            'conditionType': 'USED', 'conditionSubtype': 'VERY_GOOD',
            'conditionNote': "A scratch at the handle",
        }})
        self.assertEqual(packing.condition, 'used very_good')
        self.assertEqual(packing.condition_note, "A scratch at the handle")

    def test_nothing_of_it_is_a_figure(self):
        plain = self.read()
        wire = unshipped_order()
        wire['orderItems'][0]['fulfillment']['shipping']['shippingConstraints'] = {
            'palletDelivery': 'MANDATORY',
        }
        wire['recipient']['deliveryPreference'] = {'dropOffLocation': "Garage"}
        self.assertEqual(self.read(wire).figures, plain.figures)

    def test_personal_data_are_in_no_representation(self):
        delivery = self.delivery(addressInstruction="Gate code 4711", dropOffLocation="Garage")
        self.assertNotIn("4711", repr(delivery))
        packing = self.packing(product={'customization': {'customizedUrl': 'https://a.com/zip'}})
        self.assertNotIn('a.com', repr(packing))

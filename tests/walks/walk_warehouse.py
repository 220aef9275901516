"""What people do in the warehouse."""
from hypothesis import strategies as st

from ..series import return_of
from .walk import Walk, step

PIECES = st.integers(1, 3)


def pickings(walk, code, *domain):
    return walk.env['stock.picking'].search([
        ('sale_id.amazon_order_ref', '!=', False), ('picking_type_code', '=', code), *domain,
    ], order='id')


def deliveries(walk):
    return pickings(walk, 'outgoing', ('state', 'not in', ('done', 'cancel')))


def done_deliveries(walk):
    return pickings(walk, 'outgoing', ('state', '=', 'done'))


def failed_deliveries(walk):
    return pickings(walk, 'outgoing', ('amazon_sync_status', '=', 'error'))


def returns(walk):
    return pickings(walk, 'incoming', ('state', 'not in', ('done', 'cancel')))


def done_returns(walk):
    return pickings(walk, 'incoming', ('state', '=', 'done'))


class WarehouseSteps(Walk):

    @step(deliveries, often=8)
    def a_worker_ships_a_delivery(self, delivery):
        self.validate(delivery, lambda move: move.quantity)

    @step(deliveries, often=8, pieces=PIECES, is_rest_kept=st.booleans())
    def a_worker_ships_a_part(self, delivery, pieces, is_rest_kept):
        self.validate(delivery, lambda move: min(pieces, move.quantity), is_rest_kept)

    @step(deliveries)
    def a_worker_ships_one_piece_too_many(self, delivery):
        self.validate(delivery, lambda move: move.quantity + 1)

    def validate(self, delivery, quantity_of, is_rest_kept=True):
        with self.working(delivery) as delivery:
            delivery.write({
                'carrier_id': self.case.ups.id,
                'carrier_tracking_ref': f'1Z{delivery.id:016}',
            })
            delivery.action_assign()
            for move in delivery.move_ids.filtered('quantity'):
                quantity = quantity_of(move)
                if quantity != move.quantity:
                    move.quantity = quantity
            self.case.validate(delivery, backorder=is_rest_kept)

    @step(deliveries, often=3)
    def a_worker_prints_a_delivery(self, delivery):
        self.case.click(delivery, 'do_print_picking', self.case.person)

    @step(deliveries)
    def a_worker_unreserves_a_delivery(self, delivery):
        with self.working(delivery) as delivery:
            delivery.do_unreserve()

    @step(deliveries)
    def a_worker_cancels_a_delivery(self, delivery):
        with self.working(delivery) as delivery:
            delivery.action_cancel()

    @step(done_deliveries, often=1)
    def a_worker_corrects_the_tracking_reference(self, delivery):
        with self.working(delivery) as delivery:
            delivery.carrier_tracking_ref = f'{delivery.carrier_tracking_ref or "1Z"}9'

    @step(failed_deliveries)
    def a_worker_tells_amazon_again(self, delivery):
        self.case.click(delivery, 'action_retry_amazon_sync')

    @step(failed_deliveries)
    def a_worker_gives_up_telling_amazon(self, delivery):
        self.case.click(delivery, 'action_give_up_amazon_sync')

    # === RETURNS === #

    @step(done_deliveries, often=3, pieces=PIECES)
    def goods_are_to_come_back(self, delivery, pieces):
        self.send_back(delivery, pieces)

    @step(returns, often=3)
    def goods_come_back(self, picking):
        with self.working(picking) as picking:
            self.case.validate(picking)

    @step(returns)
    def a_worker_cancels_a_return(self, picking):
        with self.working(picking) as picking:
            picking.action_cancel()

    @step(done_returns, pieces=PIECES)
    def goods_that_came_back_are_to_leave_again(self, picking, pieces):
        self.send_back(picking, pieces)

    def send_back(self, picking, pieces):
        with self.working(picking) as picking:
            return_of(picking, pieces)

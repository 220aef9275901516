from time import monotonic

from odoo import models
from odoo.exceptions import UserError

from ....lib.halving import do_or_halve
from ....lib.mishap import log_mishap
from ....lib.series import check_access
from ....lib.words import _, joined

BATCH_SIZE = 50
# Within what a server gives a request, with what else is done in it.
SECONDS = 60


class StockPicking(models.Model):
    """How many deliveries are validated with one click, and one answer."""

    _inherit = 'stock.picking'

    def action_validate_complete(self):
        """Validate the deliveries that lack nothing; none keeps another from it.

        :return: what is printed, then an answer that names the others, each with its reason.
        :rtype: dict
        :raise AccessError: if the user may not validate all of them; then none is.
        """
        check_access(self.env['amazon.validation.answer'], 'create')
        check_access(self, 'write')
        refused, prints = {}, []

        def refuse(picking, error):
            refused[picking] = picking._explain_error(error)

        mine = self._lock_for_validation()
        for picking in self - mine:
            refuse(picking, UserError(_("Somebody else is just working on it.")))
        complete = self.browse().concat(*(
            do_or_halve(picking, lambda checked: checked._check_complete(), refuse)
            for picking in mine
        ))
        until = monotonic() + SECONDS
        for batch in complete._batches_to_validate():
            if monotonic() < until:
                do_or_halve(batch, lambda group: prints.extend(group._validate_now()), refuse)
            else:
                for picking in batch:
                    refuse(picking, UserError(_("There was no time left. Validate it again.")))
        return self._answer_to_validation(refused, prints)

    def _lock_for_validation(self):
        """Return those of the deliveries that nobody else works on at this moment."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id FROM stock_picking WHERE id = ANY(%s) FOR NO KEY UPDATE SKIP LOCKED",
            [self.ids],
        )
        ids = {picking_id for picking_id, in self.env.cr.fetchall()}
        return self.filtered(lambda picking: picking.id in ids)

    def _batches_to_validate(self):
        """Return the deliveries in groups: each is validated at once.

        One whose carrier books it at validation is alone: what was booked would be booked again
        when another one fails. Those come last, when there is little left to fail.
        """
        booked = self.filtered(lambda picking: picking._is_booked_at_validation())
        others = self - booked
        return [
            *(others[begin:begin + BATCH_SIZE] for begin in range(0, len(others), BATCH_SIZE)),
            *booked,
        ]

    def _validate_now(self):
        """Validate deliveries as they are.

        :return: what Odoo prints then.
        :rtype: list[dict]
        :raise UserError: if one of them cannot be, or if Odoo asks something.
        """
        result = self.button_validate()
        if any(picking.state != 'done' for picking in self):
            raise UserError(_("Odoo has a question. Open it, and validate it there."))
        is_print = isinstance(result, dict) and result.get('tag') == 'do_multi_print'
        return result['params']['reports'] if is_print else []

    # === WHAT IS NOT VALIDATED === #

    def _check_complete(self):
        """Check that a delivery can be validated without asking or telling a person anything.

        :raise UserError: if not, with a reason that is about this delivery alone.
        """
        self.ensure_one()
        if self.state == 'done':
            raise UserError(_("It is done already."))
        if self.state == 'cancel':
            raise UserError(_("It is canceled."))
        self._check_amazon_expects(self.move_ids._to_amazon_buyers())
        if self.amazon_cancel_request:
            raise UserError(_(
                "The buyer asks to cancel the order: %s. Ask the salesperson. If it is to be "
                "shipped, open it, and validate it there.", self.amazon_cancel_request,
            ))
        if self.is_amazon_print_outdated:
            raise UserError(_("Amazon changed the order after this was printed. Print it again."))
        self._check_nothing_left_behind()
        goods = self.move_ids._about_to_leave()._to_amazon_buyers()
        self._fill_in_noted_parcels({self: goods})
        missing = goods and self._missing_amazon_shipping_details(goods)
        if missing:
            raise UserError(_("It lacks %s.", ", ".join(missing)))
        self._sanity_check()

    def _check_nothing_left_behind(self):
        moves = self.move_ids._left_behind()
        if not moves:
            return
        if not self.move_ids._about_to_leave():
            raise UserError(_("Its goods are not reserved: check the availability."))
        parts = [
            _("%(name)s (%(quantity)g of %(ordered)g)", name=move.product_id.name,
              quantity=move._get_picked_quantity(), ordered=move.product_uom_qty)
            for move in moves
        ]
        raise UserError(_(
            "Not all of it is reserved: %s. To ship a part, open it, and validate it there.",
            joined(", ", parts),
        ))

    def _explain_error(self, error):
        """Return why a delivery is not validated, in words."""
        if not isinstance(error, UserError):
            log_mishap(f"The delivery {self.name} was not validated", error)
        return self.env['amazon.reason']._cause(error)

    # === WHAT THE PACKER HEARS === #

    def _answer_to_validation(self, refused, prints):
        """Return what says how many deliveries were validated, and which were not.

        :param dict refused: the reasons, by delivery.
        :param list[dict] prints: what is printed before that.
        :rtype: dict
        """
        validated = self.filtered(lambda picking: picking not in refused)
        doubts = validated._carrier_doubts()
        if refused:
            answer = self.env['amazon.validation.answer']._about(validated, refused, doubts)
        else:
            answer = self.env['amazon.account']._notification(
                _("Deliveries validated: %s", len(validated)), " ".join(doubts),
                kind='warning' if doubts else 'success',
            )
        if not prints:
            return answer
        return {
            'type': 'ir.actions.client',
            'tag': 'do_multi_print',
            'params': {'reports': prints, 'anotherAction': answer},
        }

    def _carrier_doubts(self):
        """Return which of the carriers Amazon may not recognise, and what to do, in words."""
        # Not everybody who validates may read delivery methods.
        carriers = self.filtered('amazon_order_ref').sudo().carrier_id
        return [
            f"{carrier.name}: {carrier.amazon_carrier_warning}"
            for carrier in carriers if carrier.amazon_carrier_warning
        ]

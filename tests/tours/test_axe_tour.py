from ...workshop.tools.console import Failure
from ...workshop.tools.pages import axe
from ..order.change_case import ChangeCase
from .tour_case import DASHBOARD, TODO, Tours


class TestAxeTour(ChangeCase, Tours):
    """Each screen of the connector can be read and used by everybody: axe-core finds nothing."""

    def script(self):
        """Return the address of axe-core."""
        try:
            path = axe.find_or_fetch()
        except Failure as failure:
            self.skipTest(f"axe-core is not there: {failure}")
        script = self.env['ir.attachment'].create({
            'name': 'axe.js', 'raw': path.read_bytes(), 'mimetype': 'text/javascript',
            'public': True,
        })
        return f'/web/content/{script.id}'

    def form_of(self, record):
        return {
            'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id,
            'views': [(False, 'form')],
        }

    def test_screens(self):
        question = self.place()
        parcel = self.ship(self.picking(question))
        self.shop.cancel(question.order_id)
        self.sync()
        self.send()
        self.place()
        asked = self.inbox(question)
        wizard = self.env['amazon.link.account.wizard'].create({'account_id': self.account.id})
        assistant = {**self.form_of(wizard), 'target': 'new'}
        self.tour('axe', self.owner, DASHBOARD, axe=self.script(), screens=[
            (DASHBOARD, '.o_amazon_figure'),
            (TODO, '.o_group_header'),
            ('amazon_connector.action_amazon_order', '.o_data_row'),
            (self.form_of(asked), '.o_form_view [name=reason]'),
            (self.form_of(self.sale_order(question)), '.o_form_view [name=amazon_conflict]'),
            ('amazon_connector.action_picking_to_ship', '.o_data_row'),
            (self.form_of(parcel), '.o_form_view [name=carrier_tracking_ref]'),
            ('amazon_connector.action_amazon_shipment', '.o_data_row'),
            (self.form_of(parcel.amazon_shipment_ids), '.o_form_view [name=line_ids]'),
            ('amazon_connector.action_amazon_offer', '.o_data_row'),
            (self.form_of(self.account), '.o_form_view .o_amazon_figure'),
            (assistant, '.modal [name=client_id]'),
        ])

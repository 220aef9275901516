/** @odoo-module **/

import { click, see, story } from "./story";

/** The order says why it has no invoice; once that is mended, the invoice is made. */
story(
    "invoice",
    see(".alert-warning [name=amazon_invoice_reason]"),
    click("button[name=action_retry_amazon_invoice]"),
    click("button[name=action_view_invoice]"),
    see(".o_form_view [name=amazon_order_ref]"),
);

/** Whether Amazon has an invoice is seen in a list. */
story(
    "invoices_to_amazon",
    click(".o_data_row .o_data_cell[name=amazon_order_ref]"),
    see(".o_form_view .o_arrow_button_current[data-value=accepted]"),
);

/** @odoo-module **/

import { choose, click, confirm, see, story } from "./story";

/** An SKU that Odoo does not know gets its product, and the orders that wait for it, too. */
story(
    "pairing",
    click("button[data-figure=to_pair]"),
    click(".o_data_row [name=paired_product_id]"),
    choose(".o_data_row [name=paired_product_id] input", "Mug"),
    click(".o_list_button_save"),
    click(".o_data_row button[name=action_take_over]"),
    confirm(),
    see(".o_notification"),
    see("body:not(:has(.o_data_row button[name=action_take_over]))"),
);

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

/** One SKU is sold on two marketplaces: what is chosen for one shows on the other at once. */
story(
    "pairing_everywhere",
    click("button[data-figure=to_pair]"),
    see(".o_data_row:nth-child(2)"),
    click(".o_data_row:nth-child(1) [name=paired_product_id]"),
    choose(".o_data_row:nth-child(1) [name=paired_product_id] input", "Mug"),
    click(".o_list_button_save"),
    see(".o_data_row:nth-child(2) [name=paired_product_id]:contains(Mug)"),
    see(".o_data_row:nth-child(2) button[name=action_take_over]"),
    // Straight from row to row: what was typed in the next one is not lost.
    click(".o_data_row:nth-child(1) [name=paired_product_id]"),
    choose(".o_data_row:nth-child(1) [name=paired_product_id] input", "Teapot"),
    click(".o_data_row:nth-child(2) [name=paired_product_id]"),
    choose(".o_data_row:nth-child(2) [name=paired_product_id] input", "Mug"),
    click(".o_list_button_save"),
    see(".o_data_row:nth-child(1) [name=paired_product_id]:contains(Teapot)"),
    see(".o_data_row:nth-child(2) [name=paired_product_id]:contains(Mug)"),
    see("body:not(:has(.o_list_button_save))"),
);

/** The same, where rows are marked: what is chosen is for all that are. */
story(
    "pairing_marked",
    click("button[data-figure=to_pair]"),
    see(".o_data_row:nth-child(2)"),
    click(".o_data_row:nth-child(1) .o_list_record_selector input"),
    click(".o_data_row:nth-child(1) [name=paired_product_id]"),
    choose(".o_data_row:nth-child(1) [name=paired_product_id] input", "Mug"),
    see(".o_data_row:nth-child(2) [name=paired_product_id]:contains(Mug)"),
);

/** @odoo-module **/

import { choose, click, see, story } from "./story";

/** The settings lead to the account, where the carrier is chosen. */
story(
    "settings",
    click("button[name=action_view_amazon_accounts]"),
    click(".o_data_row .o_data_cell"),
    click(".nav-link[name=orders_follow_up]"),
    choose("[name=default_carrier_id] input", "UPS"),
    click(".o_form_button_save"),
    see(".o_form_saved, .o_form_view:not(:has(.o_form_dirty))"),
);

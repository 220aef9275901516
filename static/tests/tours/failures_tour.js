/** @odoo-module **/

import { choose, click, see, story } from "./story";

/** A parcel of a carrier that Amazon does not know: the packer corrects it, and tells it again. */
story(
    "parcel_retry",
    see(".alert-danger:contains(Fedx)"),
    choose(".o_field_widget[name=carrier_id] input", "UPS"),
    click(".o_form_button_save"),
    click("button[name=action_retry_amazon_sync]"),
    see(".o_notification"),
    see("body:not(:has(.o_form_view .alert-danger:contains(Fedx)))"),
);

/** Orders that failed for one cause are tried again together, once that is mended. */
story(
    "todo_retry",
    click(".o_group_header"),
    see(".o_data_row:nth-child(4)"),
    click("thead .o_list_record_selector input"),
    click("button[name=action_retry]"),
    see(".o_notification:contains(3 of 3)"),
    see(".o_view_nocontent"),
);

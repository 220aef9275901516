/** @odoo-module **/

import { pressAlt, see, story, type } from "./story";

const tracking = (number) => `.o_data_row:nth-child(${number}) [name=carrier_tracking_ref] input`;

/** A packer scans the number of each parcel, one after the other, and has all of them validated. */
story(
    "desk",
    type(tracking(1), "1Z-FIRST", "Enter"),
    type(tracking(2), "1Z-SECOND", "Tab"),
    type(tracking(3), "1Z-THIRD", "Enter"),
    see(".o_list_view:not(:has(.o_selected_row))"),
    pressAlt("v"),
    see("button[name=action_validate_complete]"),
    pressAlt("v"),
    see(".o_notification"),
);

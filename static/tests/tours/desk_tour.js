/** @odoo-module **/

import { check, click, confirm, inWindow, pressAlt, see, story, type } from "./story";

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

/** A scanner reads a label twice; and a packer scans the label of another parcel. */
story(
    "scanned_twice",
    type(tracking(1), "1Z-FIRST", "Enter"),
    type(tracking(2), "1Z-FIRST", "Enter"),
    check(tracking(2), (input) => document.activeElement === input, "The cursor has gone on"),
    type(tracking(2), "1Z-SECOND", "Enter"),
    type(tracking(3), "1Z-FIRST", "Enter"),
    see(inWindow(".modal-body:contains(1Z-FIRST)")),
    confirm(),
    type(tracking(3), "1Z-THIRD", "Enter"),
    see(".o_list_view:not(:has(.o_selected_row))"),
);

const selected = ".o_selected_row [name=carrier_tracking_ref] input";

/** The list is by carrier: from the last row of one carrier, the cursor goes to the first of the next. */
story(
    "scanned_by_carrier",
    click(".o_group_header:nth-child(1) .o_group_name"),
    see(".o_data_row"),
    click(".o_group_header:last-child .o_group_name"),
    click(".o_data_row:nth-child(2) [name=carrier_tracking_ref]"),
    type(selected, "1Z-FIRST", "Enter"),
    type(`.o_data_row:nth-child(3) [name=carrier_tracking_ref] input`, "1Z-SECOND", "Enter"),
    type(`.o_data_row:nth-child(5) [name=carrier_tracking_ref] input`, "1Z-THIRD", "Enter"),
    see(".o_list_view:not(:has(.o_selected_row))"),
);

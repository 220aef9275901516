/** @odoo-module **/

import { check, confirm, inWindow, pressAlt, see, story, type } from "./story";

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

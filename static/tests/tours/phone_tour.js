/** @odoo-module **/

import { click, enter, inWindow, press, see, story } from "./story";

/** A packer with a phone opens a card, enters the number and validates. */
story(
    "phone",
    click(".o_kanban_view .o_kanban_record:contains(AMZ-MUG)"),
    enter(".o_field_widget[name=carrier_tracking_ref] input", "1Z-PHONE"),
    click(".o_form_button_save"),
    see(".o_form_saved"),
    press("button_validate"),
    see(".o_field_statusbar:contains(Done)"),
);

/** Somebody who is on the way reads a question, and answers it. */
story(
    "phone_decide",
    click(".o_kanban_view .o_kanban_record"),
    see(".o_form_view .alert-warning"),
    press("action_keep"),
    see(".o_field_statusbar:contains(Imported)"),
);

/** The owner opens the card of a marketplace, whose parcels go with another carrier from now on. */
story(
    "phone_marketplace",
    click(".nav-link[name=marketplaces]"),
    click("[name=marketplace_setting_ids] .o_kanban_record:contains(Amazon.de)"),
    click(inWindow("[name=default_carrier_id] input")),
    click(inWindow(".o_kanban_record:contains(UPS)")),
    click(inWindow("footer .o_form_button_save")),
    see("[name=marketplace_setting_ids] .o_kanban_record:contains(UPS)"),
    click(".o_form_button_save"),
    see(".o_form_saved, .o_form_view:not(:has(.o_form_dirty))"),
);

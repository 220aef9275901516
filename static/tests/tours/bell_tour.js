/** @odoo-module **/

import { registry } from "@web/core/registry";

import { act, click, see, story, until } from "./story";

const NOTICE = ".o_amazon_notice";

/** Rings the bell now, as the bus does at any moment. */
function ring() {
    const bell = registry.category("services").get("amazon_bell");
    const bus = { start() {}, subscribe: (_type, callback) => (bus.callback = callback) };
    bell.start(odoo.__WOWL_DEBUG__.root.env, { bus_service: bus });
    bus.callback({ params: { message: "", title: "Done", type: "info", sticky: true, buttons: [] } });
}

/** Opens the first question of the list of what is to be done. */
const openQuestion = () => [
    click(".o_group_header"),
    click(".o_data_row .o_data_cell[name=reason]"),
    see("button[name=action_keep]"),
];

/** Somebody began work that went on in the background: wherever he is, he is told, and led there. */
story("bell", click(`${NOTICE} .o_notification_buttons button`), see(".o_list_view .o_data_row"));

/** What became of a click is told, although the bell rings before the answer is there. */
story(
    "bell_meanwhile",
    openQuestion(),
    act("button[name=action_keep]", async (button) => {
        button.click();
        ring();
        const notices = () => document.querySelectorAll(NOTICE).length;
        await until(() => notices() === 2, "One of the two is not told");
    }),
);

/** Who clicks twice gives one answer, and is told what became of it. */
story(
    "answer_twice",
    openQuestion(),
    act("button[name=action_keep]", (button) => {
        button.click();
        button.click();
    }),
    see(NOTICE),
    see(".o_form_view .o_arrow_button_current[data-value=imported]"),
);

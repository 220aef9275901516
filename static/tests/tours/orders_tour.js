/** @odoo-module **/

import { act, click, confirm, enter, inWindow, see, story, told, until } from "./story";

/** An order that has not come is fetched by its number. */
story(
    "recover",
    click("button[name=action_recover_order]"),
    enter(inWindow("[name=amazon_order_ref] input"), () => told("order")),
    click(inWindow("button[name=action_recover]")),
    see(".o_form_view [name=amazon_channel]"),
);

/** The buyer has canceled what was shipped already: somebody decides. */
story(
    "decide",
    click(".o_group_header"),
    click(".o_data_row .o_data_cell[name=reason]"),
    see(".o_form_view .alert-warning"),
    click("button[name=action_cancel_anyway]"),
    confirm(),
    see("body:not(:has(button[name=action_cancel_anyway]))"),
    see(".o_form_view .o_arrow_button_current[data-value=imported]"),
);

/** What Amazon shipped has left the stock at Amazon: from the order to its moves. */
story(
    "fba",
    see(".o_form_view [name=amazon_channel]"),
    click("button[name=action_view_amazon_order]"),
    click("button[name=action_view_moves]"),
    see(".o_list_view .o_data_row:contains(Mug)"),
);

const isOnCalendar = (order) =>
    [...document.querySelectorAll(".fc-event")].some(({ textContent }) => textContent.includes(order));

/** The calendar shows what is still to ship; what was shipped, if somebody asks for it. */
story(
    "ship_by",
    click(".o_switch_view.o_calendar"),
    act(".o_calendar_renderer .fc-event", async () => {
        await until(() => isOnCalendar(told("open")), "What is to ship is not on the calendar");
        if (isOnCalendar(told("shipped"))) {
            throw new Error("What was shipped is on the calendar");
        }
    }),
    click(".o_calendar_filter_item[data-value=shipped] input"),
    act(".o_calendar_renderer", () =>
        until(() => isOnCalendar(told("shipped")), "What was shipped did not come")
    ),
);

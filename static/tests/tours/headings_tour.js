/** @odoo-module **/

import { act, check, see, story } from "./story";

const NUMBERS = "[name=amazon_order_ref], [name=carrier_tracking_ref]";

function cutOff(element, places) {
    return [...element.querySelectorAll(places)].filter(
        (place) => place.scrollWidth > place.clientWidth
    );
}

/** Somebody reads a list: all of it, whatever was marked before. */
story(
    "headings",
    see(".o_list_view"),
    act(".o_list_view", () => document.querySelector(".o_facet_remove")?.click()),
    see(".o_data_row"),
    check(
        "thead",
        (head) => !cutOff(head, "th[data-name] .text-truncate").length,
        "A heading is cut off"
    ),
    check("tbody", (body) => !cutOff(body, NUMBERS).length, "A number is cut off"),
);

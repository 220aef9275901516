/** @odoo-module **/

import { click, confirm, enter, inWindow, see, story, told } from "./story";

const APPLICATION = "amzn1.sp.solution.6d21ac4a-7f8e-4f3a-8d0f-0a5a8d2f9c11";
const field = (name) => inWindow(`[name=${name}] input`);
const next = () => click(inWindow("button[name=action_next]"));

/** Somebody who knows Amazon, but not Odoo, links a shop. */
story(
    "link",
    click(".o_amazon_trouble button"),
    click("button[name=action_begin_to_link]"),
    // What is pasted into the wrong field is told at once.
    enter(field("client_id"), APPLICATION),
    see(inWindow("main:contains(one line below)")),
    confirm(),
    enter(field("client_id"), () => told("client_id")),
    enter(field("client_secret"), () => told("client_secret")),
    enter(field("refresh_token"), () => told("refresh_token")),
    enter(field("seller_ref"), () => told("seller")),
    next(),
    see(inWindow("[name=permissions_list] .fa")),
    next(),
    click(inWindow("[name=choice] input[data-value=open]")),
    next(),
    see(inWindow("[name=first_steps_list] .fa")),
    confirm(),
    see("button[name=action_unlink_from_amazon]"),
);

/** Its orders have come: the account leads to them. */
story(
    "first_orders",
    see(".o_amazon_praise"),
    click(".o_amazon_dashboard a.o_primary"),
    click("button[name=action_view_sale_orders]"),
    click(".o_data_row .o_data_cell"),
    see(".o_form_view [name=amazon_order_ref]"),
);

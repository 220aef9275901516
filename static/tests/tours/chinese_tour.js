/** @odoo-module **/

import { check, click, see, story } from "./story";

/** What the connector says itself has no word of English in it, names apart. */
function isChinese(trigger) {
    return check(
        trigger,
        (element) => !/[A-Za-z]{2,}/.test(element.innerText.replace(/Amazon|SKU|FBA|FBM|Prime/g, "")),
        "This is not Chinese"
    );
}

/** A Chinese owner looks whether all is well, and ships. */
story(
    "chinese",
    see(".o_breadcrumb:contains(亚马逊)"),
    isChinese(".o_amazon_praise"),
    isChinese(".o_amazon_figure"),
    click("[data-menu-xmlid='amazon_connector.menu_amazon']"),
    isChinese("[data-menu-xmlid='amazon_connector.menu_amazon_to_ship']"),
    click("[data-menu-xmlid='amazon_connector.menu_amazon_to_ship']"),
    see(".o_list_view"),
    isChinese("th[data-name=date_deadline]"),
    check(
        ".o_data_row [name=date_deadline]",
        (cell) => cell.scrollWidth <= cell.clientWidth,
        "The hour is cut off"
    ),
    isChinese("th[data-name=name]"),
    isChinese("th[data-name=amazon_items]"),
    isChinese("th[data-name=amazon_place]"),
    click("thead .o_list_record_selector input"),
    isChinese("button[name=action_validate_complete]"),
    click("button[name=action_validate_complete]"),
    see(".o_notification"),
    isChinese(".o_notification"),
);

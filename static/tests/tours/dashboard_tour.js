/** @odoo-module **/

import { act, check, click, see, story } from "./story";

/** A number opens as many records as it says. */
function opens(key) {
    let number;
    return [
        act(`[data-figure=${key}]`, (link) => {
            const figure = link.closest(".o_amazon_trouble, .o_amazon_figure");
            number = parseInt(figure.textContent.match(/\d+/g).pop());
            link.click();
        }),
        check(
            ".o_list_view tbody:has(.o_data_row)",
            (rows) => rows.querySelectorAll(".o_data_row").length === number,
            "It is another number"
        ),
        click(".o_breadcrumb a, .o_back_button"),
    ];
}

/** The owner sees what is to be done, and each number shows what it counts. */
story(
    "dashboard",
    click(".o_navbar_apps_menu button"),
    click("[data-menu-xmlid='sale.sale_menu_root']"),
    click("[data-menu-xmlid='amazon_connector.menu_amazon']"),
    click("[data-menu-xmlid='amazon_connector.menu_amazon_dashboard']"),
    see(".o_amazon_trouble .text-danger"),
    opens("failed"),
    opens("to_decide"),
    opens("late"),
    opens("to_ship"),
    see(".o_amazon_dashboard"),
);

/** @odoo-module **/

import { loadJS } from "@web/core/assets";

import { act, story, told, until } from "./story";

/* global axe */

const SERIOUS = ["serious", "critical"];

// What is Odoo's own, the same in each of its apps, and not for an addon to mend: places,
const ODOOS_PLACES = [
    [".o_navbar"], // the menus
    [".o_control_panel"], // search, pager, the way back
    [".o-mail-Chatter"], // messages (17.0)
    [".o-mail-Form-chatter"], // messages
    [".o_loading_indicator"], // it fades away
    [".o_list_record_selector"], // check boxes of lists have no name
    [".o_optional_columns_dropdown"], // nor has the button beside a list's columns
    [".o_notebook_headers"], // tabs are no list of tabs
    [".o_priority"], // the star of deliveries says not whether it is lit
    ["button[name='Open Move']"], // a delivery's lines: an icon without a name (17.0)
    [".badge"], // colours of tags, which have words
];
// and rules about the page, and the frame of a window, which Odoo makes.
const ODOOS_RULES = ["html-has-lang", "meta-viewport", "aria-dialog-name"];

/** Whoever sees little, or uses no mouse, can work with each screen of the connector. */
story(
    "axe",
    {
        timeout: 60000,
        ...act(".o_action_manager", async () => {
            const action = odoo.__WOWL_DEBUG__.root.env.services.action;
            await loadJS(told("axe"));
            const findings = [];
            for (const [screen, ready] of told("screens")) {
                await action.doAction(screen, { clearBreadcrumbs: true });
                await until(() => document.querySelector(ready), `${screen.res_model || screen} lacks ${ready}`);
                findings.push(...(await findingsOf(screen)));
            }
            if (findings.length) {
                throw new Error(findings.join("\n"));
            }
        }),
    }
);

async function findingsOf(screen) {
    // What a window leaves in the shade is looked at without it.
    const include = document.querySelector(".modal") ? [[".modal"]] : [["body"]];
    const { violations } = await axe.run(
        { include, exclude: ODOOS_PLACES },
        { rules: Object.fromEntries(ODOOS_RULES.map((rule) => [rule, { enabled: false }])) }
    );
    return violations
        .filter(({ impact }) => SERIOUS.includes(impact))
        .flatMap(({ id, nodes }) =>
            nodes.map(
                ({ html, failureSummary }) =>
                    `${screen.res_model || screen}, ${id}: ${html}\n${failureSummary}`
            )
        );
}

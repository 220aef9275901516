/** @odoo-module **/

import { loadJS } from "@web/core/assets";

import { act, story, told, until } from "./story";

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
    ...(window.innerWidth < 576 ? [[".o_form_label"]] : []), // pale on phones alone (17.0)
    [".o_m2o_avatar"], // faces beside names
    [".o-mail-ActivityButton"], // the clock of activities on cards
    [".o-autocomplete--input"], // fields with suggestions,
    [".o_select_menu_input"], // fields with choices,
    [".o-dropdown"], // and what they open (19.0)
    ["[name^='move_ids'] .o_data_row"], // a delivery's lines, pale when it is done (19.0)
    ["#labelVisibilityButtonId"], // a delivery's lines: what adds a description (19.0)
    ["a[name='action_show_details']"], // and on a phone, what opens them (19.0)
    [".o_clipboard_button"], // what copies an address has no name (18.0)
    [".o-kanban-button-new"], // what adds a card has the same key everywhere (19.0)
    [".fc"], // days, and numbers of weeks
    [".o_calendar_sidebar_container"], // what is shown in a calendar,
    [".oi-panel-right"], // and the button that opens it
    [".o_pivot_measure_row"], // what is counted
];
// and rules about the page, the frame of a window, and what scrolls, all of which Odoo makes.
const ODOOS_RULES = [
    "html-has-lang",
    "meta-viewport",
    "aria-dialog-name",
    "scrollable-region-focusable",
];

const RULES = Object.fromEntries(ODOOS_RULES.map((rule) => [rule, { enabled: false }]));
const PARTS = 10; // a step may take a minute, and no longer: what is looked at is divided

const STILL = "* { transition: none !important; animation: none !important; }";

const findings = [];

/** Whoever sees little, or uses no mouse, can work with each screen of the connector. */
story(
    "axe",
    act("body", async () => {
        // What fades in is pale for a moment.
        document.head.append(Object.assign(document.createElement("style"), { textContent: STILL }));
        await loadJS(told("axe"));
    }),
    ...Array.from({ length: PARTS }, (_, part) => lookAtPart(part)),
    act("body", () => {
        if (findings.length) {
            throw new Error(`${findings.length} findings\n${findings.join("\n")}`);
        }
    })
);

function lookAtPart(part) {
    return {
        timeout: 59000,
        ...act(".o_action_manager", async () => {
            const { screens, pages } = await (await fetch(told("places"))).json();
            const isOfPart = (_, index) => index % PARTS === part;
            for (const screen of screens.filter(isOfPart)) {
                findings.push(...(await findingsOfScreen(screen)));
            }
            for (const [address, shown] of pages.filter(isOfPart)) {
                findings.push(...(await findingsOfPage(address, shown)));
            }
        }),
    };
}

/** Opens a screen, and looks at it, at each of its tabs, and at what comes of each click. */
async function findingsOfScreen({ open, view, sees, within, tabs, then = [] }) {
    const { action, dialog } = odoo.__WOWL_DEBUG__.root.env.services;
    const name = `${open.res_model || open} ${view || ""}`;
    await action.doAction(open, { clearBreadcrumbs: true });
    if (view) {
        await action.switchView(view);
    }
    await seen(within || sees, name);
    const findings = await findingsOf(name, within);
    for (const tab of tabs ? document.querySelectorAll(".o_notebook_headers .nav-link") : []) {
        tab.click();
        await until(() => tab.classList.contains("active"), `${name} does not open ${tab.name}`);
        findings.push(...(await findingsOf(`${name} ${tab.name}`, ".o_notebook_content")));
    }
    for (const [button, shown] of then) {
        (await seen(button, name)).click();
        await seen(shown, name);
        findings.push(...(await findingsOf(`${name} ${button}`)));
    }
    dialog.closeAll();
    await until(() => !document.querySelector(".modal"), `The window of ${name} stays`);
    return findings;
}

/** Looks at a page that is none of the web client's. */
async function findingsOfPage(address, shown) {
    const frame = document.createElement("iframe");
    frame.src = address;
    frame.width = document.body.clientWidth;
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    document.body.append(frame);
    await loaded;
    if (!frame.contentDocument.querySelector(shown)) {
        throw new Error(`${address} lacks ${shown}`);
    }
    const script = frame.contentDocument.createElement("script");
    script.src = told("axe");
    frame.contentDocument.head.append(script);
    await until(() => frame.contentWindow.axe, `${address} does not load`);
    const findings = await findingsOf(address, "body", frame.contentWindow);
    frame.remove();
    return findings;
}

async function seen(selector, name) {
    await until(() => document.querySelector(selector), `${name} lacks ${selector}`);
    return document.querySelector(selector);
}

async function findingsOf(name, within, { axe, document } = window) {
    await until(() => !document.querySelector(".fade.active:not(.show)"), `${name} does not appear`);
    // What a window leaves in the shade is looked at without it.
    const include = within || (document.querySelector(".modal") ? ".modal" : "body");
    const { violations } = await axe.run(
        { include: [[include]], exclude: ODOOS_PLACES },
        { rules: RULES, resultTypes: ["violations"] }
    );
    return violations
        .filter(({ impact }) => SERIOUS.includes(impact))
        .flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${name}, ${id}: ${html}\n${failureSummary}`)
        );
}

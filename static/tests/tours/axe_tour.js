/** @odoo-module **/

import { loadJS } from "@web/core/assets";

import { act, story, told, until } from "./story";

/* global axe */

const SERIOUS = ["serious", "critical"];

// What is Odoo's own, and not for an addon to mend.
const ODOOS_OWN = [
    ".o_navbar", // menus
    ".o_control_panel", // the search, the pager, the way back
    ".o-mail-Chatter, .o-mail-Form-chatter", // messages
];

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
                await until(() => document.querySelector(ready), `${JSON.stringify(screen)} lacks ${ready}`);
                findings.push(...(await findingsOf(screen)));
            }
            if (findings.length) {
                throw new Error(findings.join("\n"));
            }
        }),
    }
);

async function findingsOf(screen) {
    const { violations } = await axe.run(
        { exclude: ODOOS_OWN.flatMap((selectors) => selectors.split(", ")).map((selector) => [selector]) },
        { resultTypes: ["violations"] }
    );
    return violations
        .filter(({ impact }) => SERIOUS.includes(impact))
        .flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${JSON.stringify(screen)} ${id}: ${html} ${failureSummary}`)
        );
}

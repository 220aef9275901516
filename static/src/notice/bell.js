/** @odoo-module **/

import { registry } from "@web/core/registry";
import { showNotice } from "./notice";

/**
 * Tells who began work that went on in the background that it is done.
 *
 * It does no action: of two actions, Odoo drops the one that came first, and a click whose answer
 * is still on its way would never get it.
 */
export const amazonBell = {
    dependencies: ["action", "bus_service", "notification"],
    start(env, { bus_service: bus }) {
        bus.subscribe("amazon_connector.done", ({ params }) => showNotice(env, params));
        bus.start();
    },
};

registry.category("services").add("amazon_bell", amazonBell);

/** @odoo-module **/

import { registry } from "@web/core/registry";

/** Tells who began work that went on in the background that it is done. */
export const amazonBell = {
    dependencies: ["action", "bus_service", "notification"],
    start(env, { bus_service: bus }) {
        bus.subscribe("amazon_connector.done", (action) => env.services.action.doAction(action));
        bus.start();
    },
};

registry.category("services").add("amazon_bell", amazonBell);

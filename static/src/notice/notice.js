/** @odoo-module **/

import { registry } from "@web/core/registry";

/** Says what became of a click, with buttons that lead to what it was about. */
function notice(env, { params }) {
    const { title, message, type, sticky, next } = params;
    const buttons = params.buttons.map(({ name, action }) => ({
        name,
        primary: true,
        onClick: () => {
            close();
            env.services.action.doAction(action);
        },
    }));
    const close = env.services.notification.add(message, {
        title,
        type,
        sticky,
        buttons,
        className: "o_amazon_notice",
    });
    return next;
}

registry.category("actions").add("amazon_connector.notice", notice);

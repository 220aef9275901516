/** @odoo-module **/

import { registry } from "@web/core/registry";

/** Shows a message, with buttons that lead to what it is about. */
export function showNotice(env, params) {
    const { title, message, type, sticky } = params;
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
}

/** Says what became of a click. */
function notice(env, { params }) {
    showNotice(env, params);
    return params.next;
}

registry.category("actions").add("amazon_connector.notice", notice);

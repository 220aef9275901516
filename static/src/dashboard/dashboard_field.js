/** @odoo-module **/

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

const ICONS = {
    danger: "fa-exclamation-circle text-danger",
    warning: "fa-exclamation-triangle text-warning",
    info: "fa-info-circle text-info",
};

/** What an account's dashboard says, in the words that the server gives. */
export class AmazonDashboardField extends Component {
    static template = "amazon_connector.DashboardField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get said() {
        return this.props.record.data[this.props.name];
    }

    /** Whether something can be opened: the account itself is open already where it is a form. */
    canOpen(key) {
        return key || this.env.config.viewType !== "form";
    }

    icon(severity) {
        return ICONS[severity];
    }

    open(key) {
        const { context, resId, resModel } = this.props.record;
        return this.action.doActionButton({
            type: "object",
            name: "action_open_figure",
            args: JSON.stringify([key]),
            context,
            resId,
            resModel,
        });
    }
}

registry.category("fields").add("amazon_dashboard", {
    component: AmazonDashboardField,
    supportedTypes: ["json"],
});

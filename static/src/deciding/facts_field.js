/** @odoo-module **/

import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/** What Amazon says, next to what Odoo has; what makes the difference is marked. */
export class AmazonFactsField extends Component {
    static template = "amazon_connector.FactsField";
    static props = { ...standardFieldProps };

    get facts() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("amazon_facts", {
    component: AmazonFactsField,
    supportedTypes: ["json"],
});

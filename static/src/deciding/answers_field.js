/** @odoo-module **/

import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/** What may be answered: a button each, and what it will do; the first is the likeliest. */
export class AmazonAnswersField extends Component {
    static template = "amazon_connector.AnswersField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
    }

    get answers() {
        return this.props.record.data[this.props.name] || [];
    }

    give(answer) {
        if (!answer.confirm) {
            return this.call(answer);
        }
        this.dialog.add(ConfirmationDialog, {
            body: answer.confirm,
            confirmLabel: answer.label,
            confirm: () => this.call(answer),
            cancel: () => {},
        });
    }

    /** Gives one answer at a time: of two, Odoo would show what became of the second alone. */
    async call(answer) {
        if (this.isCalling) {
            return;
        }
        this.isCalling = true;
        const { record } = this.props;
        try {
            await this.action.doActionButton({
                type: "object",
                name: answer.method,
                context: record.context,
                resId: record.resId,
                resModel: record.resModel,
                onClose: () => record.load(),
            });
        } finally {
            this.isCalling = false;
        }
    }
}

registry.category("fields").add("amazon_answers", {
    component: AmazonAnswersField,
    supportedTypes: ["json"],
});

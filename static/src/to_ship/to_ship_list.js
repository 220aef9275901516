/** @odoo-module **/

import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

const TRACKING = "carrier_tracking_ref";

/**
 * What is to be shipped, for a packer with a barcode scanner, which types what it reads and then
 * Enter: a tracking reference leads to the next row, the number of a delivery to its own row.
 */
export class ToShipRenderer extends ListRenderer {
    setup() {
        super.setup();
        // What is scanned while the cursor is in no field.
        useBus(useService("barcode").bus, "barcode_scanned", ({ detail }) => {
            const record = this.deliveryOf(detail.barcode);
            if (record) {
                this.editTracking(record);
            }
        });
    }

    onCellKeydownEditMode(hotkey, cell, group, record) {
        if (hotkey !== "enter" || cell.getAttribute("name") !== TRACKING) {
            return super.onCellKeydownEditMode(hotkey, cell, group, record);
        }
        const { list } = this.props;
        const scanned = this.deliveryOf(cell.querySelector("input").value);
        if (scanned) {
            list.leaveEditMode({ discard: true }).then(() => this.editTracking(scanned));
        } else {
            const next = list.records[list.records.indexOf(record) + 1];
            next ? this.editTracking(next) : list.leaveEditMode();
        }
        return true;
    }

    /** Save the row that is edited, and go to the tracking reference of another one. */
    async editTracking(record) {
        if (await this.props.list.enterEditMode(record)) {
            const columns = this.columns || this.state.columns;
            const column = columns.find((column) => column.name === TRACKING);
            this.cellToFocus = { column, record };
        }
    }

    deliveryOf(text) {
        const number = text.trim().toUpperCase();
        return this.props.list.records.find(({ data }) =>
            [data.name, data.amazon_order_ref].some((name) => name && name.toUpperCase() === number)
        );
    }
}

registry.category("views").add("amazon_to_ship", { ...listView, Renderer: ToShipRenderer });

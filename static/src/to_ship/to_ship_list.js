/** @odoo-module **/

import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { formatDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { listView } from "@web/views/list/list_view";

import { LongTextsRenderer, PADDING } from "../lists/long_texts";

import { onMounted, useEffect, useExternalListener } from "@odoo/owl";

/* global luxon */

const SHIP_BY = "date_deadline";
const TRACKING = "carrier_tracking_ref";
const ECHO = 1500; // milliseconds within which nobody scans the next parcel's number on purpose

/**
 * What is to be shipped, for a packer with a barcode scanner, which types what it reads and then
 * Enter or Tab: a tracking reference leads to the next row, the number of a delivery to its own.
 */
export class ToShipRenderer extends LongTextsRenderer {
    setup() {
        super.setup();
        // What is typed while a row is being saved is for the next one; null: nothing is saved.
        this.typedAhead = null;
        this.destination = null;
        this.last = {};
        useExternalListener(window, "keydown", this.keepForNextRow, { capture: true });
        // When Odoo's own effects are through: they select what is in the field.
        useEffect(() => {
            Promise.resolve().then(() => this.arrive());
        });
        onMounted(() => this.begin());
        useHotkey("alt+v", () => this.validate(), { bypassEditableProtection: true });
        // What is scanned while the cursor is in no field.
        useBus(useService("barcode").bus, "barcode_scanned", ({ detail }) => {
            const record = this.deliveryOf(detail.barcode);
            if (record) {
                this.leaveFor(record);
            }
        });
    }

    /** Have the cursor where the first number is to be scanned. */
    begin() {
        const { list } = this.props;
        const first = list.records.find(({ data }) => !data[TRACKING]);
        if (first && !list.model.useSampleModel && !this.env.isSmall) {
            this.leaveFor(first);
        }
    }

    /** Odoo 17.0 knows nothing of the length of dates: Chinese ones would lack the hour. */
    widthOfCells(th) {
        const isDate = th.dataset.name === SHIP_BY;
        return isDate ? widthOfDates(this.tableRef.el) : super.widthOfCells(th);
    }

    onCellKeydownEditMode(hotkey, cell, group, record) {
        if (!["enter", "tab"].includes(hotkey) || cell.getAttribute("name") !== TRACKING) {
            return super.onCellKeydownEditMode(hotkey, cell, group, record);
        }
        const text = cell.querySelector("input").value;
        if (this.isEcho(text.trim(), record)) {
            record.update({ [TRACKING]: record.data[TRACKING] });
            return true;
        }
        const scanned = this.deliveryOf(text);
        const { records } = this.props.list;
        this.leaveFor(scanned || records[records.indexOf(record) + 1], Boolean(scanned));
        return true;
    }

    /** Return whether a scanner has read one label twice: the row below is for the next parcel. */
    isEcho(text, record) {
        const { last } = this;
        this.last = { text, record, time: Date.now() };
        return (
            text &&
            text === last.text &&
            text !== record.data[TRACKING] &&
            record !== last.record &&
            Date.now() - last.time < ECHO
        );
    }

    /**
     * Save the row that is edited, if any, and go to another one.
     *
     * @param {Object} [record] nowhere, if there is none
     * @param {boolean} [discard] what was entered is not to be saved
     */
    async leaveFor(record, discard = false) {
        const { list } = this.props;
        this.typedAhead = "";
        try {
            const canLeave = await list.leaveEditMode({ discard });
            if (canLeave && record) {
                await list.enterEditMode(record);
                this.destination = record;
            }
        } catch (error) {
            // What is scanned next is to take the place of what is refused.
            document.activeElement.select?.();
            throw error;
        } finally {
            if (!this.destination) {
                this.typedAhead = null;
            }
        }
    }

    keepForNextRow(ev) {
        const isEnd = ["Enter", "Tab"].includes(ev.key);
        if (this.typedAhead !== null && (isEnd || ev.key.length === 1)) {
            ev.preventDefault();
            ev.stopImmediatePropagation();
            this.typedAhead += isEnd ? "\n" : ev.key;
        }
    }

    /** Once the cursor is in the next row, enter there what was typed meanwhile. */
    arrive() {
        if (!this.destination || this.props.list.editedRecord !== this.destination) {
            return;
        }
        const [text, ...rest] = this.typedAhead.split("\n");
        this.destination = this.typedAhead = null;
        const columns = this.columns || this.state.columns;
        this.focusCell(columns.find((column) => column.name === TRACKING));
        const input = document.activeElement;
        if (text) {
            input.value = text;
            input.dispatchEvent(new Event("input", { bubbles: true }));
        }
        if (rest.length) {
            input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
            this.typedAhead = rest.join("\n");
        }
    }

    // The cursor is in a field all the time: that is not to keep anybody from selecting rows.

    get canSelectRecord() {
        return !this.props.list.model.useSampleModel;
    }

    async toggleSelection() {
        if (await this.props.list.leaveEditMode()) {
            super.toggleSelection();
        }
    }

    async toggleRecordSelection(record, ev) {
        if (await this.props.list.leaveEditMode()) {
            super.toggleRecordSelection(record, ev);
        }
    }

    /** Validate what is selected; if nothing is, select what has a tracking reference. */
    async validate() {
        const { list } = this.props;
        if (!(await list.leaveEditMode())) {
            return;
        }
        if (list.selection.length) {
            document.querySelector("button[name=action_validate_complete]")?.click();
        } else {
            const packed = list.records.filter(({ data }) => data[TRACKING]);
            packed.forEach((record) => record.toggleSelection(true));
        }
    }

    deliveryOf(text) {
        const number = text.trim().toUpperCase();
        return this.props.list.records.find(({ data }) =>
            [data.name, data.amazon_order_ref].some((name) => name && name.toUpperCase() === number)
        );
    }
}

function widthOfDates(table) {
    const { fontSize, fontFamily } = getComputedStyle(table);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${fontSize} ${fontFamily}`;
    const longest = formatDateTime(luxon.DateTime.local(2028, 12, 28, 20, 28, 28));
    return Math.ceil(pen.measureText(longest).width) + PADDING;
}

registry.category("views").add("amazon_to_ship", { ...listView, Renderer: ToShipRenderer });

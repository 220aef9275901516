/** @odoo-module **/

import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

// They are cut off anyway.
const LONG_TEXTS = ["amazon_items", "amazon_place", "amazon_to_mind", "content", "reason"];
const NUMBERS = ["amazon_order_ref", "carrier_tracking_ref", "tracking_ref"]; // Of no use in part.
export const PADDING = 12; // pixels beside what is in a cell
const LEAST = 92; // pixels, as Odoo has it
const NARROW = { boolean: 100, integer: 71 }; // Odoo's widths, whatever the heading
const SLACK = 4;

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** A list whose long texts leave the room to numbers and headings, in any language. */
export class LongTextsRenderer extends ListRenderer {
    /** Since 18.0, a column is as wide as the view says, or as its type is as a rule. */
    getActiveColumns() {
        const columns = super.getActiveColumns(...arguments);
        let missing = sum(columns.map(missingForHeading));
        return columns.map((column) => {
            let more = missingForHeading(column);
            if (LONG_TEXTS.includes(column.name) && !more) {
                more = -Math.min(missing, Math.max(0, widthOfColumn(column) - LEAST));
                missing += more;
            }
            return more ? widened(column, more) : column;
        });
    }

    /** In 17.0, which makes all that is wide equally narrow. */
    computeColumnWidthsFromContent() {
        const widths = super.computeColumnWidthsFromContent();
        const headers = [...this.tableRef.el.querySelectorAll("thead th")];
        for (const wish of [this.widthOfCells, this.widthOfHeading]) {
            const wanted = headers.map((th, column) =>
                Math.max(0, wish.call(this, th) - widths[column])
            );
            this.makeRoom(headers, widths, wanted);
        }
        return widths;
    }

    makeRoom(headers, widths, wanted) {
        const room = headers.map((th, column) =>
            LONG_TEXTS.includes(th.dataset.name) ? Math.max(0, widths[column] - LEAST) : 0
        );
        const given = Math.min(sum(wanted), sum(room));
        if (!given) {
            return;
        }
        headers.forEach((th, column) => {
            widths[column] += (given * wanted[column]) / sum(wanted);
            widths[column] -= (given * room[column]) / sum(room);
            th.style.maxWidth = `${Math.floor(widths[column])}px`;
        });
    }

    /** Return how wide a column is to be for what is in its cells; 0, if they may be cut off. */
    widthOfCells(th) {
        const { name } = th.dataset;
        if (!NUMBERS.includes(name)) {
            return 0;
        }
        const cells = this.tableRef.el.querySelectorAll(`.o_data_cell[name=${name}]`);
        return PADDING + Math.max(0, ...[...cells].map(widthOfText));
    }

    widthOfHeading(th) {
        const heading = th.querySelector(".text-truncate");
        return heading ? widthOf(th) - widthOf(heading) + widthOfText(heading) : 0;
    }
}

function widthOfColumn(column) {
    return parseInt(column.attrs?.width) || NARROW[column.fieldType] || 0; // 0: as it comes
}

function missingForHeading(column) {
    const width = widthOfColumn(column);
    const wanted = Math.ceil(widthOfWords(column.label || "")) + SLACK;
    return width && Math.max(0, wanted - width);
}

function widened(column, pixels) {
    const width = `${widthOfColumn(column) + pixels}px`;
    return { ...column, attrs: { ...column.attrs, width } };
}

function widthOfWords(words) {
    const { fontSize, fontFamily } = getComputedStyle(document.body);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `500 ${fontSize} ${fontFamily}`;
    return pen.measureText(words).width;
}

function widthOf(place) {
    return place.getBoundingClientRect().width;
}

/** Return how wide the text of an element is, with all that is cut off. */
function widthOfText(element) {
    const text = document.createRange();
    text.selectNodeContents(element);
    return Math.ceil(widthOf(text));
}

registry.category("views").add("amazon_long_texts", { ...listView, Renderer: LongTextsRenderer });

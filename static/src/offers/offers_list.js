/** @odoo-module **/

import { registry } from "@web/core/registry";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

import { LongTextsRenderer } from "../lists/long_texts";

/** Offers: a product that is chosen for one is that of its SKU on other marketplaces, too. */
export class OffersController extends ListController {
    get modelParams() {
        const params = super.modelParams;
        const { onSavedMulti } = params.hooks;
        params.hooks.onSavedMulti = (records) => {
            onSavedMulti?.(records);
            this.showSiblings(records);
        };
        return params;
    }

    async onRecordSaved(record) {
        await super.onRecordSaved(...arguments);
        this.showSiblings([record]);
    }

    /** Have the other rows of some SKUs show what they have become. */
    showSiblings(records) {
        const skus = new Set(records.map(({ data }) => data.sku));
        for (const record of this.model.root.records) {
            if (skus.has(record.data.sku) && !records.includes(record)) {
                record.load(); // Not waited for: it comes after what is being saved.
            }
        }
    }
}

registry.category("views").add("amazon_offers", {
    ...listView,
    Controller: OffersController,
    Renderer: LongTextsRenderer,
});

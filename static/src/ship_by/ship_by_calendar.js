/** @odoo-module **/

import { registry } from "@web/core/registry";
import { CalendarModel } from "@web/views/calendar/calendar_model";
import { calendarView } from "@web/views/calendar/calendar_view";

const STATUS = "amazon_status";
const NOT_TO_SHIP = ["shipped", "cancelled", "unfulfillable"];

/** Until when orders are to be shipped: what is not to be shipped any more, comes on request. */
export class ShipByCalendarModel extends CalendarModel {
    makeFilterDynamic(filterInfo, previousFilter, fieldName) {
        const filter = super.makeFilterDynamic(...arguments);
        if (fieldName === STATUS && !previousFilter) {
            filter.active = !NOT_TO_SHIP.includes(filter.value);
        }
        return filter;
    }
}

registry.category("views").add("amazon_ship_by", { ...calendarView, Model: ShipByCalendarModel });

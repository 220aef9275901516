/** @odoo-module **/

// What a tour is told in: the same words in all of Odoo's series, which have different ones.

import { registry } from "@web/core/registry";
import { session } from "@web/session";

const SINCE_18 = session.server_version_info[0] >= 18;
// Before, a tour is offered to users unless it is a test.
const IS_TEST = SINCE_18 ? {} : { test: true };
const PATIENCE = 10000; // milliseconds
const NOTHING_TO_DO = SINCE_18 ? {} : { isCheck: true };

/**
 * What somebody does and sees.
 *
 * @param {string} name what Python starts it by
 * @param {...(Object|Object[])} steps one after the other
 */
export function story(name, ...steps) {
    registry.category("web_tour.tours").add(`amazon_${name}`, {
        ...IS_TEST,
        steps: () => steps.flat(Infinity).map((step) => ({ ...step })),
    });
}

/** Wait until something is shown. */
export function see(trigger) {
    return { trigger, ...NOTHING_TO_DO };
}

export function click(trigger) {
    return { trigger, run: "click" };
}

/** Enter a text into a field, in place of what is there. */
export function enter(trigger, text) {
    return withElement(trigger, (input) => {
        input.focus();
        write(input, text);
        input.dispatchEvent(new Event("change", { bubbles: true }));
    });
}

/** Choose something that a field with suggestions proposes. */
export function choose(trigger, text) {
    return [
        withElement(trigger, (input) => {
            input.click();
            input.focus();
            write(input, text);
        }),
        click(`.o-autocomplete--dropdown-item a:contains(${text})`),
    ];
}

/** Answer a question with its main button. */
export function confirm() {
    return click(".modal-footer .btn-primary");
}

/**
 * Type on the keyboard, as a person does, or a scanner: it goes where the cursor is.
 *
 * @param {string} field where the cursor comes to be by itself
 * @param {string} text
 * @param {...string} keys such as Enter
 */
export function type(field, text, ...keys) {
    return withElement(field, async (input) => {
        await until(() => document.activeElement === input, `The cursor is not in ${field}`);
        for (const key of [...text, ...keys]) {
            press(key);
        }
    });
}

/** Press Alt and another key, wherever the cursor is. */
export function pressAlt(key) {
    return withElement("body", () => press(key, { altKey: true }));
}

function withElement(trigger, act) {
    return {
        trigger,
        run() {
            return act(this.anchor || this.$anchor[0]);
        },
    };
}

/** Wait for what changes nothing on the page, so that no tour notices it. */
async function until(isSo, otherwise) {
    const end = Date.now() + PATIENCE;
    while (!isSo()) {
        if (Date.now() > end) {
            throw new Error(otherwise);
        }
        await new Promise(requestAnimationFrame);
    }
}

function press(key, held = {}) {
    const target = document.activeElement;
    const options = { key, bubbles: true, cancelable: true, composed: true, ...held };
    const isTyped = target.dispatchEvent(new KeyboardEvent("keydown", options));
    if (isTyped && key.length === 1 && !held.altKey) {
        write(target, target.value.slice(0, target.selectionStart) + key);
    }
    document.activeElement.dispatchEvent(new KeyboardEvent("keyup", options));
}

function write(input, text) {
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

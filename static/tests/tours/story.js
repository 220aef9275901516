/** @odoo-module **/

// What a tour is told in: the same words in all of Odoo's series, which have different ones.

import { registry } from "@web/core/registry";
import { session } from "@web/session";

const SINCE_18 = session.server_version_info[0] >= 18;
// Before, a tour is offered to users unless it is a test.
const IS_TEST = SINCE_18 ? {} : { test: true };
const PATIENCE = 30000; // milliseconds for a step, on a busy machine
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
        steps: () => steps.flat(Infinity).map((step) => ({ timeout: PATIENCE, ...step })),
    });
}

/** Return what Python tells of the shop that it made, by its name. */
export function told(name) {
    return JSON.parse(decodeURIComponent(document.cookie.match(/amazon_tour=([^;]+)/)[1]))[name];
}

/** Return the selector of something in the window that is in front. */
export function inWindow(selector) {
    return SINCE_18 ? `.modal:not(.o_inactive_modal) ${selector}` : selector; // Before, all are.
}

/** Wait until something is shown. */
export function see(trigger) {
    return { trigger, ...NOTHING_TO_DO };
}

export function click(trigger) {
    return { trigger, run: "click" };
}

/**
 * Enter a text into a field, in place of what is there.
 *
 * @param {string} trigger
 * @param {string|Function} text or what returns it, when it is its turn
 */
export function enter(trigger, text) {
    return act(trigger, (input) => {
        input.focus();
        write(input, typeof text === "function" ? text() : text);
        input.dispatchEvent(new Event("change", { bubbles: true }));
    });
}

/** Choose something that a field with suggestions proposes. */
export function choose(trigger, text) {
    return [
        act(trigger, (input) => {
            input.click();
            input.focus();
            write(input, text);
        }),
        click(`.o-autocomplete--dropdown-item a:contains(${text})`),
    ];
}

/** Click on a button of a form's header: on a phone, it may be behind another one. */
export function press(name) {
    const find = (selector) => document.querySelector(selector);
    const found = () => find(`button[name=${name}]`);
    return act(".o_form_view", async () => {
        if (!found()) {
            const more = ".o_statusbar_buttons .dropdown-toggle";
            (find(more) || find(".o_control_panel button:has(.fa-cog)")).click(); // 18.0: the latter
        }
        await until(found, `There is no button ${name}`);
        found().click();
    });
}

/** Answer a question with its main button. */
export function confirm() {
    return click(inWindow(".modal-footer .btn-primary"));
}

/**
 * Type on the keyboard, as a person does, or a scanner: it goes where the cursor is.
 *
 * @param {string} field where the cursor comes to be by itself
 * @param {string} text
 * @param {...string} keys such as Enter
 */
export function type(field, text, ...keys) {
    return act(field, async (input) => {
        await until(() => document.activeElement === input, `The cursor is not in ${field}`);
        for (const key of [...text, ...keys]) {
            strike(key);
        }
    });
}

/** Press Alt and another key, wherever the cursor is. */
export function pressAlt(key) {
    return act("body", () => strike(key, { altKey: true }));
}

/** Do something with an element, once it is there. */
export function act(trigger, doing) {
    return {
        trigger,
        run() {
            return doing(this.anchor || this.$anchor[0]);
        },
    };
}

/** Check something that no selector says. */
export function check(trigger, isSo, otherwise) {
    return act(trigger, (element) => {
        if (!isSo(element)) {
            throw new Error(`${otherwise}: ${element.textContent}`);
        }
    });
}

/** Wait for what changes nothing on the page, so that no tour notices it. */
export async function until(isSo, otherwise) {
    const end = Date.now() + PATIENCE;
    while (!isSo()) {
        if (Date.now() > end) {
            throw new Error(otherwise);
        }
        await new Promise(requestAnimationFrame);
    }
}

function strike(key, held = {}) {
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

// Elements without markup in texts: a strict policy refuses that, and a title with a < in it must stay a title.

/**
 * An element: `make('button', { class: 'first', onclick: go }, 'Go')`. What begins with `on` is heard, a flag is there or not,
 * `null` and `undefined` are left out, anything else is an attribute. Children are elements, texts, or nothing.
 */
export const make = (name, given = {}, ...children) => fill(document.createElement(name), given, children);

/** The same for a drawing. */
export const draw = (name, given = {}, ...children) => fill(document.createElementNS('http://www.w3.org/2000/svg', name), given, children);

const fill = (element, given, children) => {
    for (const [key, value] of Object.entries(given)) {
        if (value === undefined || value === null || value === false) continue;
        if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
        else if (key === 'value') element.value = value;
        else if (key === 'style') Object.entries(value).forEach(([property, it]) => element.style.setProperty(property, it));
        else element.setAttribute(key, value === true ? '' : value);
    }
    element.append(...real(children));
    return element;
};

/** Children without what is nothing. */
const real = (children) => children.flat().filter((child) => child !== undefined && child !== null && child !== false);

/** Puts these children, and nothing else, into an element. */
export const refill = (element, ...children) => element.replaceChildren(...real(children));

/** A field with its label above. */
export const field = (label, control, hint) => make('label', { class: 'field' }, make('span', {}, label), control, hint && make('small', { class: 'note' }, hint));

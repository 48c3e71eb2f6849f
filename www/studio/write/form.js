// One offer as a form, for those who do not like JSON. It has no state of its own but which offer is looked at: what is written
// in it is a small edit of the text.

import { make } from '../element.js';
import { addOffer, freshId, offersOf, put, spanOf, swapOffers } from './edit.js';
import { fieldsOf, shapeOf } from './fields.js';
import { declared } from './ids.js';

const say = (text) => (typeof text === 'string' ? text : Object.values(text ?? {})[0] ?? '');

/** `text()` gives the text, `change(changes)` edits it, `fill(changes)` does for a field, `goTo(from, to)` shows a place of it. */
export const forming = (place, { schema, text, change, fill, goTo }) => {
    let selected = 0;
    /** The id of that offer, by which it is found again where its place has changed: by undoing, or in the text. */
    let chosen;
    let filtered = '';
    let shape;
    let fields;
    const filter = make('input', { type: 'search', placeholder: 'Find an offer', 'aria-label': 'Find an offer', oninput: () => { filtered = filter.value.toLowerCase(); list(); } });
    const choices = make('ul', { class: 'pages offers' });
    const broken = make('p', { class: 'found', role: 'status' });
    const heading = make('h2', {});
    const slot = make('div');
    const button = (label, act) => make('button', { type: 'button', onclick: act }, label);
    const select = (index) => {
        selected = index;
        chosen = undefined;
        shape = undefined;
    };
    const add = (offer, at) => {
        select(at);
        change(addOffer(text(), offer, at));
        slot.querySelector('input')?.focus();
    };
    const ids = () => declared(text()).offers.map(({ id }) => id);
    const tools = make('div', { class: 'row', role: 'group', 'aria-label': 'Offers' },
        button('Add an offer', () => add({ id: freshId('new offer', ids()), title: 'New offer', url: '/' }, offers().length)),
        button('Duplicate', () => {
            // What was just typed in a field is in the text already.
            const offer = offersOf(text())?.[selected];
            if (offer) add({ ...offer, id: freshId(String(offer.id ?? 'offer'), ids()) }, selected + 1);
        }),
        button('Up', () => swap(-1)), button('Down', () => swap(1)),
        button('Remove', () => {
            const gone = selected;
            if (!offers().length) return;
            select(Math.max(0, selected - 1));
            change(put(text(), ['offers', gone], undefined));
        }));
    place.append(tools, filter, choices, broken, heading, slot);

    let held = [];
    const offers = () => held;
    const swap = (by) => {
        const to = selected + by;
        if (to < 0 || to >= offers().length) return;
        const from = selected;
        select(to);
        change(swapOffers(text(), from, to));
    };
    const set = (path, value) => {
        // A list is changed as it is by now, not as it was when the form was drawn.
        const offer = offersOf(text())?.[selected];
        const before = path.reduce((at, step) => at?.[step], offer);
        const next = typeof value === 'function' ? value(before) : value;
        const [first, ...rest] = path;
        const around = offer?.[first];
        // An object that would be empty goes with its last field.
        const last = next === undefined && rest.length === 1 && around && Object.keys(around).every((key) => key === rest[0]);
        if (next === undefined && before === undefined) return;
        // It is found again by the name that it has now.
        if (first === 'id') chosen = next;
        fill(put(text(), ['offers', selected, ...(last ? [first] : path)], next));
    };
    const show = (field) => {
        const span = spanOf(text(), ['offers', selected, field]);
        if (span) goTo(span.from, span.to);
    };
    const list = () => {
        const rows = held.map((offer, index) => ({ offer, index })).filter(({ offer }) => `${say(offer.title)} ${offer.id}`.toLowerCase().includes(filtered));
        const hadFocus = choices.contains(document.activeElement);
        choices.replaceChildren(...rows.slice(0, 200).map(({ offer, index }) => make('li', {}, make('button', {
            type: 'button', class: 'page', 'aria-current': index === selected && 'true',
            onclick: () => {
                select(index);
                draw(last);
            },
        }, make('b', {}, say(offer.title) || offer.id || 'without a title'), make('small', {}, forWhom(offer))))));
        if (rows.length > 200) choices.append(make('li', { class: 'note' }, `… and ${rows.length - 200} more: look for one by its name.`));
        if (hadFocus) (choices.querySelector('[aria-current]') ?? filter).focus({ preventScroll: true });
    };

    let last = [];
    /** `focused`: the field that has the focus afterwards. */
    const draw = (findings, focused) => {
        last = findings;
        const now = offersOf(text());
        // While the text is no JSON there is nothing to put a form over.
        broken.textContent = now ? '' : notJson(findings);
        for (const element of [tools, filter, choices, heading, slot]) element.inert = !now;
        if (!now) return;
        held = now;
        const moved = chosen !== undefined && held[selected]?.id !== chosen ? held.findIndex(({ id }) => id === chosen) : -1;
        selected = moved < 0 ? Math.max(0, Math.min(selected, held.length - 1)) : moved;
        chosen = held[selected]?.id;
        list();
        const offer = held[selected];
        heading.textContent = offer ? say(offer.title) || String(offer.id ?? 'An offer without a title') : 'There is no offer yet';
        if (!offer) return slot.replaceChildren();
        const known = declared(text());
        const wanted = `${selected} ${shapeOf(offer, known)}`;
        if (wanted !== shape) {
            const field = slot.contains(document.activeElement) ? document.activeElement : undefined;
            focused ??= field?.getAttribute('aria-describedby');
            // What is just being written in a field counts before the field is drawn anew.
            const written = text();
            if (shape !== undefined) field?.blur();
            if (text() !== written) return draw(findings, focused);
            const current = choices.querySelector('[aria-current]');
            // The list scrolls, not the form.
            if (current) choices.scrollTop = current.offsetTop - choices.offsetTop - choices.clientHeight / 3;
            shape = wanted;
            fields = fieldsOf(schema, offer, known, { set, show });
            slot.replaceChildren(fields.element);
        }
        const prefix = `offers[${selected}]`;
        fields.update(offer, findings.filter(({ path }) => path.startsWith(`${prefix}.`)).map((found) => ({ ...found, field: found.path.slice(prefix.length + 1) })));
        // Last of all: into a field that has the focus nothing is written.
        if (focused) slot.querySelector(`[aria-describedby="${focused}"]`)?.focus();
    };

    return {
        update: draw,
        /** Shows the offer that stands here in the text. */
        look(at) {
            const index = declared(text()).tree?.children?.find(({ children: [name] = [] }) => name?.value === 'offers')?.children[1]?.children?.findIndex(({ offset, length }) => offset <= at && at <= offset + length) ?? -1;
            if (index >= 0) select(index);
        },
        /** Adds an offer behind the others, to be written on. */
        add(offer) {
            // Nothing is put into a text that is no JSON: the form says why.
            if (!slot.inert) add({ id: freshId(offer.title, ids()), ...offer }, offers().length);
        },
    };
};

const forWhom = ({ personas, stages }) => [personas, stages].map((list) => [list ?? []].flat().join(', ')).filter(Boolean).join(' · ') || 'for everyone';

const notJson = ([first]) => `The text is not JSON just now${first ? ` (line ${first.line}: ${first.title === 'the file is not JSON' ? first.why : first.title})` : ''}, so there is no form over it. Mend it in the text, or undo.`;

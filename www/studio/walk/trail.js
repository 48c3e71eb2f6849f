// The steps of the walk so far: looked at again, taken out, kept as a file, brought from one.

import { some } from '../counted.js';
import { make } from '../element.js';
import { gapBefore, readFor, wordsFor } from './steps.js';

/** `goTo(done)`, `remove(place)`, `start()`, `keep()`, `save()` and `load(file)` do what their buttons say. */
export const trail = (place, { goTo, remove, start, keep, save, load }) => {
    let journey;
    const back = make('button', { type: 'button', onclick: () => goTo((journey?.done ?? 0) - 1) }, '← Back');
    const forth = make('button', { type: 'button', onclick: () => goTo((journey?.done ?? 0) + 1) }, 'Forward →');
    const anew = make('button', { type: 'button', onclick: () => start() }, 'New walk');
    const list = make('ol', { class: 'trail' });
    const file = make('input', { type: 'file', accept: '.json,.ndjson,.txt', hidden: true, onchange: () => { load(file.files[0]); file.value = ''; } });
    const from = make('input', { type: 'datetime-local', onchange: () => { const at = Date.parse(from.value); if (!Number.isNaN(at)) start(at); } });
    const status = make('p', { class: 'note', role: 'status' });

    place.append(
        make('div', { class: 'row' }, make('h2', {}, 'The walk'), make('span', { class: 'push' }), make('div', { class: 'turns' }, back, forth)),
        list,
        make('label', { class: 'row note' }, 'It begins', from),
        make('div', { class: 'row' },
            anew,
            make('button', { type: 'button', onclick: keep, title: 'Keeps it in this browser: versions can be compared on it' }, 'Keep this walk'),
            make('button', { type: 'button', onclick: save, title: 'Saves it as a journey for tests' }, 'Save as a file'),
            make('button', { type: 'button', onclick: () => file.click() }, 'Load a journal'), file),
        status);

    /** What stands for each step: drawn once, unless it may say something else by now. */
    const drawn = new WeakMap();
    const item = (step, place, config) => {
        const known = drawn.get(step);
        const before = journey.steps[place - 1];
        const seen = step.events.reduce((count, { impression }) => count + (impression?.offers.length ?? 0), 0);
        if (known && known.config === config && known.before === before && known.count === step.events.length && known.seen === seen) return known;
        const about = [readFor(step), seen && `saw ${some(seen, 'offer')}`].filter(Boolean).join(', ');
        const [says, gap] = [wordsFor(step, config), gapBefore(journey.steps, place)];
        const button = make('button', { type: 'button', class: 'step', onclick: () => goTo(journey.steps.indexOf(step) + 1) }, make('span', {}, says), about && make('small', {}, about));
        const out = make('button', { type: 'button', class: 'quiet out', 'aria-label': `Take out: ${says}`, title: 'Take out', onclick: () => remove(journey.steps.indexOf(step)) }, '×');
        const rows = [gap && make('li', { class: 'gap' }, gap), make('li', {}, button, out)].filter(Boolean);
        const fresh = { config, before, count: step.events.length, seen, button, rows };
        drawn.set(step, fresh);
        return fresh;
    };

    return {
        update(next, config) {
            journey = next;
            const turned = [back, forth].find((it) => it === document.activeElement);
            back.disabled = !journey.done;
            forth.disabled = journey.atEnd;
            // At either end the other way is left.
            if (turned?.disabled) ([back, forth].find(({ disabled }) => !disabled) ?? anew).focus();
            from.value = local(journey.start);
            const focused = list.contains(document.activeElement);
            const items = journey.steps.map((step, place) => item(step, place, config));
            items.forEach(({ button, rows }, place) => {
                rows.at(-1).className = place < journey.done ? 'done' : 'ahead';
                if (place + 1 === journey.done) button.setAttribute('aria-current', 'step');
                else button.removeAttribute('aria-current');
            });
            const rows = items.flatMap(({ rows }) => rows);
            if (!rows.length) rows.push(make('li', { class: 'note' }, 'Nobody has come yet. View a page, and see what is offered.'));
            // What is there already stays: only what differs is touched.
            rows.forEach((row, place) => list.children[place] === row || list.insertBefore(row, list.children[place] ?? null));
            while (list.children.length > rows.length) list.lastChild.remove();
            const current = items[journey.done - 1]?.button;
            if (focused) (current ?? (forth.disabled ? anew : forth)).focus();
            // Only the list scrolls, not the page.
            if (current) requestAnimationFrame(() => { list.scrollTop = current.offsetTop - list.clientHeight / 2; });
        },
        /** A sentence about what was saved or loaded. */
        say(text) {
            status.textContent = text;
        },
    };
};

/** A time as such a field has it: local, to the minute. */
const local = (at) => {
    const date = new Date(at);
    return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

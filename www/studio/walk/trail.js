// The steps of the walk so far: looked at again, taken out, kept as a file, brought from one.

import { make } from '../element.js';
import { gapBefore, readFor, wordsFor } from './steps.js';

/** `goTo(done)`, `remove(place)`, `start()`, `keep()`, `save()` and `load(file)` do what their buttons say. */
export const trail = (place, { goTo, remove, start, keep, save, load }) => {
    let journey;
    const back = make('button', { type: 'button', onclick: () => goTo(journey.done - 1) }, '← Back');
    const forth = make('button', { type: 'button', onclick: () => goTo(journey.done + 1) }, 'Forward →');
    const list = make('ol', { class: 'trail' });
    const file = make('input', { type: 'file', accept: '.json,.ndjson,.txt', hidden: true, onchange: () => { load(file.files[0]); file.value = ''; } });
    const from = make('input', { type: 'datetime-local', onchange: () => { const at = Date.parse(from.value); if (!Number.isNaN(at)) start(at); } });
    const status = make('p', { class: 'note', role: 'status' });

    place.append(
        make('div', { class: 'row' }, make('h2', {}, 'The walk'), make('span', { class: 'push' }), back, forth),
        list,
        make('label', { class: 'row note' }, 'It begins', from),
        make('div', { class: 'row' },
            make('button', { type: 'button', onclick: () => start() }, 'New walk'),
            make('button', { type: 'button', onclick: keep, title: 'Keeps it in this browser: versions can be compared on it' }, 'Keep this walk'),
            make('button', { type: 'button', onclick: save, title: 'Saves it as a journey for tests' }, 'Save as a file'),
            make('button', { type: 'button', onclick: () => file.click() }, 'Load a journal'), file),
        status);

    const item = (step, place, config) => {
        const here = place + 1 === journey.done;
        const seen = step.events.reduce((count, { impression }) => count + (impression?.offers.length ?? 0), 0);
        const about = [readFor(step), seen && `saw ${seen} offer${seen === 1 ? '' : 's'}`].filter(Boolean).join(', ');
        const says = wordsFor(step, config);
        return [
            gapBefore(journey.steps, place) && make('li', { class: 'gap' }, gapBefore(journey.steps, place)),
            make('li', { class: place < journey.done ? 'done' : 'ahead' },
                make('button', { type: 'button', class: 'step', 'aria-current': here && 'step', onclick: () => goTo(place + 1) }, make('span', {}, says), about && make('small', {}, about)),
                make('button', { type: 'button', class: 'quiet out', 'aria-label': `Take out: ${says}`, title: 'Take out', onclick: () => remove(place) }, '×')),
        ];
    };

    return {
        update(next, config) {
            journey = next;
            back.disabled = !journey.done;
            forth.disabled = journey.atEnd;
            from.value = local(journey.start);
            const focused = list.contains(document.activeElement);
            const items = journey.steps.flatMap((step, place) => item(step, place, config)).filter(Boolean);
            list.replaceChildren(...items);
            if (!items.length) list.append(make('li', { class: 'note' }, 'Nobody has come yet. View a page, and see what is offered.'));
            const current = list.querySelector('[aria-current]');
            if (focused) (current ?? back).focus();
            // Only the list scrolls, not the page.
            if (current) list.scrollTop = current.offsetTop - list.clientHeight / 2;
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

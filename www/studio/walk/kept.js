// The walks that stay: the one that is walked, over a reload; and those that were kept, to walk on or to compare versions on.

import { make } from '../element.js';
import { Journey } from './journey.js';

const KEY = 'cairn-studio-walks';

/** What was kept: `{ journey, others: [{ name, journey }] }`. Storage may be blocked, or hold what an older studio wrote. */
export const stored = () => {
    try {
        const { journey, others } = JSON.parse(localStorage.getItem(KEY)) ?? {};
        const walks = (Array.isArray(others) ? others : []).map(({ name, journey }) => ({ name: String(name), journey: Journey.from(journey) }));
        return { journey: Journey.from(journey), others: walks.filter(({ journey }) => journey) };
    } catch {
        return { others: [] };
    }
};

/** Nobody waits for it: it is written once steps rest for so long, in milliseconds, or as the page is left. */
const REST = 300;

let waiting;
let newest;
const write = () => {
    clearTimeout(waiting);
    if (!newest) return;
    try {
        localStorage.setItem(KEY, JSON.stringify(newest()));
    } catch {
        // What does not fit, or may not be stored, is there until the page is left.
    }
    newest = undefined;
};
globalThis.addEventListener?.('pagehide', write);

/** Keeps what `walks` gives, soon. */
export const store = (walks) => {
    newest = walks;
    clearTimeout(waiting);
    waiting = setTimeout(write, REST);
};

/** The list of kept walks: `open(walk)` walks on there, `drop(walk)` forgets it. */
export const listOf = (walks, { open, drop }) => make('ul', { class: 'kept' }, walks.map((walk) => make('li', {},
    make('button', { type: 'button', class: 'quiet', onclick: () => open(walk) }, walk.name),
    make('button', { type: 'button', class: 'quiet out', 'aria-label': `Forget: ${walk.name}`, title: 'Forget', onclick: () => drop(walk) }, '×'))));

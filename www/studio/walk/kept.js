// The walks that stay: the one that is walked, over a reload; and those that were kept, to walk on or to compare versions on.

import { make } from '../element.js';
import { Journey } from './journey.js';

const WALK = 'cairn-studio-walk';
const KEPT = 'cairn-studio-kept';

/** What is stored under a name; nothing where storage is blocked, or holds what an older studio wrote. */
const read = (key, taken) => {
    try {
        return taken(JSON.parse(localStorage.getItem(key)));
    } catch {
        return undefined;
    }
};

/** Stores a value, and says whether that worked. What does not fit, or may not be stored, is there until the page is left. */
const write = (key, value) => {
    try {
        localStorage.setItem(key, JSON.stringify(value));
        return true;
    } catch {
        return false;
    }
};

/** The journey that was walked before, if there was one. */
export const stored = () => read(WALK, (given) => Journey.from(given ?? {}));

/** Nobody waits for it: it is written once steps rest for so long, in milliseconds, or as the page is left. */
const REST = 300;

let waiting;
let newest;
const writeNewest = () => {
    clearTimeout(waiting);
    if (newest) write(WALK, newest);
    newest = undefined;
};
globalThis.addEventListener?.('pagehide', writeNewest);

/** Keeps this journey over a reload, soon. */
export const store = (journey) => {
    newest = journey;
    clearTimeout(waiting);
    waiting = setTimeout(writeNewest, REST);
};

const walksOf = (list) => list.map(({ name, journey }) => ({ name: String(name), journey: Journey.from(journey) })).filter(({ journey }) => journey);

/** The list of kept walks; `open(journey)` walks on with a copy of one. Another tab may keep some, too. */
export const keeping = (place, { open }) => {
    const stays = () => read(KEPT, walksOf);
    const list = make('div');
    place.append(list);
    let walks = stays() ?? [];
    /** Whether all of them are stored: what is not would be lost with what another tab has stored. */
    let isStored = true;
    const draw = () => {
        const focused = [...list.querySelectorAll('button')].indexOf(document.activeElement);
        list.replaceChildren(...(walks.length ? [make('h3', {}, 'Kept'), make('ul', { class: 'kept' }, walks.map(item))] : []));
        const buttons = list.querySelectorAll('button');
        if (focused >= 0) (buttons[Math.min(focused, buttons.length - 1)] ?? place.querySelector('button:enabled')).focus();
    };
    const change = (changed) => {
        walks = changed((isStored && stays()) || walks);
        isStored = write(KEPT, walks);
        draw();
        return isStored;
    };
    const item = (walk) => make('li', {},
        make('button', { type: 'button', class: 'quiet', onclick: () => open(walk.journey.copy()) }, walk.name),
        make('button', { type: 'button', class: 'quiet out', 'aria-label': `Forget: ${walk.name}`, title: 'Forget', onclick: () => change((all) => without(all, walk)) }, '×'));
    addEventListener('storage', ({ key }) => {
        if (key !== KEPT || !isStored) return;
        walks = stays() ?? [];
        draw();
    });
    draw();
    return {
        /** The kept walks, `{ name, journey }`. */
        get walks() {
            return walks;
        },
        /** Keeps a copy of a journey under this name; says whether it outlives the page. */
        keep: (name, journey) => change((all) => [...all, { name, journey: journey.copy() }]),
    };
};

/** All of them but the first that is the same. */
const without = (all, walk) => {
    const wanted = JSON.stringify(walk);
    const place = all.findIndex((other) => JSON.stringify(other) === wanted);
    return place < 0 ? all : all.toSpliced(place, 1);
};

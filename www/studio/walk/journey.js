// A walk: what a visitor does, step by step, in a time of its own. Steps may be looked at again; what is done there starts a new
// way from there.

const SECOND = 1000;
/** From the end of one thing to the next one, in milliseconds. */
const BETWEEN = 2 * SECOND;

/** After so long a silence a visit is over: who comes then comes by himself. */
const VISIT = 30 * 60 * SECOND;

/** How a page is read: seconds of engaged time, and how much of it was seen. */
export const READING = {
    glance: { says: 'glances at it (3 s)', engaged: 3, scrolled: 0.1 },
    read: { says: 'reads it (40 s)', engaged: 40, scrolled: 0.8 },
    study: { says: 'studies it (3 min)', engaged: 180, scrolled: 1 },
};

/** Words as the engine takes them off a title: in lower case, without what is no letter and no digit. */
const wordsOf = (text) => [...new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean))];

/** When that was, in milliseconds since 1970, as the engine reads it: a second 60 is the first of the next minute. */
export const timeOf = (at) => {
    const text = at.toUpperCase().replace(' ', 'T');
    return text.includes(':60') ? Date.parse(text.replace(':60', ':59')) + SECOND : Date.parse(text);
};

/** What decides about exploring: the same at the same page of every walk. */
const seedOf = (views) => (views * 2_654_435_761) % 2 ** 32;

/** The kind of an event: `page`, `search`, … */
export const kindOf = (event) => Object.keys(event).find((key) => key !== 'at' && key !== 'visitor');

export class Journey {
    /** `start`: when the visitor comes, in milliseconds since 1970. */
    constructor(start = Date.now()) {
        this.start = start;
        /** `{ at, now, seed, events, wait? }`: when it began, when it is looked at, and the events that it adds. */
        this.steps = [];
        /** How many of the steps are done at the moment that is looked at. */
        this.done = 0;
    }

    /** A walk of these events of a journal. What was seen belongs to the step before. */
    static of(events) {
        const sorted = [...events].sort((one, other) => timeOf(one.at) - timeOf(other.at));
        const journey = new Journey(sorted.length ? timeOf(sorted[0].at) : Date.now());
        for (const { visitor, ...event } of sorted) {
            if (event.impression && journey.steps.length) journey.steps.at(-1).events.push(event);
            else journey.#take(event, timeOf(event.at));
        }
        return journey;
    }

    /** A walk as `JSON.stringify` writes one; nothing where it is none. */
    static from({ start, steps, done } = {}) {
        if (typeof start !== 'number' || !Array.isArray(steps)) return undefined;
        const journey = Object.assign(new Journey(start), { steps });
        journey.goTo(done);
        return journey;
    }

    /** Another journey of the same steps, at the same moment. */
    copy() {
        const { start, steps, done } = structuredClone({ ...this });
        return Object.assign(new Journey(start), { steps, done });
    }

    /** The time that is looked at, in milliseconds since 1970. */
    get now() {
        return this.done ? this.steps[this.done - 1].now : this.start;
    }

    get seed() {
        return this.done ? this.steps[this.done - 1].seed : seedOf(1);
    }

    /** All events up to the moment that is looked at. */
    get events() {
        return this.eventsUpTo(this.done);
    }

    get atEnd() {
        return this.done === this.steps.length;
    }

    /** The page that the visitor is on: its event's `page`, if there was one. */
    get page() {
        const isPage = ({ page }) => page;
        for (let place = this.done - 1; place >= 0; place -= 1) {
            const event = this.steps[place].events.findLast(isPage);
            if (event) return event.page;
        }
        return undefined;
    }

    eventsUpTo(count) {
        return this.steps.slice(0, count).flatMap(({ events }) => events);
    }

    /** A page is viewed, from the page before unless a referrer is given. `words` are those of its heading and description; those of the title come by themselves. */
    visit({ url, title = '', words = '' }, { engaged, scrolled }, referrer) {
        const from = referrer ?? (this.now - this.#lastView < VISIT ? this.page.url : '');
        const page = { url, title, referrer: from, words: wordsOf(`${title} ${words}`), engaged, scrolled };
        this.#do({ page });
    }

    /** Anything else: `{ search: { query } }`, `{ event: { name } }`, … */
    act(what) {
        this.#do(what);
    }

    /** Nothing happens for so long, in milliseconds. `says`: how that is called. */
    wait(span, says) {
        this.#cut();
        const at = this.now + span;
        this.steps.push({ at, now: at, seed: this.seed, events: [], wait: says });
        this.done = this.steps.length;
    }

    /** Adds an event to the last step: what was seen there. To a step that is only looked at again nothing is added. */
    note(event) {
        if (!this.atEnd || !this.done) return;
        const { events } = this.steps.at(-1);
        // A slate that is shown again, since the text changed or another view was looked at, is seen once.
        const held = events.find(({ impression }) => impression && impression.slate === event.impression?.slate);
        const isNew = ({ id }) => held.impression.offers.every((offer) => offer.id !== id);
        if (held) held.impression.offers.push(...event.impression.offers.filter(isNew));
        else events.push({ at: written(this.now), ...structuredClone(event) });
    }

    /** The whole walk begins at another time, in milliseconds since 1970. */
    begin(at) {
        const by = at - this.start;
        const moved = (time) => written(timeOf(time) + by);
        this.start = at;
        for (const step of this.steps) {
            [step.at, step.now] = [step.at + by, step.now + by];
            step.events = step.events.map((event) => {
                const { page } = event;
                return { ...event, at: moved(event.at), ...(page?.again && { page: { ...page, again: moved(page.again) } }) };
            });
        }
    }

    goTo(done) {
        this.done = Math.max(0, Math.min(done, this.steps.length));
    }

    /** Takes a step out, by its place from 0. */
    remove(place) {
        this.steps.splice(place, 1);
        this.goTo(this.done > place ? this.done - 1 : this.done);
    }

    /** From now on these are the events up to here, as the visitor has changed them. Silences stay where they were. */
    replace(events) {
        const other = Journey.of(events);
        // What was seen in them has its place among the events, or is forgotten.
        const silences = this.steps.slice(0, this.done).filter(({ wait }) => wait).map((step) => ({ ...step, events: [] }));
        other.steps = [...other.steps, ...silences].sort((one, two) => one.at - two.at);
        this.steps = other.steps;
        this.done = this.steps.length;
    }

    /** The events of all steps, a line of JSON each: a journal as `cairn replay` reads it. */
    lines() {
        return this.eventsUpTo(this.steps.length).map((event) => `${JSON.stringify(event)}\n`).join('');
    }

    /** When the last page was looked at. */
    get #lastView() {
        return this.steps.slice(0, this.done).findLast(({ events: [first] }) => first?.page)?.now ?? -Infinity;
    }

    #cut() {
        this.steps.length = this.done;
    }

    #do(what) {
        this.#cut();
        const at = this.done ? this.now + BETWEEN : this.start;
        this.#take({ at: written(at), ...what }, at);
    }

    #take(event, at) {
        const views = this.steps.filter(({ events: [first] }) => first?.page).length + (event.page ? 1 : 0);
        // A page is looked at when it has been read.
        const now = at + (event.page?.engaged ?? 0) * SECOND;
        this.steps.push({ at, now, seed: seedOf(Math.max(1, views)), events: [event] });
        this.done = this.steps.length;
    }
}

/** A time as journals have it. */
export const written = (at) => new Date(at).toISOString().replace(/\.000Z$/, 'Z');

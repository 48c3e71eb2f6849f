// The real panel, as the visitor sees it: the module that pages get, in a page that is the walk's.

import { make } from '../element.js';
import { timeOf, written } from './journey.js';

/** The panel's module, fetched once. */
let module;
const load = () => (module ??= (async () => {
    const at = (ending) => new URL(`${PANEL_FILE}.${ending}`, import.meta.url);
    const panel = await import(at('js').href);
    await panel.default(fetch(at('wasm')));
    return panel;
})());

const fetched = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} is not there`);
    return response;
};

/**
 * `walk()` gives the walk now: `{ config, journey, moment, origin }`. `tell(what)` hears what the visitor does in the panel:
 * an event, `{ follow: link }`, `{ replace: events }`, `{ seen: impression }`, or `{ paused }`, whether he wants nothing noticed.
 */
export const seeing = (place, { walk, tell }) => {
    const frame = make('div', { class: 'page' });
    const about = make('p', { class: 'note' });
    place.append(make('h2', {}, 'What the visitor sees'), about, frame);
    let panel;
    let words;
    let spoken;
    let shownFor;
    let paused = false;
    const pause = (on = paused) => {
        if (on !== paused) tell({ paused: on });
        return (paused = on);
    };
    /** What a page would note, unless the visitor has paused that. */
    const note = (event) => paused || tell(event);

    /**
     * The events as the panel gets them: a walk has a time and a site of its own, and the panel reads the clock and the address of
     * the page that it is in. The same as long as this moment is looked at, so that what comes back is known again.
     */
    let given = { own: [], moved: [], moment: undefined };
    const moved = () => {
        const { journey, moment, origin } = walk();
        const own = journey.events;
        const isSame = given.moment === moment;
        // What was seen meanwhile belongs to this moment, too.
        if (isSame && given.own.length === own.length) return given.moved;
        const shift = isSame ? given.shift : Date.now() - journey.now;
        const here = (url) => (url?.startsWith(`${origin}/`) ? location.origin + url.slice(origin.length) : url);
        const move = (event) => {
            const at = written(timeOf(event.at) + shift);
            return event.page ? { ...event, at, page: { ...event.page, url: here(event.page.url) } } : { ...event, at };
        };
        given = { own, moved: own.map(move), moment, shift };
        return given.moved;
    };

    const api = {
        journal(changed) {
            const all = moved();
            if (!changed) return [...all];
            // What was left stays as it was; what is new comes as it is.
            const places = new Map(all.map((event, place) => [JSON.stringify(event), place]));
            const { own } = given;
            tell({ replace: changed.map((event) => own[places.get(JSON.stringify(event))] ?? event) });
            return [...moved()];
        },
        belief: () => walk().moment,
        slate: () => walk().moment.shown,
        persona: (id) => note({ persona: { is: id } }),
        event: (name) => note({ event: { name } }),
        pause,
        forget: () => tell({ replace: [] }),
    };

    const hear = (outcome) => {
        const [[name, detail]] = Object.entries(outcome);
        if (name === 'impression') {
            const { slate } = walk().moment;
            const offers = slate.filter(({ offer }) => detail.offers.includes(offer)).map(({ offer, propensity }) => ({ id: offer, propensity }));
            note({ seen: { slate: detail.slate, offers } });
        } else if (name === 'click') {
            // By its link, or by what takes a summary along: he goes there.
            note({ click: detail });
            tell({ follow: walk().config.offer(detail.offer).url });
        } else if (['dismissal', 'feedback', 'search', 'persona'].includes(name)) note({ [name]: detail });
        // Links lead on in the walk, not away from the studio.
        return name !== 'click' && name !== 'handoff';
    };

    frame.addEventListener('click', (event) => {
        const link = event.composedPath().find((it) => it instanceof HTMLAnchorElement && it.href);
        // What the panel knows of an offer it has told already, and has kept the browser from going there.
        if (!link || event.defaultPrevented || link.href.startsWith('blob:')) return;
        event.preventDefault();
        tell({ follow: link.href });
    });

    const shown = () => {
        const { config, moment } = walk();
        return { ...moment.shown, placement: 'inline', theme: config.config.panel?.theme ?? 'auto' };
    };

    const mount = async (view) => {
        const module = await load();
        const { config } = walk();
        const language = config.language || config.config.locale || 'en';
        if (spoken !== language) {
            words = await module.words([language], fetched).catch(() => undefined);
            // What was not to be had is asked for again.
            spoken = words === undefined ? undefined : language;
        }
        // Meanwhile the walk may have gone on.
        if (view !== shownFor) return;
        const hasFocus = frame.contains(document.activeElement);
        panel?.unmount();
        const host = make('cairn-panel', { placement: 'inline', lang: language });
        frame.replaceChildren(host);
        const site = { api, config: config.config, base: '/', words, language };
        panel = module.mount(host.attachShadow({ mode: 'open' }), shown(), hear, site);
        // Who was in the panel of the page before goes on in this one.
        if (hasFocus) panel.open(true);
    };

    return {
        /** Whether the visitor wants nothing noticed. */
        isPaused: () => paused,
        resume: () => pause(false),
        /** `fresh`: another page is shown, or the same one again: a page comes with a panel of its own. */
        update(fresh) {
            const { journey, config, moment } = walk();
            const page = journey.page;
            about.textContent = page ? `On “${page.title || page.url}”, ${when(journey.now)}` : `Before the first page, ${when(journey.now)}`;
            if (!moment.shown.offers.length) about.textContent += '. Nothing is offered: the page shows its own links.';
            if (fresh || !panel) {
                shownFor = {};
                return mount(shownFor);
            }
            panel.show(shown());
        },
    };
};

/** Made once: a browser takes long over it. */
const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const when = (at) => dates.format(at);

// What a step was, in words.

import { some } from '../counted.js';
import { kindOf } from './journey.js';

const MINUTE = 60_000;

/** `config` knows the titles of offers and what personas say. */
export const wordsFor = (step, config) => {
    if (step.wait) return step.wait;
    const [event] = step.events;
    const { page, search, form, feedback } = event;
    const offer = (id) => config?.offer(id).title ?? id;
    const persona = (id) => config?.personas.find((it) => it.id === id)?.name ?? id;
    switch (kindOf(event)) {
        case 'page': return page.title ? `${page.title} (${pathOf(page.url)})` : pathOf(page.url);
        case 'search': return `Searched for “${search.query}”`;
        case 'form': return `Form ${form.id}: ${{ start: 'begun', submit: 'sent', abandon: 'left half-way' }[form.did] ?? form.did}`;
        case 'event': return `Event ${event.event.name}`;
        case 'conversion': return `Conversion ${event.conversion.name}`;
        case 'click': return `Clicked “${offer(event.click.offer)}”`;
        case 'dismissal': return `“${offer(event.dismissal.offer)}”: not for me`;
        case 'impression': return 'Saw offers';
        case 'persona': return event.persona.is ? `Said: ${persona(event.persona.is)}` : 'Took back who he is';
        case 'feedback': return feedback.helped ? 'Got what was needed' : 'Did not get what was needed';
        default: return 'Something else';
    }
};

/** How long a page was read: "40 s", "3 min"; nothing for other steps. */
export const readFor = ({ events: [event] }) => {
    const engaged = event?.page?.engaged;
    if (engaged === undefined) return '';
    return engaged < 60 ? `${Math.round(engaged)} s` : `${Math.round(engaged / 60)} min`;
};

/** Path and query of an address. */
export const pathOf = (url) => {
    try {
        const { pathname, search } = new URL(url);
        return decodeURI(pathname) + search;
    } catch {
        return url;
    }
};

/** The silence before a step, where it is worth a word: "3 weeks later". */
export const gapBefore = (steps, place) => {
    const before = steps[place - 1];
    if (!before || steps[place].wait || before.wait) return '';
    return spanOf(steps[place].at - before.now);
};

const spanOf = (span) => {
    const units = [[7 * 24 * 60, 'week'], [24 * 60, 'day'], [60, 'hour'], [1, 'minute']];
    for (const [minutes, unit] of units) {
        const count = Math.round(span / MINUTE / minutes);
        if (span >= minutes * MINUTE && (unit !== 'minute' || count >= 5)) return `${some(count, unit)} later`;
    }
    return '';
};

// A walk as a file: kept as a journey that tests can use, or brought from what a visitor exported.

import { leader } from '../shares.js';
import { pathOf } from './steps.js';

/** No journal of a visitor is so long, in bytes. */
const LARGEST = 5_000_000;

/** Hands the user a file. */
export const download = (name, text) => {
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    Object.assign(document.createElement('a'), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/**
 * What a test of this walk can expect at its end, to be made looser by hand: the persona that leads, if one does; the likeliest
 * stage; the movement; the offers.
 */
export const expectedOf = (journey, { personas, stages, movement, slate }) => {
    const [who, sure] = leader(personas);
    const pages = journey.events.filter(({ page }) => page).map(({ page }) => page.title || pathOf(page.url));
    const expected = {
        idea: `Somebody views ${pages.slice(0, 4).join(', then ') || 'nothing'}. Say here what that shows.`,
        now: new Date(journey.now).toISOString(),
        persona: who !== 'other' && sure > 0.5 ? { leads: who } : undefined,
        stage: { oneOf: [leader(stages)[0]] },
        movement,
        offers: { all: slate.filter(({ propensity }) => propensity === 1).map(({ offer }) => offer), atLeast: slate.length },
    };
    return `${JSON.stringify(expected, null, 2)}\n`;
};

/**
 * The visitors of a journal: `{ visitors: [{ id, events }], left: [sentence] }`. It may be an event a line, a list, or what the
 * panel's own "take it along" writes. `left` says what was left out. `problemsOf` asks the engine of each value whether it is an
 * event.
 */
export const read = (text, problemsOf) => {
    const left = [];
    if (text.length > LARGEST) return { visitors: [], left: ['The file is larger than 5 MB: cut out one visitor’s lines.'] };
    const values = valuesOf(text.replace(/^\ufeff/, ''), left);
    const visitors = new Map();
    problemsOf(values.map(({ value }) => value)).forEach((problem, index) => {
        const { value, place } = values[index];
        if (problem) return left.push(`${place}: ${problem.join('; ')}.`);
        const id = value.visitor ?? '';
        if (!visitors.has(id)) visitors.set(id, { id: String(id), events: [] });
        visitors.get(id).events.push(value);
    });
    if (!values.length && !left.length) left.push('The file is empty: there is no event in it.');
    return { visitors: [...visitors.values()], left };
};

/** Each value that may be an event, and where it stands. */
const valuesOf = (text, left) => {
    const inside = (list, of = {}) => list.map((value, index) => ({ value: of.visitor === undefined ? value : { visitor: of.visitor, ...value }, place: `event ${index + 1}` }));
    try {
        const whole = JSON.parse(text);
        if (Array.isArray(whole)) return inside(whole);
        if (Array.isArray(whole?.events)) {
            if (whole.version === 1) return inside(whole.events, whole);
            left.push(`This journal is of version ${JSON.stringify(whole.version)}: this studio reads version 1.`);
            return [];
        }
        if (whole && typeof whole === 'object' && text.trim().includes('\n')) return [{ value: whole, place: 'the file' }];
    } catch {
        // Then it is a value a line.
    }
    return text.split('\n').flatMap((line, index) => {
        if (!line.trim()) return [];
        try {
            const value = JSON.parse(line);
            if (value?.version !== undefined && value.at === undefined) return Array.isArray(value.events) ? inside(value.events, value) : [];
            return [{ value, place: `line ${index + 1}` }];
        } catch (error) {
            left.push(`line ${index + 1}: this is no JSON (${error.message}).`);
            return [];
        }
    });
};

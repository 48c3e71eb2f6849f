// The ids that a file declares, and where which of them are meant. Works on half-written text, too.

import { getNodeValue, parseTree } from 'jsonc-parser';
import { USUAL } from '../usual.js';

const listOf = (value) => (Array.isArray(value) ? value.filter((it) => it && typeof it === 'object') : []);

let known = { text: undefined };

/** What a text declares: for each kind a list of `{ id, says }`. Asked again for the same text it is not read again. */
export const declared = (text) => {
    if (known.text !== text) known = { text, ...read(text) };
    return known;
};

const read = (text) => {
    const tree = parseTree(text);
    const config = (tree && getNodeValue(tree)) ?? {};
    const say = (text) => (typeof text === 'string' ? text : Object.values(text ?? {}).find((it) => typeof it === 'string') ?? '');
    const named = (list, key) => listOf(list).filter(({ id }) => typeof id === 'string').map((it) => ({ id: it.id, says: say(it[key]) }));
    const journeys = listOf(config.journeys);
    return {
        tree,
        personas: named(config.personas, 'name'),
        journeys: named(journeys, 'name'),
        stages: journeys.length ? journeys.flatMap(({ stages }) => named(stages, 'name')) : USUAL.map((id) => ({ id, says: '' })),
        offers: named(config.offers, 'title'),
        signals: named(config.signals, 'because'),
    };
};

const KINDS = { persona: 'personas', personas: 'personas', stage: 'stages', stages: 'stages', journey: 'journeys', journeys: 'journeys' };

/** Which ids a value at this place names: `personas`, `stages`, `journeys`, `offers`, or none. */
export const meantAt = (path) => {
    const [list, , field, ...rest] = path;
    const last = path.filter((step) => typeof step === 'string').at(-1);
    if ((last === 'clicked' || last === 'dismissed') && path.includes('offer')) return 'offers';
    if (list === 'offers' && field === 'next') return 'offers';
    if (list === 'offers') return KINDS[field];
    if (list === 'journeys' && field === 'stages' && rest[1] === 'next') return 'stages';
    return undefined;
};

/** Which ids the names of an object's fields are: those of a signal's `persona`, `stage` and `journey`. */
export const meantByNames = ([list, , field, ...rest]) => (list === 'signals' && rest.length === 0 && ['persona', 'stage', 'journey'].includes(field) ? KINDS[field] : undefined);

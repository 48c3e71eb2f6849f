// What sets two files apart, in words.

import { listed } from '../counted.js';

const PARTS = [['personas', 'persona'], ['journeys', 'journey'], ['stages', 'stage'], ['signals', 'signal'], ['offers', 'offer'], ['pages', 'page']];
const OTHERS = ['locale', 'panel', 'privacy', 'site'];
/** The longest value that is written out, in letters. */
const LONGEST = 48;

const listOf = (value) => (Array.isArray(value) ? value : []);
const idOf = ({ id, url }) => id ?? url;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The entries of a part. Stages are a part of their own, so that a journey with one more is not only called another journey. */
const entriesOf = (config, part) => {
    const journeys = listOf(config.journeys);
    if (part === 'stages') return journeys.flatMap(({ stages }) => listOf(stages));
    if (part === 'journeys') return journeys.map(({ stages, ...rest }) => ({ ...rest, stages: listOf(stages).map(idOf) }));
    return listOf(config[part]);
};

/** The fields in which two entries differ: `{ field, from, to }`, of one that is not there undefined. */
const fieldsOf = (before, after) => [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !same(before[field], after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }));

/**
 * What changed from one config to another: a list of `{ what, id, how, fields }`, where `what` is `offer`, `persona`, … and `how` is
 * `added`, `removed`, `changed` or `moved` (only its place in the file is another). What changed has its fields.
 */
export const differences = (before, after) => {
    const found = [];
    for (const [part, what] of PARTS) {
        const [old, now] = [before, after].map((config) => new Map(entriesOf(config, part).map((it) => [idOf(it), it])));
        for (const [id, it] of now) {
            if (!old.has(id)) found.push({ what, id, how: 'added', fields: [] });
            else if (!same(old.get(id), it)) found.push({ what, id, how: 'changed', fields: fieldsOf(old.get(id), it) });
        }
        for (const id of old.keys()) if (!now.has(id)) found.push({ what, id, how: 'removed', fields: [] });
        const common = (map, other) => [...map.keys()].filter((id) => other.has(id));
        if (!same(common(old, now), common(now, old))) found.push({ what, id: '', how: 'moved', fields: [] });
    }
    for (const part of OTHERS) {
        const [from, to] = [before[part], after[part]];
        const isObject = (it) => typeof it === 'object' && it !== null && !Array.isArray(it);
        if (!same(from, to)) found.push({ what: part, id: '', how: 'changed', fields: isObject(from) && isObject(to) ? fieldsOf(from, to) : [] });
    }
    return found;
};

/** A difference as a sentence's part: `offer “Book a demo” changed: stages evaluation → evaluation, purchase`. `nameOf(what, id)` is what people call one. */
export const inWords = ({ what, id, how, fields }, nameOf = (_, id) => id) => {
    if (how === 'moved') return `the order of the ${what}s`;
    const details = listed(fields.map(fieldInWords));
    return [id === '' ? what : `${what} “${nameOf(what, id)}”`, ` ${how}`, details && `: ${details}`].join('');
};

const fieldInWords = ({ field, from, to }) => {
    if (from === undefined) return `${field} added`;
    if (to === undefined) return `${field} removed`;
    const [old, now] = [valueInWords(from), valueInWords(to)];
    return old && now && `${old}${now}`.length <= 2 * LONGEST ? `${field} ${old} → ${now}` : field;
};

/** A value as somebody who does not read JSON would write it; nothing where that would take too much room. */
const valueInWords = (value) => {
    const isPlain = (it) => ['string', 'number', 'boolean'].includes(typeof it);
    const said = typeof value === 'string' ? `“${value}”`
        : isPlain(value) ? String(value)
        : Array.isArray(value) ? value.every(isPlain) && (value.join(', ') || 'none')
        : Object.values(value ?? {}).every(isPlain) && Object.entries(value ?? {}).map((entry) => entry.join(' ')).join(', ');
    return said && said.length <= LONGEST ? said : '';
};

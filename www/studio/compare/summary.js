// What another version changes, in a few sentences.

import { listed, some } from '../counted.js';
import { make, refill } from '../element.js';
import { BEFORE } from './choice.js';
import { differences, inWords } from './difference.js';
import { total } from './moment.js';

/** So many differences of the files, and so many offers, are named at once. */
const NAMED = 12;
const OFFERS = 8;
/** Up to so many differences of the files are to be seen without unfolding. */
const FEW = 5;

const SIGNS = { added: '+', removed: '−', changed: '≠', moved: '↕' };

/** What visitors would notice, on these walks. */
export const summarise = (place, walks, { titles: [title], versions: [old, now] }) => {
    const { steps, different, slate, persona, stage, movement, surer, onlyBefore, onlyAfter } = total(walks);
    const all = steps === 1 ? 'the one step' : `all ${steps} steps`;
    const changed = listed([persona && `the leading persona in ${persona}`, stage && `the leading stage in ${stage}`, movement && `the movement in ${movement}`].filter(Boolean));
    const named = (ids, version) => listed(ids.map((id) => `“${version.offer(id).title}”`), OFFERS);
    refill(place,
        make('p', { class: 'said' }, make('b', {}, slate ? `In ${slate} of ${some(steps, 'step')} another slate.` : `The same slate in ${all}.`), ' ',
            changed && `Changed: ${changed}. `, surer > 0 && `In ${surer} the same leads, more or less surely.`, !different && 'Visitors on these walks would notice nothing.'),
        onlyBefore.length > 0 && make('p', {}, make('b', {}, `− Offered only ${title === BEFORE ? 'before' : `by ${title}`}: `), `${named(onlyBefore, old)}.`),
        onlyAfter.length > 0 && make('p', {}, make('b', {}, '+ Offered only now: '), `${named(onlyAfter, now)}.`));
};

/** What is different in the files. */
export const compareFiles = (place, { versions: [old, now] }) => {
    const found = differences(old.config, now.config);
    /** What people call one; of what has no name, or is gone, the id. */
    const named = (version, what, id) => {
        if (what === 'offer') return version.offers.find((it) => it.id === id)?.title;
        return ['persona', 'stage'].includes(what) ? version[`${what}s`].find((it) => it.id === id)?.name : undefined;
    };
    const nameOf = (what, id) => named(now, what, id) || named(old, what, id) || id;
    const row = (it) => make('li', {}, make('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[it.how]), inWords(it, nameOf));
    const rest = found.slice(NAMED);
    refill(place, make('details', { class: 'more', open: found.length <= FEW },
        make('summary', {}, found.length ? `In the file: ${some(found.length, 'difference')}` : 'In the file: only the way it is written'),
        found.length > 0 && make('ul', { class: 'files' }, found.slice(0, NAMED).map(row)),
        rest.length > 0 && make('details', { class: 'more' }, make('summary', {}, `and ${rest.length} more`), make('ul', { class: 'files' }, rest.map(row)))));
};

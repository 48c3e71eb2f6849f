// What sets two moments apart: what is concluded of a visitor and offered to him, by two versions.

import { leader } from '../shares.js';

/** How each offer of a slate stands against the slate before: `{ offer, how, from }` with `new`, `up`, `down` or `same`; then those `gone`. */
export const moves = (before, after) => {
    const old = before.map(({ offer }) => offer);
    const now = after.map(({ offer }) => offer);
    const moved = (offer, place) => {
        const was = old.indexOf(offer);
        return { offer, how: was < 0 ? 'new' : was > place ? 'up' : was < place ? 'down' : 'same', from: was + 1 };
    };
    return [...now.map(moved), ...old.filter((offer) => !now.includes(offer)).map((offer) => ({ offer, how: 'gone', from: old.indexOf(offer) + 1 }))];
};

/** From so many points on another share is worth a word. */
const POINTS = 0.05;

/** The kinds of difference, each as it is said of a step. `surer`: the same leads, with another share. */
export const KINDS = { slate: 'slate', persona: 'persona', stage: 'stage', movement: 'movement', surer: 'certainty' };

/** Whether two shares are so far apart that somebody would notice. */
export const isNoticed = (share, other) => Math.abs(share - other) >= POINTS;

/** Which kinds of difference there are between two moments; none where nobody would notice. */
export const apart = (before, after) => {
    const found = [];
    if (moves(before.slate, after.slate).some(({ how }) => how !== 'same')) found.push('slate');
    const leads = ['personas', 'stages'].map((key) => [leader(before[key]), leader(after[key])]);
    const [persona, stage] = leads.map(([[old], [now]]) => old !== now);
    if (persona) found.push('persona');
    if (stage) found.push('stage');
    if (before.movement !== after.movement) found.push('movement');
    if (leads.some(([[old, share], [now, then]]) => old === now && isNoticed(share, then))) found.push('surer');
    return found;
};

/** How many steps there are, and how many with each kind of difference: `{ steps, different, slate, … }`, and the offers of one side alone. */
export const total = (walks) => {
    const rows = walks.flatMap(({ rows }) => rows);
    const counts = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, rows.filter(({ what }) => what.includes(kind)).length]));
    const [old, now] = ['before', 'after'].map((side) => new Set(rows.flatMap((row) => row[side].slate.map(({ offer }) => offer))));
    const only = (one, other) => [...one].filter((id) => !other.has(id));
    return { steps: rows.length, different: rows.filter(({ what }) => what.length).length, ...counts, onlyBefore: only(old, now), onlyAfter: only(now, old) };
};

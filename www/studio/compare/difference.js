// What sets two versions apart: in the files, and in what a visitor is offered.

const PARTS = [['personas', 'persona'], ['journeys', 'journey'], ['signals', 'signal'], ['offers', 'offer'], ['pages', 'page']];
const OTHERS = ['locale', 'panel', 'privacy', 'site'];

const listOf = (value) => (Array.isArray(value) ? value : []);
const idOf = ({ id, url }) => id ?? url;

/**
 * What changed from one config to another: a list of `{ what, id, how }`, where `what` is `offer`, `persona`, … and `how` is `added`,
 * `removed`, `changed` or `moved` (only its place in the file is another).
 */
export const differences = (before, after) => {
    const found = [];
    for (const [part, what] of PARTS) {
        const [old, now] = [before, after].map((config) => new Map(listOf(config[part]).map((it) => [idOf(it), it])));
        for (const [id, it] of now) {
            if (!old.has(id)) found.push({ what, id, how: 'added' });
            else if (JSON.stringify(it) !== JSON.stringify(old.get(id))) found.push({ what, id, how: 'changed' });
        }
        for (const id of old.keys()) if (!now.has(id)) found.push({ what, id, how: 'removed' });
        const common = (map, other) => [...map.keys()].filter((id) => other.has(id)).join('\n');
        if (common(old, now) !== common(now, old)) found.push({ what, id: '', how: 'moved' });
    }
    for (const part of OTHERS) if (JSON.stringify(before[part]) !== JSON.stringify(after[part])) found.push({ what: part, id: '', how: 'changed' });
    return found;
};

/** A difference as a sentence's part: `offer “demo” added`. */
export const inWords = ({ what, id, how }) => {
    if (how === 'moved') return `the order of the ${what}s`;
    return id === '' ? `${what} ${how}` : `${what} “${id}” ${how}`;
};

/** How each offer of a slate stands against the slate before: `{ offer, how }` with `new`, `up`, `down` or `same`; then those `gone`. */
export const moves = (before, after) => {
    const old = before.map(({ offer }) => offer);
    const now = after.map(({ offer }) => offer);
    const how = (offer, place) => {
        const was = old.indexOf(offer);
        return was < 0 ? 'new' : was > place ? 'up' : was < place ? 'down' : 'same';
    };
    return [...now.map((offer, place) => ({ offer, how: how(offer, place) })), ...old.filter((offer) => !now.includes(offer)).map((offer) => ({ offer, how: 'gone' }))];
};

/** The likeliest of some shares: its id and its share. */
export const leader = (shares) => Object.entries(shares).reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0]);

/** From so many points on another share is worth a word. */
const POINTS = 0.05;

/** What differs between two moments, in words; nothing where nobody would notice. */
export const apart = (before, after) => {
    const found = [];
    if (moves(before.slate, after.slate).some(({ how }) => how !== 'same')) found.push('slate');
    for (const kind of ['personas', 'stages']) {
        const [[old, share], [now, then]] = [leader(before[kind]), leader(after[kind])];
        if (old !== now || Math.abs(share - then) >= POINTS) found.push(kind === 'personas' ? 'persona' : 'stage');
    }
    if (before.movement !== after.movement) found.push('movement');
    return found;
};

// Walks, step by step, as two versions see them: steps at which visitors would notice something are open, the others folded.

import { listed, some } from '../counted.js';
import { make } from '../element.js';
import { leader, percent } from '../shares.js';
import { KINDS, isNoticed, moves } from './moment.js';

/** The slate's changes: a sign, and the words for it. */
const MARKS = {
    new: () => ['+', 'new'],
    gone: () => ['−', 'gone'],
    up: (from) => ['↑', `up from ${from}`],
    down: (from) => ['↓', `down from ${from}`],
};

/** `sides`: both versions, and what they are called. `toggled`: which folds somebody opened or closed. */
export const cardsOf = (walks, sides, toggled) => {
    const ways = walks.map((walk, at) => ({ ...walk, at, count: walk.rows.filter(({ what }) => what.length).length }));
    const same = ways.filter(({ count }) => !count);
    const lines = (walk) => make('ol', { class: 'lines' }, walk.rows.map((row, place) => line(row, place, sides, toggled, `${walk.at}/${place}`)));
    const cards = ways.filter(({ count }) => count).map((walk) => make('section', { class: 'card stack' },
        make('div', { class: 'row' }, make('h3', {}, walk.name), make('span', { class: 'note' }, `differs in ${walk.count} of ${some(walk.rows.length, 'step')}`)),
        lines(walk)));
    if (same.length) {
        const rows = same.reduce((sum, walk) => sum + walk.rows.length, 0);
        cards.push(make('section', { class: 'card' }, folded('same', false, toggled,
            [`No difference on ${some(same.length, 'walk')}: `, make('b', {}, listed(same.map(({ name }) => name), 6)), make('small', { class: 'note' }, some(rows, 'step'))],
            () => same.map((walk) => [make('h3', {}, walk.name), lines(walk)]))));
    }
    return cards;
};

/** What can be unfolded, and is as it was left as soon as it is drawn anew. Its content is made once it is looked at. */
const folded = (key, isOpen, toggled, says, content) => {
    const box = make('div', { class: 'stack' });
    const fill = () => box.children.length || box.append(...content().flat());
    const details = make('details', { class: 'fold', open: toggled.get(key) ?? isOpen },
        make('summary', { onclick: () => toggled.set(key, !details.open) }, says), box);
    details.addEventListener('toggle', () => details.open && fill());
    if (details.open) fill();
    return details;
};

const line = (row, place, sides, toggled, key) => {
    const isSame = !row.what.length;
    const says = [make('span', {}, `${place + 1}. ${row.label}`), make('small', { class: isSame ? 'note' : 'differs' }, isSame ? 'no difference' : `differs: ${row.what.map((kind) => KINDS[kind]).join(', ')}`)];
    // What is the same but for its certainty is worth a word, not the room.
    const isOpen = row.what.some((kind) => kind !== 'surer');
    return make('li', {}, folded(key, isOpen, toggled, says, () => [pair(row, sides)]));
};

const pair = ({ before, after }, { titles, versions: [old, now] }) => {
    const gone = moves(before.slate, after.slate).filter(({ how }) => how === 'gone');
    const held = before.slate.map(({ offer }) => gone.find((it) => it.offer === offer) ?? { offer, how: 'same' });
    return make('div', { class: 'sides' },
        side(titles[0], old, before, held),
        side(titles[1], now, after, moves(before.slate, after.slate).filter(({ how }) => how !== 'gone'), before));
};

/** One side. What is told of the later one is marked where it differs from `before`. */
const side = (title, version, moment, slate, before) => make('div', { class: 'side' },
    make('h4', {}, title),
    make('dl', {},
        leading('Persona', version.personas, moment.personas, before?.personas),
        leading('Stage', version.stages, moment.stages, before?.stages),
        fact('Movement', moment.movement, before && before.movement !== moment.movement && '≠ another')),
    make('ol', { class: 'slate' }, slate.map(({ offer, how, from }) => offered(version.offer(offer).title, how, from)),
        !slate.length && make('li', { class: 'note' }, 'No offer may be shown.')));

const fact = (label, says, mark) => [make('dt', {}, label), make('dd', {}, says, mark && make('span', { class: 'mark' }, ` ${mark}`))];

const leading = (label, names, shares, before) => {
    const [id, share] = leader(shares);
    const [old, was] = before ? leader(before) : [id, share];
    const mark = id !== old ? '≠ another' : isNoticed(share, was) && `${share > was ? '↑' : '↓'} from ${percent(was)}`;
    const name = names.find((it) => it.id === id)?.name ?? (id === 'other' ? 'Somebody else' : id);
    return fact(label, [name, ' ', make('b', {}, percent(share))], mark);
};

const offered = (title, how, from) => {
    const [sign, says] = MARKS[how]?.(from) ?? [];
    return make('li', { class: how }, make('span', { class: 'title' }, title), sign && make('span', { class: 'mark' }, ' ', make('span', { 'aria-hidden': 'true' }, `${sign} `), says));
};

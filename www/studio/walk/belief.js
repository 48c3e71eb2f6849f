// What the engine believes: bars for now, columns for the way there.

import { draw, make } from '../element.js';
import { bar, leader, percent } from '../shares.js';

/** What a movement means, for people. */
const MOVEMENTS = {
    advancing: 'goes forward in the journey',
    exploring: 'looks around',
    looping: 'goes round and round between the same pages',
    stalled: 'hesitates: a form left half-way, or minutes without a step',
    returning: 'is back after a day or more',
    customer: 'is a customer already',
};

const OTHER = 'other';
const hue = (place, id) => `var(--hue-${id === OTHER ? OTHER : place % 8 + 1})`;

/** So many signals are named at first. */
const FEW = 8;

export const believing = (place, goTo) => {
    /** What the bars stand for, and the bars, drawn once for a version of the config. */
    let drawn;
    let names;
    let bars;
    const moves = make('p', {});
    const rows = { personas: make('div', { class: 'bars' }), stages: make('div', { class: 'bars' }) };
    const charts = { personas: make('div', { class: 'course' }), stages: make('div', { class: 'course' }) };
    const evidence = make('details', { class: 'more' });
    const half = (title, key) => make('div', { class: 'half' }, make('h3', {}, title), rows[key], charts[key]);
    place.append(make('h2', {}, 'What is concluded'), moves, make('div', { class: 'halves' }, half('Who it is', 'personas'), half('Where in the journey', 'stages')), evidence);

    return {
        /** `moment`: of now; `course`: at each step; `done`: the step that is looked at. */
        update(config, moment, course, done) {
            if (drawn !== config) {
                drawn = config;
                names = { personas: [...config.personas, { id: OTHER, name: 'Somebody else' }], stages: config.stages };
                bars = Object.entries(names).flatMap(([key, list]) => {
                    const own = list.map(({ id, name }, place) => ({ key, id, ...bar(name, hue(place, id)) }));
                    rows[key].replaceChildren(...own.map(({ element }) => element));
                    return own;
                });
            }
            for (const { key, id, show } of bars) show(moment[key][id] ?? 0);
            moves.replaceChildren('The visitor ', make('b', {}, MOVEMENTS[moment.movement] ?? moment.movement), moment.said ? ', and said who he is' : '', '.');
            for (const [key, chart] of Object.entries(charts)) chart.replaceChildren(...columns(names[key], course.map((at) => at[key]), done, goTo));
            tell(evidence, config, moment.evidence);
        },
    };
};

const HEIGHT = 64;
/** How wide all columns are together, and each at least and at most, with the room after it. */
const ALL = 280;
const [LEAST, MOST] = [8, 28];
/** Of longer walks only so many steps are drawn, around the one that is looked at. */
const LONGEST = 100;

/**
 * A column a step, its parts as high as the shares; what comes after the step that is looked at is pale. One line for each name,
 * whatever the number of steps.
 */
const columns = (names, all, at, go) => {
    if (all.length < 2) return [];
    const first = Math.max(0, Math.min(at - LONGEST / 2, all.length - LONGEST));
    const course = all.slice(first, first + LONGEST);
    const [done, goTo] = [at - first, (step) => go(first + step)];
    const each = Math.max(LEAST, Math.min(MOST, Math.floor(ALL / course.length)));
    const width = course.length * each;
    const tops = course.map(() => HEIGHT);
    const parts = names.map(({ id }, place) => {
        const line = course.map((shares, step) => {
            const high = (shares[id] ?? 0) * HEIGHT;
            tops[step] -= high;
            return high > 0.2 ? `M${step * each} ${tops[step].toFixed(1)}h${each - 2}v${high.toFixed(1)}h${2 - each}z` : '';
        });
        return draw('path', { d: line.join(''), fill: hue(place, id) });
    });
    const ahead = done < course.length && draw('rect', { class: 'ahead', x: done * each, y: 0, width: width - done * each, height: HEIGHT });
    const mark = done > 0 && draw('rect', { x: (done - 1) * each, y: HEIGHT + 3, width: each - 2, height: 3, fill: 'currentColor' });
    const leads = course.map((shares) => leader(shares)[0]);
    const turns = leads.filter((lead, step) => step && lead !== leads[step - 1]).length;
    const label = `Over ${course.length === all.length ? '' : `${course.length} of `}${all.length} steps; the leader changed ${turns === 1 ? 'once' : `${turns} times`}`;
    const says = draw('title');
    const under = ({ offsetX }) => Math.max(0, Math.min(course.length - 1, Math.floor(offsetX / each)));
    return [draw('svg', {
        viewBox: `0 0 ${width} ${HEIGHT + 7}`, width, height: HEIGHT + 7, role: 'img', 'aria-label': label,
        onclick: (event) => goTo(under(event) + 1),
        onpointermove: (event) => {
            const [lead, share] = leader(course[under(event)]);
            says.textContent = `Step ${first + under(event) + 1}: ${names.find(({ id }) => id === lead)?.name ?? lead} ${percent(share)}`;
        },
    }, says, parts, ahead, mark)];
};

/** The signals that held, the loudest first, and what each says. */
const tell = (place, config, evidence) => {
    const open = place.open;
    const size = ({ personas, stages, journeys = {} }) => [personas, stages, journeys].flatMap(Object.values).reduce((sum, share) => sum + Math.abs(share), 0);
    const sorted = [...evidence].sort((one, other) => size(other) - size(one));
    const name = (kind, id) => config[kind].find((it) => it.id === id)?.name ?? id;
    const says = (kind, shares = {}) => Object.entries(shares).map(([id, share]) => make('span', { class: 'says' }, share < 0 ? 'against ' : 'for ', name(kind, id), ` (${percent(Math.abs(share))} of that)`));
    const row = (held) => make('li', {}, make('code', {}, held.signal), make('span', { class: 'note' }, ` weight ${held.weight.toFixed(2)} `), says('personas', held.personas), says('stages', held.stages));
    const shown = sorted.slice(0, FEW);
    const rest = sorted.slice(FEW);
    place.replaceChildren(
        make('summary', {}, `From what: ${evidence.length === 1 ? 'one signal' : `${evidence.length} signals`}`),
        make('ul', { class: 'evidence' }, shown.map(row), rest.length > 0 && make('li', { class: 'note' }, `and ${rest.length} quieter ones: ${rest.map(({ signal }) => signal).join(', ')}`)));
    place.open = open;
    place.hidden = !evidence.length;
};

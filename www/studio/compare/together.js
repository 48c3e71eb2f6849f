// Two versions walk the same walks, a little at a time: somebody may be typing beside.

import { apart } from './moment.js';

/** So long at a time, in milliseconds. */
const SLICE = 25;

/** Of a moment only what is compared: why hundreds of offers are left out need not be held for each step. */
const kept = ({ slate, personas, stages, movement }) => ({ slate, personas, stages, movement });

/**
 * Asks both versions at each step of each walk. `told({ done, steps, walks })` hears how far that is; in the end, and only then,
 * `walks` is there: `[{ name, rows: [{ label, before, after, what }] }]`. Gives a function that ends it early.
 */
export const walkTogether = (walks, [old, now], told) => {
    const steps = walks.reduce((sum, walk) => sum + walk.steps.length, 0);
    const found = walks.map(({ name }) => ({ name, rows: [] }));
    const left = walks.flatMap(({ steps }, walk) => steps.map((step) => ({ step, rows: found[walk].rows }))).reverse();
    let due;
    const go = () => {
        const end = performance.now() + SLICE;
        while (left.length && performance.now() < end) {
            const { step, rows } = left.pop();
            const [before, after] = [old, now].map((version) => kept(version.moment(step.events, step.now, step.seed)));
            rows.push({ label: step.label, before, after, what: apart(before, after) });
        }
        due = left.length ? setTimeout(go) : undefined;
        told({ done: steps - left.length, steps, walks: left.length ? undefined : found });
    };
    go();
    return () => clearTimeout(due);
};

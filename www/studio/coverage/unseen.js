// The offers that no cell shows. Each cell is asked for its slate, a little at a time: somebody may be typing beside.

import { Config } from '../version.js';

/** So long at a time, in milliseconds. */
const SLICE = 10;

/**
 * Looks through all cells of a config, and of those where one of persona and stage is not known, and calls `told(offers)` with the
 * offers that are on none of their slates. Gives a function that ends that early.
 */
export const lookForUnseen = ({ text, language }, told) => {
    // A version of its own: the one that is given may be gone before the end.
    const config = new Config(text, language);
    const seen = new Set();
    const cells = ['', ...config.personas.map(({ id }) => id)].flatMap((persona) => ['', ...config.stages.map(({ id }) => id)].map((stage) => [persona, stage]));
    let due;
    const look = () => {
        const end = performance.now() + SLICE;
        while (cells.length && performance.now() < end) for (const { offer } of config.cell(...cells.pop())) seen.add(offer);
        if (cells.length) {
            due = setTimeout(look);
            return;
        }
        due = undefined;
        const { offers } = config;
        config.free();
        told(offers.filter(({ id }) => !seen.has(id)));
    };
    due = setTimeout(look);
    return () => {
        if (due === undefined) return;
        clearTimeout(due);
        due = undefined;
        config.free();
    };
};

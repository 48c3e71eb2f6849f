// Personas x stages: how many offers serve each pair, and what somebody is offered who surely is of the one in the other.

import { make } from '../element.js';
import { isIn, keyOf, thinCells, titleOf } from './cell.js';
import { slateOf } from './slate.js';
import { summing } from './summary.js';
import { grid } from './table.js';
import { lookForUnseen } from './unseen.js';

/** `write(fields)` begins an offer with these fields, where there is a place to write. */
export const covering = (place, { write } = {}) => {
    let config;
    let cell;
    let stop = () => {};
    /** The text that was looked through for offers that no cell shows. */
    let looked;

    const above = make('div', { class: 'stack' });
    const scroll = make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Personas and stages' });
    const said = make('p', { class: 'hidden-text', role: 'status' });
    const detail = make('section', { class: 'card stack', 'aria-label': 'The cell' });
    place.append(make('div', { class: 'stack coverage' },
        make('section', { class: 'card stack' }, make('h2', {}, 'Who is served where'), above, scroll,
            make('p', { class: 'note' }, 'Each number is how many offers serve that persona in that stage. Where one of the two is not known, all that serve the other are in question. Choose a cell to see what is offered there.'), said),
        detail));

    const choose = (next) => {
        cell = next;
        table.mark(cell);
        slate.update(config, cell);
        said.textContent = `The slate of ${titleOf(cell, config)} is shown below the table.`;
        // On a phone the table fills the screen: what was asked for must not stay below it.
        slate.heading.scrollIntoView({ block: 'nearest' });
    };
    const summary = summing(above, choose);
    const table = grid(scroll, choose);
    const slate = slateOf(detail, { write });

    return {
        /** Takes a version of the config. */
        update(next) {
            config = next;
            const { personas, stages, text } = config;
            const counts = config.table();
            const thin = thinCells(config, counts);
            if (!cell || !isIn(cell, config)) cell = thin[0] ?? { persona: personas[0]?.id ?? '', stage: stages[0]?.id ?? '' };
            summary.update(config, thin);
            table.update(config, counts, (persona, stage) => config.serving(persona, stage).length, cell);
            slate.update(config, cell);
            const version = keyOf({ persona: text, stage: config.language });
            if (version === looked) return;
            looked = version;
            stop();
            summary.look();
            stop = lookForUnseen(config, (offers) => summary.tell(config, offers));
        },
    };
};

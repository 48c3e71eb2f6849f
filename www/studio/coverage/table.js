// The table of stages and personas: one button a cell, reached with the arrow keys.

import { make, refill } from '../element.js';
import { CHOICE, keyOf } from './cell.js';

/** Where the arrow keys lead: so many columns and rows. */
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1], Home: [-Infinity, 0], End: [Infinity, 0] };

/** `choose(cell)` is called with the cell that somebody wants to see. */
export const grid = (place, choose) => {
    /** The buttons, a list a row, as the arrow keys see them. */
    let rows = [];
    let chosen = '';

    /** One button alone is in the order of the Tab key: the rest is the arrow keys' business. */
    const rove = (to) => {
        for (const button of rows.flat()) button.tabIndex = button === to ? 0 : -1;
    };

    const button = (cell, [who, where], count, most) => {
        const isKnown = Boolean(cell.persona && cell.stage);
        const isThin = isKnown && count < CHOICE;
        return make('button', {
            type: 'button',
            class: isThin ? 'thin' : isKnown ? '' : 'open',
            tabindex: -1,
            'data-cell': keyOf(cell),
            'aria-pressed': 'false',
            // What is to be seen in the cell is part of its name, for those who speak it.
            'aria-label': `${who}, ${where}, offers: ${count}${isThin ? ', thin' : ''}`,
            style: { '--share': isKnown ? count / most : 0 },
            onclick: () => choose(cell),
        }, String(count), isThin && [' ', make('small', {}, 'thin')]);
    };

    const row = (config, stage, columns, counts, most) => {
        const buttons = columns.map((persona, at) => button({ persona: persona.id, stage: stage.id }, [persona.label, stage.label], counts[at], most));
        rows.push(buttons);
        return make('tr', {}, make('th', { scope: 'row' }, stage.name), buttons.map((it) => make('td', {}, it)));
    };

    place.addEventListener('keydown', (event) => {
        const [across, down] = WAYS[event.key] ?? [];
        const at = rows.findIndex((buttons) => buttons.includes(event.target));
        if (across === undefined || at < 0 || event.altKey || event.metaKey) return;
        event.preventDefault();
        const within = (to, list) => Math.max(0, Math.min(to, list.length - 1));
        // With Ctrl, Home and End lead to the corners, as in any sheet.
        const isCorner = event.ctrlKey && !Number.isFinite(across);
        const line = rows[isCorner ? within(across, rows) : within(at + down, rows)];
        const to = line[within(rows[at].indexOf(event.target) + across, line)];
        rove(to);
        to.focus();
    });
    place.addEventListener('focusin', ({ target }) => target.dataset.cell && rove(target));

    /** Marks the cell that is looked at. */
    const mark = (cell) => {
        chosen = keyOf(cell);
        for (const it of rows.flat()) it.setAttribute('aria-pressed', it.dataset.cell === chosen);
        rove(rows.flat().find((it) => it.dataset.cell === chosen) ?? rows[0]?.[0]);
    };

    return {
        mark,
        /** `counts`: the table of a config, `known(persona, stage)` how many offers there are where one of them is not known. */
        update(config, counts, known, cell) {
            const held = document.activeElement?.dataset.cell;
            const { personas, stages } = config;
            const most = Math.max(1, ...counts.flat());
            const columns = [...personas.map((it) => ({ ...it, label: it.name })), { id: '', name: 'Not known', label: 'Persona not known' }];
            const below = { id: '', name: 'Not known', label: 'stage not known' };
            rows = [];
            const bodies = [];
            stages.forEach((stage, at) => {
                if (!at || stage.journey !== stages[at - 1].journey) {
                    bodies.push(make('tbody', {}, stage.journey && make('tr', {}, make('th', { scope: 'rowgroup', colspan: columns.length + 1, class: 'journey' }, make('span', {}, stage.journey)))));
                }
                bodies.at(-1).append(row(config, { ...stage, label: stage.name }, columns, [...counts[at] ?? [], known('', stage.id)], most));
            });
            bodies.push(make('tbody', { class: 'unknown' }, row(config, below, columns, columns.map(({ id }) => known(id, '')), most)));
            refill(place, make('table', { role: 'grid' },
                make('caption', { class: 'hidden-text' }, 'How many offers serve each persona in each stage. A cell shows the slate that is offered there.'),
                make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'Stage'), columns.map(({ name }) => make('th', { scope: 'col' }, name)))),
                bodies));
            mark(cell);
            // Who was in the table when it was drawn anew is where he was.
            if (held) rows.flat().find((it) => it.dataset.cell === held)?.focus({ preventScroll: true });
        },
    };
};

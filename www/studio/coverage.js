// Personas x stages: how many offers serve each pair, and what somebody is offered who surely is of the one in the other.

import { make, percent, refill } from './element.js';

/** With fewer there is no choice: `cairn check` warns of such cells. */
const CHOICE = 2;

/** `write(fields)` begins an offer with these fields, where there is a place to write. */
export const covering = (place, { write } = {}) => {
    let config;
    let cell = { persona: '', stage: '' };
    const summary = make('p', {});
    const scroll = make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Personas and stages' });
    const detail = make('section', { class: 'card stack', 'aria-label': 'The cell' });
    place.append(make('div', { class: 'stack coverage' }, make('section', { class: 'card stack' }, make('h2', {}, 'Who is served where'), summary, scroll,
        make('p', { class: 'note' }, 'Each number is how many offers serve that persona in that stage. A cell shows what is offered there.')), detail));

    const choose = (persona, stage) => {
        cell = { persona, stage };
        for (const button of scroll.querySelectorAll('button')) button.setAttribute('aria-pressed', button.dataset.cell === key(persona, stage));
        tell();
    };

    const table = () => {
        const { personas, stages } = config;
        const counts = config.table();
        const most = Math.max(1, ...counts.flat());
        const button = (persona, stage, count) => {
            const isThin = count !== undefined && count < CHOICE;
            const names = [nameOf(personas, persona, 'Not known who'), nameOf(stages, stage, 'not known where')];
            const says = count === undefined ? 'any' : String(count);
            return make('td', {}, make('button', {
                type: 'button', class: isThin ? 'thin' : '', 'data-cell': key(persona, stage), 'aria-pressed': persona === cell.persona && stage === cell.stage,
                'aria-label': `${names.join(', ')}: ${count === undefined ? 'any offer' : `${count} offer${count === 1 ? '' : 's'}${isThin ? ', too few to choose from' : ''}`}`,
                style: { '--share': count === undefined ? 0 : count / most }, onclick: () => choose(persona, stage),
            }, says, isThin && make('span', { 'aria-hidden': 'true' }, ' !')));
        };
        const columns = [...personas, { id: '', name: 'Not known' }];
        const rows = stages.flatMap((stage, row) => [
            stage.journey && stage.journey !== stages[row - 1]?.journey && make('tr', {}, make('th', { scope: 'rowgroup', colspan: columns.length + 1, class: 'journey' }, stage.journey)),
            make('tr', {}, make('th', { scope: 'row' }, stage.name), columns.map(({ id }, column) => button(id, stage.id, id ? counts[row]?.[column] : undefined))),
        ]).filter(Boolean);
        const unknown = make('tr', {}, make('th', { scope: 'row' }, 'Not known'), columns.map(({ id }) => button(id, '')));
        scroll.replaceChildren(make('table', {},
            make('caption', { class: 'hidden-text' }, 'How many offers serve each persona in each stage'),
            make('thead', {}, make('tr', {}, make('td'), columns.map(({ name }) => make('th', { scope: 'col' }, name)))), make('tbody', {}, rows, unknown)));
        return counts;
    };

    /** Above the table: how much there is, where it is thin, and what nobody sees first. */
    const sum = (counts) => {
        const { personas, stages, offers } = config;
        const thin = counts.flat().filter((count) => count < CHOICE).length;
        const seen = new Set();
        for (const persona of ['', ...personas.map(({ id }) => id)]) {
            for (const stage of ['', ...stages.map(({ id }) => id)]) for (const { offer } of config.cell(persona, stage)) seen.add(offer);
        }
        const unseen = offers.filter(({ id }) => !seen.has(id));
        refill(summary,
            `${some(offers.length, 'offer')} for ${some(personas.length, 'persona')} in ${some(stages.length, 'stage')}. `,
            thin ? `${some(thin, 'cell')} with fewer than ${CHOICE} offers, marked “!”. ` : 'Every cell has a choice. ',
            unseen.length > 0 && make('span', {}, `In no cell: ${unseen.slice(0, 12).map(({ title, id }) => title || id).join(', ')}${unseen.length > 12 ? ` and ${unseen.length - 12} more` : ''}. `
                + 'They may still follow from another offer, or from what a visitor did.'));
    };

    const tell = () => {
        const { personas, stages, offers } = config;
        const slate = config.cell(cell.persona, cell.stage);
        const [who, where] = [nameOf(personas, cell.persona, ''), nameOf(stages, cell.stage, '')];
        const held = new Set(slate.map(({ offer }) => offer));
        const serves = ({ personas: who = [], stages: where = [] }) => (!cell.persona || !who.length || who.includes(cell.persona)) && (!cell.stage || !where.length || where.includes(cell.stage));
        const others = offers.filter((offer) => serves(offer) && !held.has(offer.id));
        const serving = offers.filter(serves);
        const isThin = cell.persona && cell.stage && serving.length < CHOICE;
        const ruled = slate.map(({ offer }) => config.offer(offer)).filter(({ audience, from, until, limit }) => audience || from || until || limit);
        const fields = { personas: cell.persona ? [cell.persona] : undefined, stages: cell.stage ? [cell.stage] : undefined };
        refill(detail,
            make('h2', {}, who || where ? `Offered to ${who || 'anybody'}${where ? `: ${where}` : ''}` : 'Offered to somebody of whom nothing is known'),
            make('p', { class: 'note' }, cell.persona || cell.stage ? 'As if that were certain, and nothing else were known of the visitor.' : 'The slate of a first visit, before the first page says anything.'),
            isThin && make('p', { class: 'found' }, `Only ${some(serving.length, 'offer')} for them here. Add one with "personas": ["${cell.persona}"] and "stages": ["${cell.stage}"], or open another one to them.`),
            make('ol', { class: 'reasons' }, slate.map(({ offer, fit }) => {
                const { title, kind, personas: whom = [], stages: when = [] } = config.offer(offer);
                const about = [kind, listed(whom, personas) || 'for everyone', listed(when, stages) || 'in any stage'].filter(Boolean).join(' · ');
                return make('li', {}, make('div', { class: 'row' }, make('b', {}, title), make('code', {}, offer)), make('p', { class: 'note' }, about),
                    make('div', { class: 'bar' }, make('span', {}, 'serves'), make('i', { 'aria-hidden': 'true' }, make('i', { style: { 'inline-size': `${fit * 100}%`, background: 'var(--accent)' } })), make('b', {}, percent(fit))));
            }), !slate.length && make('li', { class: 'note' }, 'There is no offer.')),
            ruled.length > 0 && make('p', { class: 'note' }, `Left aside here is when they may be shown: ${ruled.map(({ title }) => `“${title}”`).join(', ')} ${ruled.length === 1 ? 'has' : 'have'} an audience, times or limits.`),
            others.length > 0 && make('details', { class: 'more' }, make('summary', {}, `${some(others.length, 'more offer')} for them, outranked by these`), make('ul', {}, others.slice(0, 100).map(({ title, id }) => make('li', {}, title || id)))),
            write && (cell.persona || cell.stage) && make('div', {}, make('button', { type: 'button', onclick: () => write(fields) }, 'Write an offer for this cell')));
    };

    scroll.addEventListener('keydown', (event) => {
        const [across, down] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key] ?? [];
        const here = event.target.closest('td');
        if (across === undefined || !here) return;
        event.preventDefault();
        const rows = [...scroll.querySelectorAll('tbody tr')].filter((row) => row.querySelector('button'));
        const row = rows.indexOf(here.parentElement);
        const cells = [...here.parentElement.querySelectorAll('button')];
        const column = cells.indexOf(event.target);
        rows[row + down]?.querySelectorAll('button')[column + across]?.focus();
    });

    return {
        /** Takes a version of the config. */
        update(next) {
            config = next;
            const known = (list, id) => !id || list.some((it) => it.id === id);
            if (!known(config.personas, cell.persona) || !known(config.stages, cell.stage)) cell = { persona: '', stage: '' };
            sum(table());
            tell();
        },
    };
};

const key = (persona, stage) => JSON.stringify([persona, stage]);
const some = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;
const nameOf = (list, id, without) => list.find((it) => it.id === id)?.name ?? without;
const listed = (ids, known) => [ids].flat().map((id) => nameOf(known, id, id)).join(', ');

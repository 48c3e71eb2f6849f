// What a cell offers: the slate of somebody of whom nothing but the cell is known, and what stays off it.

import { listed, some } from '../counted.js';
import { make, refill } from '../element.js';
import { bar } from '../shares.js';
import { CHOICE, titleOf } from './cell.js';
import { aboutOf, rulesOf } from '../offer.js';

/** So many that are outranked are named. */
const NAMED = 100;

/** `write(fields)` begins an offer with these fields. */
export const slateOf = (place, { write } = {}) => {
    const heading = make('h2', { class: 'reached' });
    const lead = make('p', { class: 'note' });
    const thin = make('div', { class: 'thin-note stack' });
    const picks = make('ol', { class: 'reasons' });
    const rest = make('div', { class: 'stack' });
    place.append(heading, thin, lead, picks, rest);

    /** What to write where there is no choice. */
    const adviceFor = (cell, config, serving) => {
        const [persona, stage] = [config.personas.find(({ id }) => id === cell.persona), config.stages.find(({ id }) => id === cell.stage)];
        const count = serving.length ? `Only one offer serves ${persona.name} in ${stage.name}` : `No offer serves ${persona.name} in ${stage.name}`;
        return [
            make('p', {}, make('b', {}, '⚠ Thin. '), `${count}: visitors have no choice there.`),
            make('p', {}, 'Add an offer with ', make('code', {}, `"personas": ["${cell.persona}"]`), ' and ', make('code', {}, `"stages": ["${cell.stage}"]`),
                ', or open one that is there to them. An offer without ', make('code', {}, 'personas'), ' is for every persona, one without ', make('code', {}, 'stages'), ' for every stage; both count here.'),
            serving.length > 0 && make('p', {}, `Counted already: ${serving.map((id) => `“${config.offer(id).title}” (${aboutOf({ ...config.offer(id), kind: '' }, config)})`).join(', ')}.`),
        ];
    };

    const pickOf = ({ offer: id, fit }, config, serves, reason) => {
        const offer = config.offer(id);
        const rules = rulesOf(offer);
        const fits = bar('fit', 'var(--accent)');
        fits.show(fit);
        return make('li', {},
            make('div', { class: 'row' }, make('b', {}, offer.title), make('code', {}, id)),
            make('p', { class: 'note' }, aboutOf(offer, config)),
            fits.element,
            reason && make('p', {}, reason),
            !serves && make('p', { class: 'note' }, 'Not written for this cell: it fills a place that is free.'),
            rules.length > 0 && make('p', { class: 'ruled' }, make('span', { 'aria-hidden': 'true' }, '◷ '), `Shown ${listed(rules)}. That is left aside here.`));
    };

    return {
        /** The heading, to bring into view. */
        heading,
        update(config, cell) {
            const slate = config.cell(cell.persona, cell.stage);
            const serving = config.serving(cell.persona, cell.stage);
            const on = new Set(slate.map(({ offer }) => offer));
            const off = serving.filter((id) => !on.has(id));
            const isThin = cell.persona && cell.stage && serving.length < CHOICE;
            const surely = cell.persona && cell.stage ? 'as if both were certain' : cell.persona || cell.stage ? 'as if that were certain' : 'before the first page says anything';
            heading.textContent = titleOf(cell, config);
            lead.textContent = `${some(serving.length, 'offer')} ${serving.length === 1 ? 'serves' : 'serve'} this cell. The slate of a stranger, ${surely}:`;
            thin.hidden = !isThin;
            refill(thin, isThin && adviceFor(cell, config, serving), isThin && write && writing(cell));
            const ids = new Set(serving);
            const reasons = slate.map(({ because = [] }) => because.map((it) => `${it}.`).join(' '));
            // Of a stranger there is often but one thing to say: it is told once.
            const [common] = new Set(reasons).size === 1 ? reasons : [];
            refill(picks, slate.map((pick, place) => pickOf(pick, config, ids.has(pick.offer), common ? '' : reasons[place])), !slate.length && make('li', { class: 'note' }, 'There is no offer.'));
            refill(rest,
                common && make('p', { class: 'note' }, `The reason that visitors read with ${slate.length === 1 ? 'it' : 'each'}: “${common}”`),
                off.length > 0 && make('details', { class: 'more' },
                    make('summary', {}, `${some(off.length, 'more offer')} ${off.length === 1 ? 'serves' : 'serve'} this cell, outranked by these`),
                    make('ul', { class: 'outranked' }, off.slice(0, NAMED).map((id) => outranked(config.offer(id), config)), off.length > NAMED && make('li', { class: 'note' }, `and ${off.length - NAMED} more`))),
                off.length > 0 && make('p', { class: 'note' }, 'Those are shown once the belief is less certain, after an offer that they follow, or as visitors dismiss what comes first.'),
                !isThin && write && (cell.persona || cell.stage) && writing(cell));
        },
    };

    function writing({ persona, stage }) {
        const fields = { personas: persona ? [persona] : undefined, stages: stage ? [stage] : undefined };
        return make('div', {}, make('button', { type: 'button', onclick: () => write(fields) }, 'Write an offer for this cell'));
    }
};

const outranked = (offer, config) => {
    const rules = rulesOf(offer);
    return make('li', {}, offer.title || offer.id, make('small', {}, [aboutOf(offer, config), rules.length > 0 && `shown ${listed(rules)}`].filter(Boolean).join(' · ')));
};

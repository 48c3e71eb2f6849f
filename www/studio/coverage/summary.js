// Above the table: how much there is, where it is thin, and what no cell shows.

import { listed, some } from '../counted.js';
import { make, refill } from '../element.js';
import { CHOICE, titleOf } from './cell.js';

/** So many thin cells are named, and so many offers that no cell shows. */
const CELLS = 4;
const OFFERS = 100;

/** `choose(cell)` is called with a thin cell that somebody wants to see. */
export const summing = (place, choose) => {
    const counts = make('p', {});
    const thin = make('div', { class: 'thins' });
    const unseen = make('div', {});
    place.append(counts, thin, unseen);

    return {
        update(config, cells) {
            const { personas, stages, offers } = config;
            const rest = cells.length - CELLS;
            refill(counts, make('b', {}, some(offers.length, 'offer')), ` for ${some(personas.length, 'persona')} in ${some(stages.length, 'stage')}. `,
                !cells.length && personas.length > 0 && `Every cell has a choice of ${CHOICE} offers or more.`);
            thin.hidden = !cells.length;
            refill(thin, make('p', {}, make('b', { class: 'warns' }, `⚠ ${some(cells.length, 'thin cell')}`), ` with fewer than ${CHOICE} offers:`),
                make('ul', { class: 'row' }, cells.slice(0, CELLS).map((cell) => make('li', {}, make('button', { type: 'button', onclick: () => choose(cell) }, titleOf(cell, config)))),
                    rest > 0 && make('li', { class: 'note' }, `and ${rest} more in the table`)));
        },
        /** That it is being looked for. */
        look: () => refill(unseen, make('p', { class: 'note' }, 'Looking for offers that no cell shows …')),
        /** `offers` are on the slate of no cell. */
        tell(config, offers) {
            if (!offers.length) return refill(unseen, config.offers.length > 0 && make('p', { class: 'note' }, 'Every offer is on the slate of some cell.'));
            const open = unseen.querySelector('details')?.open;
            refill(unseen, make('details', { class: 'more', open },
                make('summary', {}, `${some(offers.length, 'offer')} ${offers.length === 1 ? 'is' : 'are'} on the slate of no cell`),
                make('p', { class: 'note' }, 'Others outrank them for every persona in every stage. Visitors see them only after an offer that they follow, or once the belief lies between cells.'),
                make('ul', { class: 'outranked' }, offers.slice(0, OFFERS).map((offer) => make('li', {}, offer.title || offer.id, make('small', {}, follows(offer, config)))),
                    offers.length > OFFERS && make('li', { class: 'note' }, `and ${offers.length - OFFERS} more`))));
        },
    };
};

const follows = ({ id }, { offers }) => {
    const before = offers.filter(({ next }) => [next].flat().includes(id)).map(({ title, id }) => `“${title || id}”`);
    return before.length ? `follows ${listed(before, 3)}` : 'follows no offer';
};

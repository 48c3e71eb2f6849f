// Shares: of whom something is how likely, as numbers, as words and as bars.

import { make } from './element.js';

/** A share as people read it: 0.273 is 27 %. */
export const percent = (share) => `${share > 0 && share < 0.005 ? '<1' : Math.round(share * 100)} %`;

/** The likeliest of some shares: its id and its share. */
export const leader = (shares) => Object.entries(shares).reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0]);

/** A bar with its name: `{ element, show(share) }`. It grows without anything around it being laid out anew. */
export const bar = (name, colour) => {
    const grows = make('i', { style: { background: colour } });
    const number = make('b', {});
    return {
        element: make('div', { class: 'bar' }, make('span', {}, name), make('i', { 'aria-hidden': 'true' }, grows), number),
        show(share) {
            grows.style.transform = `scaleX(${share})`;
            number.textContent = percent(share);
        },
    };
};

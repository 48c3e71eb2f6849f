// For each offer: why it is on the slate, or why not.

import { rulesOf } from '../offer.js';
import { make } from '../element.js';
import { percent } from '../shares.js';

/** The rules that leave an offer out, in words. `offer` is as written in the config. */
const RULES = {
    'not-yet': ({ from }) => `its time comes on ${from}`,
    over: ({ until }) => `its time was over on ${until}`,
    'this-page': () => 'it leads to the page that the visitor is on',
    dismissed: ({ hideAfter }) => `the visitor said “not for me”; it rests for ${hideAfter?.dismissal ?? 30} days`,
    clicked: ({ hideAfter }) => `the visitor clicked it; it rests for ${hideAfter?.click} days`,
    capped: ({ limit }) => `it was seen as often as its limit allows (${rulesOf({ limit }).join(', ')})`,
    audience: ({ audience }) => `its audience is another; this has not held for the visitor: ${JSON.stringify(audience)}`,
    'same-url': () => 'another offer on the slate leads to the same place',
};

/** The rules that follow from what this visitor did: those are named first. */
const OWN = ['this-page', 'dismissed', 'clicked', 'capped', 'same-url'];

/** So many that did not make it are shown at first, and so many when one is looked for. */
const FEW = 6;
const MANY = 50;

export const reasoning = (place) => {
    const heading = make('h2', {}, 'Why these, and why not the others');
    const on = make('ol', { class: 'reasons' });
    const off = make('ul', { class: 'reasons off' });
    const rest = make('details', { class: 'more' });
    let draw = () => {};
    const filter = make('input', { type: 'search', placeholder: 'Find an offer', 'aria-label': 'Find an offer that is not on the slate', oninput: () => draw() });
    place.append(heading, on, make('h3', {}, 'Not on the slate'), filter, off, rest);

    return {
        update(config, { slate, ranking, leftOut }) {
            const offer = (id) => config.offer(id);
            const card = (id, share, ...said) => make('li', {},
                make('div', { class: 'row' }, make('b', {}, offer(id).title), make('code', {}, id), share !== undefined && make('span', { class: 'fit', title: 'the probability that it serves this visitor now' }, `serves ${percent(share)}`)),
                said);
            on.replaceChildren(...slate.map((pick) => card(pick.offer, pick.fit,
                make('p', {}, `${pick.because.join('. ')}.`),
                pick.propensity < 1 && make('p', { class: 'note' }, `The last place explores: with a probability of ${percent(pick.propensity)} this offer stands there, else another.`))));
            if (!slate.length) on.append(make('li', { class: 'note' }, 'Nothing may be offered just now; the panel shows the page’s own links.'));

            const least = Math.min(...slate.map(({ fit }) => fit));
            const held = new Set(slate.map((pick) => pick.offer));
            const behind = ranking.map((pick, place) => ({ ...pick, place: place + 1 })).filter((pick) => !held.has(pick.offer));
            const outranked = (pick) => card(pick.offer, pick.fit, make('p', {},
                `Comes in place ${pick.place} of ${ranking.length}; there is room for ${slate.length}.`,
                pick.fit > least ? ' By itself it serves as well as one of them, but whom it serves, those before it serve already.' : ''));
            const ruled = ([id, rule]) => card(id, undefined, make('p', {}, `May not be shown: ${RULES[rule]?.(offer(id)) ?? rule}.`));
            const out = Object.entries(leftOut);
            const isOwn = ([, rule]) => OWN.includes(rule);
            const all = [
                ...out.filter(isOwn).map((it) => ({ id: it[0], card: () => ruled(it) })),
                ...behind.map((it) => ({ id: it.offer, card: () => outranked(it) })),
                ...out.filter((it) => !isOwn(it)).map((it) => ({ id: it[0], card: () => ruled(it) })),
            ];
            draw = () => {
                const wanted = filter.value.trim().toLowerCase();
                const fits = all.filter(({ id }) => `${id} ${offer(id).title}`.toLowerCase().includes(wanted));
                const few = fits.slice(0, wanted ? MANY : FEW);
                off.replaceChildren(...few.map(({ card }) => card()));
                if (all.length && !fits.length) off.append(make('li', { class: 'note' }, 'No offer of that name is left off the slate.'));
                // Hundreds are drawn only for somebody who looks at them.
                const others = make('ul', { class: 'reasons off' });
                const fill = () => rest.open && !others.children.length && others.append(...fits.slice(few.length).map(({ card }) => card()));
                rest.ontoggle = fill;
                rest.replaceChildren(make('summary', {}, `${fits.length - few.length} more`), others);
                rest.hidden = fits.length <= few.length;
                fill();
            };
            draw();
            if (!all.length) off.append(make('li', { class: 'note' }, 'Every offer is on it.'));
        },
    };
};

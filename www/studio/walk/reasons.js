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

/** So many that did not make it are shown at first, and so many when one is looked for, or more are wanted. */
const FEW = 6;
const MANY = 50;

const SERVES = 'the probability that it serves this visitor now';

/** Writes only what is another text than before: nothing else is laid out anew. */
const write = (element, text) => element.textContent === text || (element.textContent = text);

/** What is told of one offer: `{ element, show({ title, id, fit?, says: [why, note] }) }`. */
const card = () => {
    const [title, id, fit] = [make('b'), make('code'), make('span', { class: 'fit', title: SERVES })];
    const said = [make('p'), make('p', { class: 'note' })];
    return {
        element: make('li', {}, make('div', { class: 'row' }, title, id, fit), said),
        show(it) {
            write(title, it.title);
            write(id, it.id);
            write(fit, it.fit === undefined ? '' : `serves ${percent(it.fit)}`);
            said.forEach((element, place) => {
                write(element, it.says[place] ?? '');
                element.hidden = !it.says[place];
            });
        },
    };
};

/** A list of such cards: `show(items, note)`. They are made once; `note` is a last line for what they do not say. */
const listing = (list) => {
    const cards = [];
    const last = make('li', { class: 'note', hidden: true });
    list.append(last);
    return (items, note = '') => {
        while (cards.length > items.length) cards.pop().element.remove();
        while (cards.length < items.length) {
            cards.push(card());
            last.before(cards.at(-1).element);
        }
        items.forEach((item, place) => cards[place].show(item));
        write(last, note);
        last.hidden = !note;
    };
};

export const reasoning = (place) => {
    const on = make('ol', { class: 'reasons' });
    const off = make('ul', { class: 'reasons off' });
    const others = make('ul', { class: 'reasons off' });
    const count = make('summary');
    const rest = make('details', { class: 'more', ontoggle: () => draw() }, count, others);
    let draw = () => {};
    const filter = make('input', { type: 'search', placeholder: 'Find an offer', 'aria-label': 'Find an offer that is not on the slate', oninput: () => draw() });
    place.append(make('h2', {}, 'Why these, and why not the others'), on, make('h3', {}, 'Not on the slate'), filter, off, rest);
    const [showOn, showOff, showOthers] = [on, off, others].map(listing);

    return {
        /** `rank(most)` gives the first `most` of the offers that may be shown, in the order in which they would come. */
        update(config, { slate, leftOut }, rank) {
            const chosen = slate.map(({ offer, fit, because, propensity }) => ({
                ...named(config, offer),
                fit,
                says: [`${because.join('. ')}.`, propensity < 1 && `The last place explores: with a probability of ${percent(propensity)} this offer stands there, else another.`],
            }));
            showOn(chosen, slate.length ? '' : 'Nothing may be offered just now; the panel shows the page’s own links.');

            const why = reasonsOf(config, { slate, leftOut }, rank);
            const all = config.offers.length - slate.length;
            draw = () => {
                const wanted = filter.value.trim().toLowerCase();
                const fits = ({ id, title }) => `${id} ${title}`.toLowerCase().includes(wanted);
                const few = wanted ? MANY : FEW;
                const found = wanted ? why(config.offers.length).filter(fits) : why(rest.open ? FEW + MANY : FEW);
                const more = (wanted ? found.length : all) - few;
                showOff(found.slice(0, few), !all ? 'Every offer is on it.' : found.length ? '' : 'No offer of that name is left off the slate.');
                // More of them are drawn only for somebody who looks at them, and not hundreds.
                showOthers(rest.open ? found.slice(few, few + MANY) : [], more > MANY ? `… and ${more - MANY} more: find one by its name.` : '');
                write(count, `${more} more`);
                rest.hidden = more <= 0;
            };
            draw();
        },
    };
};

const named = (config, id) => ({ id, title: config.offer(id).title });

/**
 * Why each offer is not on the slate: a function that gives the first `most` of them, and maybe some more. To rank all of hundreds takes
 * longer than a step may.
 */
const reasonsOf = (config, { slate, leftOut }, rank) => {
    const out = Object.entries(leftOut);
    const onSlate = new Set(slate.map(({ offer }) => offer));
    const places = rank(slate.length).map(({ offer }) => offer);
    // What explores stands in the place of the offer that would have come.
    const least = Math.min(...slate.filter(({ offer }) => places.includes(offer)).map(({ fit }) => fit));
    const isOwn = ([, rule]) => OWN.includes(rule);
    const ruled = ([id, rule]) => ({ ...named(config, id), says: [`May not be shown: ${RULES[rule]?.(config.offer(id)) ?? rule}.`] });
    const outranked = ({ offer, fit, place }) => ({
        ...named(config, offer),
        fit,
        says: [place <= slate.length
            ? `Comes in place ${place}, which explores this time: another offer stands there.`
            : `Comes in place ${place}; there is room for ${slate.length}.${
                fit > least ? ' By itself it serves as well as one of them, but whom it serves, those before it serve already.' : ''}`],
    });
    const twin = ({ id }) => ({ ...named(config, id), says: ['Leads to the same place as one that comes before it.'] });
    const [own, others] = [out.filter(isOwn).map(ruled), out.filter((it) => !isOwn(it)).map(ruled)];
    return (most) => {
        const asked = slate.length + most;
        const ranking = rank(asked).map((pick, index) => ({ ...pick, place: index + 1 }));
        const behind = ranking.filter(({ offer }) => !onSlate.has(offer));
        const all = [...own, ...behind.map(outranked), ...others];
        if (ranking.length === asked) return all;
        // What is neither ranked nor left out leads where another does.
        const told = new Set([...onSlate, ...all.map(({ id }) => id)]);
        return [...all, ...config.offers.filter(({ id }) => !told.has(id)).map(twin)];
    };
};

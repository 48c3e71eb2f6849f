// What the panel knows: the site by its config, the visit by the page's API. All that the views show comes from here.

import { linked, siteOf } from './site.js';
import { summaryOf } from './summary.js';
import { markOf, trailOf } from './trail.js';
import { beliefOf, dressed, noticed } from './visit.js';

/** The event that a visitor is who says that he is a customer already. */
const CUSTOMER = 'customer';

/**
 * `config`, `base` and `api` (the page's) come from the loader; `address` says where the page is now, which an app may change.
 * For the others see `siteOf`. Of the visit each question is asked anew: what was concluded changes with every step.
 */
export const known = ({ config = {}, base = '/', api, address, ...rest }) => {
    const site = siteOf({ config, base, address: address(), ...rest });
    const { panel, personas, offer, kind, say, count } = site;
    const journal = () => api.journal() ?? [];
    const trail = () => trailOf(journal(), address());
    const edit = (change) => api.journal(change(journal()));
    const belief = () => beliefOf(site, api.belief() ?? {});

    return {
        say,
        count,
        journal,
        dressed: (slate) => dressed(site, slate, trail(), belief(), address()),
        noticed: () => noticed(site, trail(), belief()),
        /** What can be found: the offers, then the pages that the config lists. */
        entries: () => [
            ...site.offers().map((it) => ({ ...linked(it), more: `${kind(it.kind ?? '')} ${it.url}`, about: kind(it.kind ?? '') })),
            ...site.pages().map(({ title, url }) => ({ title, url, more: url })),
        ],
        /** Says of each offer whether it was used so far. */
        used: () => trail().used,
        /** Whether this is a natural end of the visit. */
        ends: () => trail().ends(),
        forget: () => api.forget(),
        pause: (on) => api.pause(on),
        hasPages: () => site.pages().length > 0,
        asks: panel.personas === true,
        searches: panel.search !== false,
        knowsCustomers: site.signals.some(({ when }) => when?.event === CUSTOMER),
        movement: () => api.belief()?.movement,
        opens: () => panel.open ?? 'click',
        contact: site.contact,
        personas: () => personas.map(({ says }) => says),
        /**
         * What may change at any time: which persona the visitor says he is (from 1), whether he is a customer by his word, the offers
         * that he dismissed, and a text that stands for all steps.
         */
        heard: () => {
            const events = journal();
            return {
                said: personas.findIndex(({ id }) => id === api.belief()?.said) + 1,
                customer: events.some(({ event }) => event?.name === CUSTOMER),
                dismissals: events.map(({ dismissal }) => dismissal?.offer).filter(Boolean),
                steps: events.map(markOf).join(),
            };
        },
        sayPersona: (which) => api.persona(personas[which - 1]?.id ?? null),
        sayCustomer: (is) => (is ? api.event(CUSTOMER) : edit((events) => events.filter(({ event }) => event?.name !== CUSTOMER))),
        undoDismissal: (id) => edit((events) => events.filter(({ dismissal }) => dismissal?.offer !== id)),
        remove: (gone) => edit((events) => events.filter((event) => markOf(event) !== markOf(gone))),
        add: (more) => edit((events) => [...events, ...more]),
        /** An offer with the summary that may go along, and who gets it. */
        handoff: (id) => {
            const it = offer(id);
            return it && { ...linked(it), team: it.owner ? site.team(it.owner) : say('team.any'), summary: summaryOf(site, trail(), belief(), it) };
        },
    };
};

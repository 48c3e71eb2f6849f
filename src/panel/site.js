// What the panel knows: the site by its config, the visit by the page's API. All that the views show comes from here.

import { place, trailOf } from './trail.js';
import { speaker } from './words.js';

/** From this probability on something is said without "perhaps", and below the other it is not said at all. */
const SURE = 0.6;
const GUESS = 0.3;
/** From this fit on an offer is a good bet, if it is so much better than the next one. */
const GOOD = 0.5;
const LEAD = 1.1;
/** So many lines of each sort are enough for somebody who answers a visitor. */
const MOST = 8;
/** Teams whose work begins with what went wrong. */
const HELPERS = /\b(support|service|help|success|care)\b/i;
/** The event that a visitor is who says that he is a customer already. */
const CUSTOMER = 'customer';

const listOf = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === 'object') : []);
const isContact = ({ kind, url }) => kind === 'talk' || /^(mailto|tel):/i.test(url);

/**
 * `config`, `base` (the path that its relative links start from) and `api` (the page's) come from the loader, `words` is the text
 * of a language's file, `language` the page's, `address` its address.
 */
export const known = ({ config = {}, base = '/', api, words, english, language, address }) => {
    const locale = config.locale || 'en';
    language ||= locale;
    /** A text in the page's language: as written, else in the language's base, else in the file's own, else any. */
    const text = (value) => {
        if (!value || typeof value === 'string') return value || '';
        const held = Object.entries(value).map(([key, said]) => [key.toLowerCase(), said]);
        const wanted = [language, language.split('-')[0], locale].map((key) => held.find(([known]) => known === key.toLowerCase()));
        return String((wanted.find(Boolean) ?? held[0])?.[1] ?? '');
    };
    const link = (url) => (typeof url === 'string' && !/^([a-z][a-z\d+.-]*:|[/#?]|$)/i.test(url) ? base.replace(/[^/]*$/, '') + url : url);
    const isSafe = ({ title, url }) => title && typeof url === 'string' && /^(https?|mailto|tel):/.test(place(url, address));

    const panel = config.panel ?? {};
    const own = Object.fromEntries(Object.entries(panel.words ?? {}).map(([key, said]) => [key, text(said)]));
    const { say, count, kind: kindOf, ago } = speaker(english, words, own, language);
    const personas = listOf(config.personas).map((it) => {
        const name = text(it.name) || it.id;
        return { id: it.id, name, says: text(it.says) || name, team: text(it.team) };
    });
    const persona = (id) => personas.find((it) => it.id === id);
    const offers = listOf(config.offers).map((it) => ({ ...it, title: text(it.title), text: text(it.text), url: link(it.url) })).filter(isSafe);
    const offer = (id) => offers.find((it) => it.id === id);
    const titleOf = (id) => offer(id)?.title ?? id;
    const pages = listOf(config.pages).map((it) => ({ title: text(it.title), url: link(it.url) })).filter(isSafe);

    // ---- The visit. Each question is asked anew: what was concluded changes with every step. ----

    const journal = () => api.journal() ?? [];
    const trail = () => trailOf(journal(), address);
    const edit = (change) => api.journal(change(journal()));
    const likeliest = (shares = {}) => Object.entries(shares).reduce((best, [id, share]) => (share > best[1] ? [id, share] : best), ['', GUESS]);
    const belief = () => {
        const { personas, stages, said, movement, evidence } = api.belief() ?? {};
        const [[who, sure], [where, sureThere]] = [likeliest(personas), likeliest(stages)];
        return {
            said: persona(said),
            who: persona(who),
            sure: sure >= SURE,
            where: text(listOf(config.journeys).flatMap(({ stages }) => listOf(stages)).find(({ id }) => id === where)?.name),
            sureThere: sureThere >= SURE,
            movement,
            because: [...new Set(listOf(evidence).map(({ signal }) => text(listOf(config.signals).find(({ id }) => id === signal)?.because)))].filter(Boolean),
        };
    };
    // ---- What the views show. ----

    /** An offer as a link shows it. */
    const linked = (it) => ({ ...it, offer: it.id, asks: it.handoff === true });

    /** A slate, with what sets its offers apart: the best bet, what is for a colleague, where a person answers, what was used. */
    const dressed = (slate) => {
        const past = trail();
        const { said, who, sure } = belief();
        const leader = said ?? (sure ? who : undefined);
        const fits = slate.offers.filter((it) => !isContact(it)).map(({ fit }) => fit).sort((one, other) => other - one);
        const mark = (it) => {
            const { personas: wanted = [] } = offer(it.offer) ?? {};
            const colleague = leader && wanted.length && !wanted.includes(leader.id) && persona(wanted[0]);
            if (colleague) return ['colleague', colleague.team ? say('team', colleague.team) : say('colleague', colleague.name)];
            if (isContact(it)) return ['person', say('person')];
            return it.fit === fits[0] && it.fit >= GOOD && it.fit >= LEAD * (fits[1] ?? 0) ? ['best', say('best')] : ['', ''];
        };
        const dress = (it) => {
            const [sort, badge] = mark(it);
            const used = past.used({ id: it.offer, url: it.url }) ? say('used') : '';
            return { ...it, sort, badge, used, asks: offer(it.offer)?.handoff === true, kindName: kindOf(it.kind) };
        };
        const shown = slate.offers.map((it) => it.offer);
        return {
            ...slate,
            title: text(panel.title) || say('title'),
            offers: slate.offers.filter((it) => it.offer && isSafe(it)).map(dress),
            welcome: welcome(past, shown),
            ends: past.ends(),
        };
    };

    /** Where the visitor left off, in a sentence around the link, and what was still open then. */
    const welcome = (past, shown) => {
        const left = past.left();
        if (!left) return;
        const open = past.open(offer, past.before).filter(({ id }) => !shown.includes(id)).slice(0, 3).map(linked);
        const here = place(left.page.url, address) === place(address);
        const [start, end] = say('left', ago(left.ago), '\n').split('\n');
        return here && !open.length ? undefined
            : { start, end, here, open, long: left.long, url: left.page.url, title: left.page.title };
    };

    /** What was noticed: the conclusions with their doubts, from what, and each step, the newest first. */
    const noticed = () => {
        const { said, who, sure, where, sureThere, movement, because } = belief();
        const named = { click: titleOf, dismissal: titleOf, persona: (id) => persona(id)?.says ?? id };
        const now = Date.now();
        return {
            concluded: [
                said ? say('persona.said', said.says) : who ? say(sure ? 'persona.sure' : 'persona.guess', who.says) : say('persona.unsure'),
                where ? say(sureThere ? 'stage.sure' : 'stage.guess', where) : say('stage.unsure'),
                say(`moves.${movement}`),
            ].filter(Boolean),
            because,
            steps: trail().steps.filter(({ kind }) => kind).reverse().map(({ place, at, kind, name, event }) => ({
                place,
                when: ago(now - at),
                url: event.page?.url ?? '',
                what: kind === 'page' ? name : say(`trail.${kind}`, named[kind]?.(name) ?? name),
            })),
        };
    };

    const block = (head, lines) => (lines.length ? [`${say(head)}:`, ...lines.slice(0, MOST).map((line) => `- ${line}`)].join('\n') : '');

    /**
     * What goes along with an offer if the visitor wants it, written as the visitor, for the offer's team. For a team that
     * helps, what was looked for comes first; for others, where the visitor stands.
     */
    const summary = (it) => {
        const past = trail();
        const { said, who, where } = belief();
        const names = (wanted) => [...new Set(past.steps.filter(({ kind }) => kind === wanted).reverse().map(({ name }) => name))];
        const times = new Map();
        for (const { kind, name, event } of past.steps) if (kind === 'page') times.set(name, (times.get(name) ?? 0) + (event.page.engaged ?? 0));
        const read = [...times].sort(([, one], [, other]) => other - one).map(([name, seconds]) => {
            const minutes = Math.round(seconds / 60);
            return minutes ? `${name} (${count('sum.minutes', minutes)})` : name;
        });
        const forms = names('start').filter((form) => !past.did('submit', form)).map((form) => say('sum.form', form));
        const standing = [
            said ? say('sum.said', said.says) : who ? say('sum.guess', who.name) : '',
            where && say('sum.stage', where),
        ].filter(Boolean).join('\n');
        const about = say('sum.about', it.title);
        const parts = {
            found: block('sum.search', names('search')),
            read: block('sum.read', read),
            used: block('sum.used', names('click').filter((id) => id !== it.id).map(titleOf)),
            open: block('sum.open', [...forms, ...past.open(offer).filter(({ id }) => id !== it.id).map(({ title }) => title)]),
        };
        const { found, used, open } = parts;
        const order = HELPERS.test(it.owner) ? [about, found, open, parts.read, used, standing] : [about, standing, parts.read, found, used, open];
        return order.filter(Boolean).join('\n\n');
    };

    /** What can be found: the offers, then the pages that the config lists. */
    const entries = () => [
        ...offers.map((it) => ({ ...linked(it), more: `${kindOf(it.kind ?? '')} ${it.url}`, about: kindOf(it.kind ?? '') })),
        ...pages.map((it) => ({ ...it, more: it.url })),
    ];

    return {
        say,
        count,
        dressed,
        noticed,
        entries,
        journal,
        edit,
        /** Says of each offer whether it was used so far. */
        used: () => trail().used,
        forget: () => api.forget(),
        pause: (on) => api.pause(on),
        hasPages: pages.length > 0,
        asks: panel.personas === true,
        searches: panel.search !== false,
        knowsCustomers: listOf(config.signals).some(({ when }) => when?.event === CUSTOMER),
        movement: () => api.belief()?.movement,
        opens: () => panel.open ?? 'click',
        contact: () => offers.filter(isContact).map(linked)[0],
        personas: () => personas.map(({ says }) => says),
        /** Which persona the visitor says he is, from 1. */
        said: () => personas.findIndex(({ id }) => id === api.belief()?.said) + 1,
        sayPersona: (which) => api.persona(personas[which - 1]?.id ?? null),
        isCustomer: () => trail().did('event', CUSTOMER),
        sayCustomer: (is) => (is ? api.event(CUSTOMER) : edit((events) => events.filter(({ event }) => event?.name !== CUSTOMER))),
        undoDismissal: (id) => edit((events) => events.filter(({ dismissal }) => dismissal?.offer !== id)),
        remove: (at) => edit((events) => events.filter((_, index) => index !== at)),
        add: (more) => edit((events) => [...events, ...more]),
        /** An offer with the summary that may go along. */
        handoff: (id) => {
            const it = offer(id);
            return it && { ...linked(it), team: it.owner ? kindOf(it.owner) : say('team.any'), summary: summary(it) };
        },
    };
};

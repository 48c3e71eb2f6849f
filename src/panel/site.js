// What a config says of its site, in the page's language, as far as the panel shows it.

import { place } from './trail.js';
import { speaker } from './words.js';

/** The objects of a list, of whatever is given. */
export const listOf = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === 'object') : []);

/** Whether an offer leads to somebody who answers. */
export const isContact = ({ kind, url }) => kind === 'talk' || /^(mailto|tel):/i.test(url);

/** An offer as a link shows it. */
export const linked = (offer) => ({ ...offer, offer: offer.id, asks: offer.handoff === true });

/**
 * `base` is the path that the config's relative links start from, `words` the text of a language's file, `language` the page's,
 * `address` its address.
 */
export const siteOf = ({ config, base, words, english, language, address }) => {
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
    const personas = listOf(config.personas).map((it) => {
        const name = text(it.name) || it.id;
        return { id: it.id, name, says: text(it.says) || name, team: text(it.team) };
    });
    /** Items as people see them. Each of hundreds is read when it is asked for. */
    const seen = (items) => items.map((it) => ({ ...it, title: text(it.title), text: text(it.text), url: link(it.url) })).filter(isSafe);
    const offers = listOf(config.offers);
    const pages = listOf(config.pages);
    const stages = listOf(config.journeys).flatMap(({ stages }) => listOf(stages));
    const signals = listOf(config.signals);
    const offer = (id) => seen(offers.filter((it) => it.id === id))[0];

    return {
        ...speaker(english, words, own, language),
        panel,
        heading: text(panel.title),
        signals,
        personas,
        offers: () => seen(offers),
        pages: () => seen(pages),
        contact: () => seen(offers.filter(isContact)).map(linked)[0],
        isSafe,
        persona: (id) => personas.find((it) => it.id === id),
        offer,
        titleOf: (id) => offer(id)?.title ?? id,
        stage: (id) => text(stages.find((it) => it.id === id)?.name),
        because: (id) => text(signals.find((it) => it.id === id)?.because),
    };
};

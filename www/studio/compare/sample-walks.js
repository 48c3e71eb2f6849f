// Walks to compare versions on before anybody has walked: for each persona a short one, made of what its signals listen to.

import { Journey, READING } from '../walk/journey.js';
import { kept, originOf, pagesOf } from '../walk/pages.js';

/** A Tuesday morning: the same walks at any time. */
const START = Date.parse('2026-01-06T09:00:00Z');
/** So many things happen in one. */
const MOST = 4;
/** From such a strength on a signal is typical of a persona. */
const TYPICAL = { likely: 4, strong: 10, certain: 100, hint: 2 };

const listOf = (value) => (Array.isArray(value) ? value : []);
const strength = (given) => (typeof given === 'number' ? given : TYPICAL[given] ?? 0);
const plain = (glob) => glob.replace(/\*+/g, 'example').replace(/^([^/])/, '/$1');

/** What makes a condition hold, as something that a visitor does; nothing where one thing does not. */
const deed = (condition, { origin, pages, config }) => {
    const first = (value) => [value].flat().find((it) => typeof it === 'string');
    if (!condition || typeof condition !== 'object') return undefined;
    const { path, words, search, event, form, any, all, referrer } = condition;
    if (first(path)) {
        const url = kept(plain(first(path)), origin, config);
        const start = first(path).split('*')[0];
        const known = pages.find((page) => new URL(page.url).pathname.startsWith(start) && first(path).includes('*'));
        return (journey) => journey.visit({ url: known?.url ?? url, title: known?.title ?? '' }, READING.read);
    }
    if (first(words)) return (journey) => journey.visit({ url: `${origin}/example`, title: first(words), words: [words].flat().join(' ') }, READING.read);
    if (first(search)) return (journey) => journey.act({ search: { query: first(search) } });
    if (first(event)) return (journey) => journey.act({ event: { name: first(event) } });
    if (typeof form?.id === 'string') return (journey) => journey.act({ form: { id: form.id.replace(/\*+/g, 'example'), did: form.did ?? 'start' } });
    if (first(referrer)) return (journey) => journey.visit({ url: `${origin}/`, title: '' }, READING.read, `https://${first(referrer).replace(/\*+\.?/g, 'www.').replace(/\.$/, '')}/`);
    for (const one of [...listOf(any), ...listOf(all)]) {
        const found = deed(one, { origin, pages, config });
        if (found) return found;
    }
    return undefined;
};

/** `[{ name, journey }]`: a walk for each persona of a config, the same ones each time. */
export const sampleWalks = (config) => {
    const origin = originOf(config);
    const site = { origin, pages: pagesOf(config, origin), config };
    const walks = config.personas.map(({ id, name }) => {
        const signals = listOf(config.config.signals).filter(({ persona }) => strength(persona?.[id]) > 1).sort((one, other) => strength(other.persona[id]) - strength(one.persona[id]));
        const words = listOf(listOf(config.config.personas).find((it) => it.id === id)?.words).slice(0, 3);
        const deeds = [...signals.map(({ when }) => when), words.length ? { words } : undefined].map((condition) => deed(condition, site)).filter(Boolean).slice(0, MOST);
        const journey = new Journey(START);
        journey.visit({ url: `${origin}/`, title: '' }, READING.read);
        for (const act of deeds) act(journey);
        return { name, journey };
    });
    // Without personas a look at the front page is all there is.
    if (walks.length) return walks;
    const journey = new Journey(START);
    journey.visit({ url: `${origin}/`, title: '' }, READING.read);
    return [{ name: 'A visitor', journey }];
};

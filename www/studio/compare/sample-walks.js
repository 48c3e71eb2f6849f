// Walks to compare versions on before anybody has walked: for each persona a short one, made of what its signals listen to, and one
// through the stages. The same ones each time.

import { Journey, READING } from '../walk/journey.js';
import { kept, originOf, pagesOf } from '../walk/pages.js';

/** A Tuesday morning: the same walks at any time. */
const START = Date.parse('2026-01-06T09:00:00Z');
/** So many things happen in a walk after the front page, at least where the file has so many and at most; through the stages more. */
const LEAST = 2;
const MOST = 4;
const STAGES = 8;
/** How strongly a signal speaks for something. */
const STRENGTHS = { hint: 2, likely: 4, strong: 10, certain: 100 };

const listOf = (value) => (Array.isArray(value) ? value : []);
const first = (value) => [value].flat().find((it) => typeof it === 'string');
const strength = (given) => (typeof given === 'number' ? given : STRENGTHS[given] ?? 0);
const pathnameOf = (url) => new URL(url).pathname.replace(/(.)\/$/, '$1');
const plain = (glob) => glob.replace(/\*+/g, 'example');

/** What makes a condition hold, as something that a visitor does; nothing where one thing alone does not. */
const deed = (condition, site) => {
    if (!condition || typeof condition !== 'object') return undefined;
    const { path, query, words, search, event, form, offer, referrer, any, all } = condition;
    const visit = (page, from) => (journey) => journey.visit(page, READING.read, from);
    if (first(path)) return visit(site.pageFor(first(path)));
    if (query && typeof query === 'object') {
        const parameters = new URLSearchParams(Object.entries(query).map(([key, glob]) => [key, plain(first(glob) ?? '')]));
        return visit({ url: kept(`/?${parameters}`, site.origin, site.config), title: '' });
    }
    if (first(words)) return visit({ url: `${site.origin}/example`, title: first(words), words: [words].flat().join(' ') });
    if (first(search)) return (journey) => journey.act({ search: { query: first(search) } });
    if (first(event)) return (journey) => journey.act({ event: { name: first(event) } });
    if (first(form?.id)) return (journey) => journey.act({ form: { id: plain(first(form.id)), did: form.did ?? 'start' } });
    if (first(offer?.clicked)) return (journey) => journey.act({ click: { offer: first(offer.clicked) } });
    // A pattern for hosts may begin or end anywhere.
    if (first(referrer)) return visit({ url: `${site.origin}/`, title: '' }, `https://${first(referrer).replace(/^\*+\.?/, 'www.').replace(/\.?\*+$/, '.example')}/`);
    for (const one of [...listOf(any), ...listOf(all)]) {
        const found = deed(one, site);
        if (found) return found;
    }
    return undefined;
};

/** What walks ask of a config's site. */
const siteOf = (config) => {
    const origin = originOf(config);
    const pages = pagesOf(config, origin);
    return {
        config,
        origin,
        pages,
        /** The page of a path; of a pattern the first one that fits it. */
        pageFor(glob) {
            const [start] = glob.split('*');
            const fits = ({ url }) => (glob.includes('*') ? pathnameOf(url).startsWith(start) : pathnameOf(url) === glob.replace(/(.)\/$/, '$1'));
            return pages.find(fits) ?? { url: kept(plain(glob).replace(/^(?!\/)/, '/'), origin, config), title: '' };
        },
    };
};

/** Those of both, each once: a walk must lead past what only one of the versions listens to, too. */
const united = (config, other, key) => {
    const lists = [config, other].map((version) => listOf(version?.config[key]));
    return [...new Map(lists.flat().map((it) => [JSON.stringify(it.when ?? it.id), it])).values()];
};

/** `[{ name, journey }]`: the walks for a config, and for another one that is compared with it. */
export const sampleWalks = (config, other) => {
    const site = siteOf(config);
    const signals = united(other ?? config, config, 'signals');
    const personas = [...config.personas, ...(other?.personas ?? []).filter(({ id }) => !config.personas.some((it) => it.id === id))];
    const stages = [...config.stages, ...(other?.stages ?? []).filter(({ id }) => !config.stages.some((it) => it.id === id))];
    const strongest = (kind, id, from = signals) => from.filter((signal) => strength(signal[kind]?.[id]) > 1).sort((one, two) => strength(two[kind][id]) - strength(one[kind][id]));
    const deedsOf = (conditions) => conditions.map((condition) => deed(condition, site)).filter(Boolean);

    const ofPersona = ({ id, name }) => {
        const words = listOf(united(config, other, 'personas').find((it) => it.id === id)?.words).slice(0, 3);
        const deeds = deedsOf([...strongest('persona', id).map(({ when }) => when), words.length ? { words } : undefined]).slice(0, MOST);
        // Where too little is listened to, what is written for this persona is read.
        const own = config.offers.filter(({ personas, url }) => [personas].flat().includes(id) && typeof url === 'string');
        const reads = own.map(({ url }) => site.pages.find((page) => page.url === kept(url, site.origin, config))).filter(Boolean);
        return { name, journey: walk([...deeds, ...reads.slice(0, Math.max(0, LEAST - deeds.length)).map((page) => (journey) => journey.visit(page, READING.read))]) };
    };
    const general = signals.filter(({ persona }) => !persona || !Object.keys(persona).length);
    const onward = [...new Set(stages.map(({ id }) => strongest('stage', id, general)[0]).filter(Boolean))];
    const through = deedsOf(onward.map(({ when }) => when)).slice(0, STAGES);
    const walks = personas.map(ofPersona);
    // Without any signal a look at the front page is all there is.
    if (through.length || !walks.length) walks.push({ name: walks.length ? 'Through the stages' : 'A visitor', journey: walk(through) });
    return walks;

    function walk(deeds) {
        const journey = new Journey(START);
        journey.visit(site.pageFor('/'), READING.read);
        for (const act of deeds) act(journey);
        return journey;
    }
};

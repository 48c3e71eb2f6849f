// What a config knows of its site: pages, forms, events, searches, and where visitors come from.

/** The site's address where the config has none of its own. */
const NOWHERE = 'https://www.example.com';

const listOf = (value) => (Array.isArray(value) ? value : []);

/** Where the site is: the origin that most offers name, if they name any. */
export const originOf = ({ offers }) => {
    const counts = new Map();
    for (const { url = '' } of offers) {
        if (!/^https?:/i.test(url)) continue;
        const { origin } = new URL(url);
        counts.set(origin, (counts.get(origin) ?? 0) + 1);
    }
    const [[most, count] = [NOWHERE, 0]] = [...counts].sort(([, one], [, other]) => other - one);
    // A few links to elsewhere do not make that the site.
    return count > offers.length / 2 ? most : NOWHERE;
};

/** A path as the engine spells it: a slash at the end and `index.html` say nothing. */
const spelled = (path) => path.replace(/\/(index\.html)?$/, '') || '/';

/**
 * The pages: `{ url, title, label }`, with the title only where the config says what the page is about; the label is for the list. Of
 * a pattern without a page there is one that fits it.
 */
export const pagesOf = (config, origin) => {
    const pages = new Map();
    const add = (link, title, label = title) => {
        let url;
        try {
            url = new URL(link, `${origin}/`);
        } catch {
            return;
        }
        if (url.origin !== origin) return;
        url.hash = '';
        const place = spelled(url.pathname) + url.search;
        if (!pages.has(place)) pages.set(place, { url: url.href, title, label });
    };
    for (const { url, title } of config.offers) if (typeof url === 'string') add(url, title);
    for (const { url, title } of listOf(config.config.pages)) if (typeof url === 'string') add(url, config.say(title));
    const known = [...pages.values()].map(({ url }) => spelled(new URL(url).pathname));
    for (const glob of conditionsOf(config).flatMap(({ path }) => [path].flat()).filter((it) => typeof it === 'string')) {
        const start = glob.split('*')[0];
        const isKnown = glob.includes('*') ? known.some((path) => path.startsWith(start) && path !== start) : known.includes(spelled(glob));
        if (!isKnown && glob.startsWith('/')) add(glob.replace(/\*+/g, 'example'), '', glob.includes('*') ? `A page like ${glob}` : '');
    }
    // It is always there, and what it says nobody knows here.
    const { title, label } = pages.get('/') ?? { title: '' };
    pages.delete('/');
    return [{ url: new URL('/', origin).href, title, label: label || 'Front page' }, ...pages.values()];
};

/** All conditions of signals and audiences that may have to hold, one inside the other. */
const conditionsOf = ({ config }) => {
    const found = [];
    const gather = (condition) => {
        if (!condition || typeof condition !== 'object') return;
        found.push(condition);
        for (const key of ['all', 'any']) listOf(condition[key]).forEach(gather);
        gather(condition.not);
    };
    listOf(config.signals).forEach(({ when }) => gather(when));
    listOf(config.offers).forEach(({ audience }) => gather(audience));
    return found;
};

const distinct = (values) => [...new Set(values.flat().filter((it) => typeof it === 'string' && it))];

/** What conditions and personas listen to, for suggestions: names of events and forms, words, hosts that visitors come from. */
export const namesOf = (config) => {
    const conditions = conditionsOf(config);
    const plain = (glob) => !glob.includes('*');
    return {
        events: distinct(conditions.map(({ event }) => event)),
        forms: distinct(conditions.map(({ form }) => form?.id)).filter(plain),
        searches: distinct(conditions.map(({ search }) => search)),
        words: distinct([...listOf(config.config.personas).map(({ words }) => words), ...conditions.map(({ words }) => words)]),
        referrers: distinct(conditions.map(({ referrer }) => referrer)).map((host) => host.replace(/^(\*\*?\.)/, 'www.')).filter(plain),
    };
};

/** An address as a browser's journal keeps it: without what follows `#`, and of its query only what the config names. */
export const kept = (address, origin, { config }) => {
    const url = new URL(address, `${origin}/`);
    const keys = listOf(config.privacy?.queryKeys);
    for (const key of [...url.searchParams.keys()]) if (!keys.includes(key)) url.searchParams.delete(key);
    url.hash = '';
    return url.href;
};

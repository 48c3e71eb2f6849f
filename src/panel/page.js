// What the panel asks of the browser in its own language. The build puts this into the module's glue, where these functions
// are found by name. Nothing is thrown at the module.

import { pack, read, unpack, written } from './carry.js';
import { searcher, sitemapEntries } from './search.js';

const attempt = (act, otherwise) => {
    try {
        return act() ?? otherwise;
    } catch {
        return otherwise;
    }
};

/** A text in lower case. */
const lowercase = (text) => text.toLowerCase();

// ---- Numbers and times as a language writes them. A language that is no language is the browser's own. ----

const plural = (language, count) => attempt(() => new Intl.PluralRules(language || []).select(count), 'other');
const digits = (language, number) => attempt(() => number.toLocaleString(language || []), `${number}`);

const UNITS = [['year', 365 * 864e5], ['month', 30 * 864e5], ['week', 7 * 864e5], ['day', 864e5], ['hour', 36e5], ['minute', 6e4]];

/** "three days ago" */
const ago = (language, span) => attempt(() => {
    const [unit, length] = UNITS.find(([, length]) => span >= length) || ['minute', 6e4];
    return new Intl.RelativeTimeFormat(language || [], { numeric: 'auto' }).format(-Math.round(span / length), unit);
}, '');

const moment = (text) => Date.parse(text);

// ---- The page. ----

/** A function of the page's API, or of any object. */
const ask = (api, name, given) => attempt(() => (given === undefined ? api[name]() : api[name](given)));

const pageLanguage = () => document.documentElement.lang;
const pageAddress = () => document.URL;

/** The whole address of a link, without what follows `#`. */
const address = (link) => attempt(() => new URL(link, document.baseURI).href.split('#')[0], link);

/** Where a link leads on this site, in words: its host elsewhere, its path here. */
const whereabouts = (link) => attempt(() => {
    const { origin, host, pathname } = new URL(link, document.baseURI);
    return origin === location.origin ? decodeURI(pathname) : host;
}, link);

const go = (link) => location.assign(link);

/** Where a link carries a summary to a form: behind `#`, too. */
const SUMMARY = '#cairn-summary=';

/** Goes to an offer with the visitor's summary: into the mail, or to the page's field that waits for it. */
const handOver = (link, summary) => attempt(() => {
    const url = new URL(link, document.baseURI);
    if (url.protocol === 'mailto:') {
        const body = `${url.search ? '&' : '?'}body=${encodeURIComponent(summary)}`;
        go(url.href + body);
    } else if (url.origin === location.origin) {
        const there = address(url.href) === address(location.href);
        const fragment = url.hash;
        url.hash = `${SUMMARY}${encodeURIComponent(summary)}${fragment.replace('#', '&')}`;
        if (there) {
            fillIn(summary);
            location.hash = fragment;
        } else go(url.href);
    } else go(link);
});

/** The field that a page has for it. Nothing that somebody wrote there is lost. */
const fillIn = (summary) => attempt(() => {
    const field = document.querySelector('[data-cairn=summary], [name=cairn-summary]');
    if (!field) return;
    field.value = field.value ? `${field.value}\n\n${summary}` : summary;
    // The page's own script wants to know.
    field.dispatchEvent(new Event('input', { bubbles: true }));
});

/** Writes the summary that the address carries into the page's field, and takes it off the address. */
const receive = () => attempt(() => {
    const { hash } = location;
    if (!hash.startsWith(SUMMARY)) return;
    const [summary, fragment] = hash.slice(SUMMARY.length).split('&');
    history.replaceState(history.state, '', address(location.href) + (fragment ? `#${fragment}` : ''));
    fillIn(decodeURIComponent(summary));
    document.getElementById(fragment)?.scrollIntoView();
});

// ---- What the browser remembers for this session: single words. It may be blocked. ----

const remember = (name) => attempt(() => sessionStorage.setItem(name, '1'));
const remembers = (name) => attempt(() => sessionStorage.getItem(name) === '1', false);

// ---- Search. The site's map of its pages is fetched once, when the first search is opened. ----

let search = () => [];
let entries = [];
let map;

const textOf = async (url) => {
    const response = await fetch(url);
    return response.ok ? response.text() : '';
};

/** Takes in what can be found; `more` is called when more can be. */
const gather = (given, wantsMap, more) => {
    entries = given;
    search = searcher(entries, more);
    if (!wantsMap) return;
    map ??= sitemapEntries(textOf, location.origin).catch(() => []);
    map.then((pages) => {
        const known = new Set(given.map(({ url }) => address(url)));
        pages = pages.filter(({ url }) => !known.has(url));
        if (entries !== given || !pages.length) return;
        entries = [...given, ...pages.map(({ title, url }) => ({ title, url, more: url }))];
        search = searcher(entries, more);
        more();
    });
};

/** The first of what was found, and how much that is. Without a query it is everything. */
const found = (query, most) => attempt(() => {
    const hits = query ? search(query).map((index) => entries[index]) : entries;
    return { hits: hits.slice(0, most), total: hits.length };
}, {});

// ---- A journey taken along. Each says in the end what came of it: `done(events)`, or what went wrong, in a word. ----

/** Where a link carries a journey: behind `#`, which no server ever sees. */
const CARRIED = '#cairn=';
/** So many characters a code can carry that every camera reads. */
const READABLE = 425;

const told = (done, work) => {
    work().then(done, ({ message }) => done(message === 'newer' ? 'newer' : 'damaged'));
};

const linkTo = async (events) => `${address(location.href)}${CARRIED}${await pack(events)}`;

const saveFile = (events) => attempt(() => {
    const url = URL.createObjectURL(new Blob([written(events)], { type: 'application/json' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: 'journey.json' });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
});

const openFile = (done) => attempt(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', accept: '.json,.ndjson' });
    input.onchange = () => told(done, async () => read(await input.files[0].text()));
    input.click();
});

const copyLink = (events, done) => linkTo(events).then((link) => navigator.clipboard.writeText(link))
    .then(() => done([]), () => done('failed'));

const copy = (text, done) => attempt(() => navigator.clipboard.writeText(text).then(() => done([]), () => done('failed')));

/** The lines of a code with as many of the latest events as it can carry: `{ d, square }`. */
const showCode = async (events, done) => {
    try {
        const { path } = await import(new URL('QR_FILE', import.meta.url));
        for (let first = 0; ; first = first + Math.ceil((events.length - first) / 8)) {
            const link = await linkTo(events.slice(first));
            if (link.length <= READABLE || first >= events.length) {
                const { size, d } = path(link);
                return done({ d, square: `0 0 ${size} ${size}` });
            }
        }
    } catch {
        done('failed');
    }
};

/** The letters of a journey that the page's address carries; they are taken off the address. */
const brought = () => attempt(() => {
    const { hash } = location;
    if (!hash.startsWith(CARRIED)) return '';
    history.replaceState(history.state, '', address(location.href));
    return hash.slice(CARRIED.length);
}, '');

const unpackTo = (letters, done) => told(done, () => unpack(letters));

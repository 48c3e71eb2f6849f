// What the panel asks of the browser in its own language. The build puts this into the module's glue, where these functions
// are found by name. Nothing is thrown at the module.

import { pack, read, unpack, written } from './carry.js';
import { known } from './known.js';
import { watchForOpening } from './opening.js';
import { searcher, sitemapEntries } from './search.js';
import { attempt } from './words.js';

// ---- What is known: one site and one visit, however many panels there are. ----

let site;

const meet = (given) => {
    const about = { language: document.documentElement.lang, address: pageAddress, ...given, english: ENGLISH };
    site = attempt(() => known(about)) ?? known({ ...about, config: {} });
};
const ask = (what, given) => attempt(() => site[what](given));
const has = (what) => Boolean(site[what]);
const say = (key) => site.say(key);
const about = (key, what) => site.say(key, what);
const count = (key, number) => site.count(key, number);

/** One for all panels: it is read once. */
let sheet;

/**
 * Adds the panel's style sheet to the root's own, and gives it: no style element and no style attribute, so that even a page
 * whose policy forbids both shows the panel as it should look. The loader needed such a sheet before.
 */
const adopt = (root) => {
    if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
    }
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return sheet;
};
const withdraw = (root, sheet) => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
};

/** Whether what is in an element can be seen just now: it has no box of its own. */
const inView = (element) => attempt(() => {
    const { top, bottom } = element.firstElementChild.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
}, false);
const placeOf = (host) => [...document.querySelectorAll(host.localName)].indexOf(host);
const focusOpener = (root) => attempt(() => root.querySelector('.opener').focus());

/**
 * What has the focus on the page is never under the panel, which closes, nor under its button, which is out of sight until the
 * focus or the pointer moves on, and can still be reached.
 */
const keepClear = (host, close) => {
    const aside = (so) => attempt(() => host.shadowRoot.querySelector('.opener').classList.toggle('aside', so));
    for (const sign of ['focusout', 'pointermove']) addEventListener(sign, () => aside(false));
    addEventListener('focusin', ({ target }) => {
        const isCovered = () => attempt(() => {
            const { left, top, width, height } = target.getBoundingClientRect();
            return target !== host && document.elementFromPoint(left + width / 2, top + height / 2) === host;
        }, false);
        // The page scrolls first.
        requestAnimationFrame(() => {
            if (!isCovered()) return;
            close();
            aside(isCovered());
        });
    });
};

/** Scrolls as little as brings an element into view. */
const bringIntoView = (element) => attempt(() => element.scrollIntoView({ block: 'nearest' }));
/** Without a place on the page, which is no other page; a route stays. */
const pageAddress = () => document.URL.replace(/#(?![/!]).*/, '');

/** What the browser remembers for the session: that the panel was open. */
const OPENED = 'cairn-opened';
const wasOpened = () => remember(OPENED);
const opensItself = (kind, open) => attempt(() => watchForOpening(kind, {
    may: () => !remembers(OPENED),
    moves: () => site.movement(),
    open,
}));

/** Whether the page is dark where an element stands: its text is light then, however the page came to be so. */
const isDark = (element) => attempt(() => {
    const { color } = getComputedStyle(element);
    const [red, green, blue] = color.match(/[\d.]+/g);
    return /^rgb/.test(color) ? red * 0.3 + green * 0.6 + blue * 0.1 > 127 : red > (/ok|color/.test(color) ? 0.5 : 50);
}, false);

/** A page may turn dark at any time, and take a moment for it. */
const onTurn = (act) => attempt(() => {
    const soon = () => [0, 500].forEach((wait) => setTimeout(act, wait));
    const observer = new MutationObserver(soon);
    for (const root of [document.documentElement, document.body]) observer.observe(root, { attributes: true });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', soon);
});

/** A text in lower case. */
const lowercase = (text) => text.toLowerCase();

// ---- Going on. ----

const address = (link) => attempt(() => new URL(link, document.baseURI).href.split('#')[0], link);

const go = (link) => attempt(() => location.assign(link));

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
    field.focus();
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

/**
 * Takes in what can be found; `more` is called when more can be. Pages that the config does not list come from the site's map,
 * fetched only now.
 */
const gather = (more) => attempt(() => {
    const given = entries = site.entries();
    search = searcher(entries, more);
    // The first number takes a browser long: not while somebody types.
    setTimeout(() => site.count('found', 2));
    if (site.hasPages()) return;
    map ??= sitemapEntries(textOf, location.origin).catch(() => []);
    map.then((pages) => {
        const known = new Set(given.map(({ url }) => address(url)));
        pages = pages.filter(({ url }) => !known.has(url));
        if (entries !== given || !pages.length) return;
        entries = [...given, ...pages.map(({ title, url }) => ({ title, url, more: url }))];
        search = searcher(entries, more);
        more();
    });
});

/** Where a link leads on this site: its path here, its host elsewhere. */
const whereabouts = (link) => attempt(() => {
    const { origin, host, pathname } = new URL(link, document.baseURI);
    return origin === location.origin ? decodeURI(pathname) : host;
}, link);

/** The first of what was found, and how much that is. Without a query it is everything. */
const found = (query, most) => attempt(() => {
    const hits = query ? search(query).map((index) => entries[index]) : entries;
    const used = site.used();
    const shown = (hit) => ({ ...hit, about: hit.about || whereabouts(hit.url), used: hit.offer && used(hit) ? site.say('used') : '' });
    return { hits: hits.slice(0, most).map(shown), total: hits.length };
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

const saveFile = () => attempt(() => {
    const events = site.journal();
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

const copyLink = (done) => linkTo(site.journal()).then((link) => navigator.clipboard.writeText(link))
    .then(() => done([]), () => done('failed'));

/** The lines of a code with as many of the latest events as it can carry: `{ d, square }`. */
const showCode = async (done) => {
    try {
        const events = site.journal();
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

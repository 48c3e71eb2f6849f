// What the visitor does next: pages to view, and all else that may happen.

import { field, make } from '../element.js';
import { READING } from './journey.js';
import { kept, namesOf, originOf, pagesOf } from './pages.js';
import { pathOf } from './steps.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SPANS = [[10 * MINUTE, '10 minutes'], [DAY, 'A day'], [21 * DAY, 'Three weeks']];

/** So many pages are listed at once. */
const MOST = 200;

/** Where visitors come from, beside what the config listens to. */
const SOURCES = [['https://www.google.com/', 'a search engine'], ['https://www.linkedin.com/', 'LinkedIn']];

/** `act(change)` is called with a function that changes the journey. */
export const doing = (place, act) => {
    let config;
    let origin;
    /** Whether somebody has said where the site is. */
    let isSaid = false;
    let pages = [];
    let names;
    let filtered = '';

    const filter = make('input', { type: 'search', placeholder: 'Find a page', 'aria-label': 'Find a page', oninput: () => { filtered = filter.value.toLowerCase(); list(); } });
    const choices = make('ul', { class: 'pages' });
    const reading = make('select', {}, Object.entries(READING).map(([key, { says }]) => make('option', { value: key }, says)));
    reading.value = 'read';
    const source = make('select', {});
    const site = make('input', { type: 'url', spellcheck: 'false', onchange: () => { isSaid = true; origin = cleaned(site.value) ?? origin; site.value = origin; gather(); } });
    const suggestions = Object.fromEntries(['events', 'forms', 'searches', 'words'].map((name) => [name, make('datalist', { id: `known-${name}` })]));

    const visit = (page) => act((journey) => {
        const url = kept(page.url, origin, config);
        const [first, at] = [!journey.page, source.value];
        journey.visit({ url, title: page.title, words: page.words }, READING[reading.value], at || (first ? '' : undefined));
        // Who searches the site by its address has searched.
        const keys = config.config.site?.searchKeys ?? [];
        const query = keys.map((key) => new URL(page.url, origin).searchParams.get(key)).find(Boolean);
        if (query) journey.act({ search: { query } });
        source.value = '';
    });

    const list = () => {
        const fits = ({ url, label }) => `${label} ${url}`.toLowerCase().includes(filtered);
        const shown = pages.filter(fits);
        choices.replaceChildren(...shown.slice(0, MOST).map((page) => make('li', {},
            make('button', { type: 'button', class: 'page', onclick: () => visit(page) }, make('b', {}, page.label || pathOf(page.url)), make('small', {}, pathOf(page.url))))));
        if (shown.length > MOST) choices.append(make('li', { class: 'note' }, `… and ${shown.length - MOST} more: find one by its name.`));
        if (!shown.length) choices.append(make('li', { class: 'note' }, 'No page of that name. Any address can be viewed under “Something else”.'));
    };
    const gather = () => {
        if (!config) return;
        pages = pagesOf(config, origin);
        list();
    };

    /** A small form: fields that are asked for, and what is done with them. */
    const asks = (title, controls, button, send) => make('form', {
        class: 'ask', 'aria-label': title,
        onsubmit: (event) => {
            event.preventDefault();
            send(Object.fromEntries(new FormData(event.target)));
            event.target.reset();
        },
    }, controls, make('button', {}, button));
    const input = (name, known, more = {}) => make('input', { name, list: known && `known-${known}`, autocomplete: 'off', required: true, ...more });
    const option = (value, says) => make('option', { value }, says);

    const more = make('details', { class: 'more' }, make('summary', {}, 'Something else'),
        make('div', { class: 'stack' },
            asks('View any page', [
                field('Address', input('url', null, { placeholder: '/pricing?utm_campaign=spring' })),
                field('Title', input('title', null, { required: false })),
                field('Words of its heading', input('words', 'words', { required: false })),
            ], 'View', ({ url, title, words }) => address(url) && visit({ url: address(url), title, words })),
            asks('Search the site', [field('Search', input('query', 'searches'))], 'Search', ({ query }) => act((journey) => journey.act({ search: { query } }))),
            asks('Use a form', [
                field('Form', input('id', 'forms')),
                field('What happens', make('select', { name: 'did' }, option('start', 'begins it'), option('submit', 'sends it'), option('abandon', 'leaves it half-way'))),
            ], 'Do it', ({ id, did }) => act((journey) => journey.act({ form: { id, did } }))),
            asks('Something the site tells', [
                field('Event', input('name', 'events', { placeholder: 'login' })),
                field('Counts as', make('select', { name: 'as' }, option('event', 'an event'), option('conversion', 'a conversion'))),
            ], 'Tell', ({ name, as }) => act((journey) => journey.act({ [as]: { name } }))),
            field('The site’s address', site, 'Relative links of the file lead there.'),
            Object.values(suggestions)));

    const address = (text) => {
        try {
            return new URL(text, `${origin}/`).href;
        } catch {
            return '';
        }
    };

    place.append(
        make('h2', {}, 'What the visitor does'),
        make('div', { class: 'row how' }, field('The visitor', reading), field('Comes from', source)),
        filter, choices,
        make('div', { class: 'field', role: 'group', 'aria-labelledby': 'time-passes' }, make('span', { id: 'time-passes' }, 'Time passes'),
            make('div', { class: 'row' }, SPANS.map(([span, says]) => make('button', { type: 'button', onclick: () => act((journey) => journey.wait(span, `${says} later`)) }, says)))),
        more);

    return {
        /** Takes a version of the config. */
        update(next) {
            config = next;
            if (!isSaid) origin = originOf(config);
            site.value = origin;
            names = namesOf(config);
            for (const [name, element] of Object.entries(suggestions)) element.replaceChildren(...names[name].slice(0, 300).map((value) => make('option', { value })));
            const hosts = names.referrers.map((host) => [`https://${host}/`, host]);
            const known = [...SOURCES, ...hosts.filter(([url]) => !SOURCES.some(([other]) => other === url))];
            const held = source.value;
            source.replaceChildren(make('option', { value: '' }, 'this site'), ...known.map(([value, says]) => make('option', { value }, says)));
            source.value = known.some(([value]) => value === held) ? held : '';
            gather();
        },
        /** Follows a link of the panel: the page, if it is one of this site. */
        follow(link) {
            const url = new URL(link, `${origin}/`);
            if (url.origin !== origin && url.origin !== location.origin) return;
            const here = new URL(url.pathname + url.search, `${origin}/`).href;
            visit(pages.find((page) => page.url === here) ?? { url: here, title: '' });
        },
        get origin() {
            return origin;
        },
    };
};

/** The origin of an address, if it is one. */
const cleaned = (text) => {
    try {
        const { origin, protocol } = new URL(text);
        return /^https?:$/.test(protocol) ? origin : undefined;
    } catch {
        return undefined;
    }
};

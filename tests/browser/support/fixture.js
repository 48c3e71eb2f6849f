// A small company site with Cairn on it, and what the tests ask of every page: is the console as it should be, is the
// page untouched.
import assert from 'node:assert/strict';
import { openBrowser } from './browser.js';
import { serveSite } from './serve.js';

/** The tag as a web team writes it. */
export const TAG = '<script async src="/cairn/cairn.js" data-config="/offers.json"></script>';

const FALLBACK = '<a href="/contact">Talk to us</a>';
export const INLINE = `<cairn-panel placement="inline">${FALLBACK}</cairn-panel>`;
export const CORNER = `<cairn-panel>${FALLBACK}</cairn-panel>`;

/** A config that is right; `changes` replace whole parts of it. */
export function offers(changes = {}) {
    return {
        version: 1,
        personas: [{ id: 'it', name: 'IT' }, { id: 'finance', name: 'Finance' }],
        signals: [{ id: 'reads-docs', when: { path: '/docs/**' }, persona: { it: 'strong' } }],
        offers: [
            { id: 'guide', title: 'How it works', url: '/guide', personas: ['it'] },
            { id: 'prices', title: 'What it costs', url: '/prices', personas: ['finance'] },
            { id: 'talk', title: 'Talk to someone', url: '/contact' },
        ],
        ...changes,
    };
}

/** A config of a site that asks nobody before it stores. */
export const storing = (changes = {}) => offers({ privacy: { consent: 'not-required', ...changes } });

// What the host page does by itself, and what it hears.
const HOST = `
    window.heard = [];
    window.clicks = 0;
    addEventListener('error', event => heard.push({ name: 'error', detail: String(event.message) }));
    addEventListener('unhandledrejection', event => heard.push({ name: 'error', detail: String(event.reason) }));
    for (const name of ['ready', 'slate', 'failure', 'consent', 'click', 'dismissal', 'impression']) {
        document.addEventListener('cairn:' + name, event =>
            heard.push({ name, detail: event.detail, on: event.target.localName || 'document' }));
    }
    document.addEventListener('click', event => event.target.id === 'host' && clicks++);`;

/** A page of the host; `head` comes before the tag. */
export function page({ title = 'Acme', lang = 'en', head = '', tag = TAG, panel = INLINE, body = '' } = {}) {
    return `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">
        <script src="/host.js"></script>${head}${tag}</head><body><h1>Welcome</h1><nav><a href="/a">Products</a></nav>
        ${panel}<main><p class="host">What we make.</p><button id="host">More</button>${body}</main><footer>Acme Ltd</footer></body></html>`;
}

/** Opens a browser and the site. `await acme.open(path, pageOptions)`; `await acme.close()` at the end. */
export async function openAcme(config = offers()) {
    const pages = { '/host.js': HOST, '/offers.json': config };
    const browser = await openBrowser();
    const site = await serveSite(pages);
    const acme = new Acme(browser, site, pages);
    await acme.say();
    return acme;
}

class Acme {
    #read = 0;

    constructor(browser, site, pages) {
        Object.assign(this, { browser, site, pages });
    }

    /** Puts a page there, for as long as the tests run. */
    put(path, options) {
        this.pages[path.split('?')[0]] = typeof options === 'string' ? options : page(options);
    }

    /** A visitor who has never been here comes to a new page. */
    async open(path, options) {
        this.put(path, options);
        await this.forgetVisitor();
        await this.go(path);
    }

    /** The same visitor goes on to a page. */
    async go(path) {
        await this.browser.visit(new URL(path, this.site.url).href);
    }

    /** Leaves the site and empties the browser's storage. */
    async forgetVisitor() {
        // A page may save as it goes, after the storage has been emptied.
        await this.browser.run(() => { Storage.prototype.setItem = () => {}; });
        await this.browser.visit('about:blank');
        await this.browser.devtools('Storage.clearDataForOrigin', { origin: this.site.url.slice(0, -1), storageTypes: 'all' });
    }

    /** Waits until the panel has its offers. */
    async ready() {
        await this.browser.until('there is a slate', () => window.cairn && cairn.slate && cairn.slate());
    }

    /** Waits until Cairn has told of a failure, or of a limitation, of this name. */
    async failure(name) {
        const told = name => heard.find(({ name: what, detail }) => what === 'failure' && detail.name === name);
        return this.browser.until(`there is a failure ${name}`, told, name);
    }

    /** The events of the journal, without their times. */
    async journal() {
        const events = await this.browser.run(() => cairn.journal());
        return events.map(({ at, ...what }) => what);
    }

    /** The addresses of the journal's page views, oldest first, without the site's own part. */
    async viewed() {
        const views = (await this.journal()).filter(event => event.page);
        return views.map(({ page }) => page.url.replace(this.site.url, '/'));
    }

    /** What has been stored under Cairn's key; null where nothing is. */
    async stored() {
        return this.browser.run(() => JSON.parse(localStorage.getItem('cairn')));
    }

    /** What the console has said since the last question. */
    async say() {
        const all = await this.browser.console();
        const fresh = all.slice(this.#read);
        this.#read = all.length;
        return fresh;
    }

    /**
     * The end of every test: no uncaught error, and nothing in the console but these warnings of Cairn (their names)
     * and what the browser itself says of blocked or failed requests (`browserSays`, sources).
     */
    async expectConsole(names = [], browserSays = []) {
        const said = await this.say();
        const warnings = said.filter(({ text }) => text.includes('Cairn ('));
        const found = warnings.map(({ text }) => text.match(/Cairn \(([\w-]+)\)/)?.[1]);
        assert.deepEqual(found, names, 'the warnings');
        for (const { text, level } of warnings) {
            assert.equal(level, 'WARNING');
            assert.match(text, /To mend it: /);
        }
        const others = said.filter(entry => !warnings.includes(entry) && !browserSays.includes(entry.source));
        assert.deepEqual(others, [], 'the rest of the console');
        const errors = await this.browser.run(() => (window.heard || []).filter(({ name }) => name === 'error'));
        assert.deepEqual(errors, [], 'errors that the page saw');
        return warnings.map(({ text }) => text);
    }

    async close() {
        await this.browser.close();
        await this.site.stop();
    }
}

/** Where the host's own elements stand. */
export const layout = () =>
    [...document.querySelectorAll('h1, nav, nav a, main, .host, #host, footer')].map(element => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.localName, x, y, width, height].join(' ');
    });

/** Whether the author's links can be seen. */
export const fallbackIsVisible = () =>
    [...document.querySelectorAll('cairn-panel a')].every(link =>
        link.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && link.getBoundingClientRect().width > 0);

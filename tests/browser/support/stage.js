// A site of small pages, one for each way in which the panel can look, and the way to each of its states.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser } from './browser.js';
import { root, serveSite } from './serve.js';
import { newVisitor } from './visitor.js';

/** The looks of the demo. */
export const LOOKS = ['plain', 'branded', 'dense'];
export const SCHEMES = ['light', 'dark'];

const persona = (id, says) => ({ id, name: id, says });
const offers = {
    version: 1,
    personas: [persona('gardener', 'I garden'), persona('cook', 'I cook'), persona('guest', 'I only eat')],
    signals: [
        { id: 'reads', when: { path: '/**' }, persona: { gardener: 'hint' }, because: 'you read about spring' },
        { id: 'customer', when: { event: 'customer' }, stage: { adoption: 'certain' } },
    ],
    offers: [
        { id: 'roses', title: 'Roses that last', text: 'Twelve pages, no form.', url: '/roses/', kind: 'guide', personas: ['gardener'] },
        { id: 'beans', title: 'Beans in a row', text: 'An afternoon of work.', url: '/beans/', kind: 'walk', personas: ['gardener'] },
        { id: 'soup', title: 'Soup for forty', text: 'For the kitchen.', url: '/soup/', kind: 'tool', personas: ['cook'] },
        { id: 'call', title: 'Ask a gardener', text: 'Half an hour.', url: '/contact/', kind: 'talk', owner: 'sales', handoff: true, personas: ['gardener'] },
    ],
    panel: { slots: 4, explore: 0, personas: true },
    privacy: { consent: 'not-required' },
};
const LONG = 'A title that somebody wrote without an end in mind '.repeat(8).slice(0, 400);
/** Offers with texts that nobody had in mind. */
export const odd = [
    { id: 'long', title: LONG, text: LONG, url: '/long/', kind: 'guide' },
    { id: 'word', title: 'Donaudampfschifffahrtsgesellschaft'.repeat(4), url: '/word/', kind: 'Rindfleischetikettierungsüberwachung' },
    { id: 'emoji', title: '🪨🏔️', text: '👩🏽‍🚀'.repeat(40), url: '/emoji/', kind: '🌱' },
    { id: 'markup', title: '<b>Bold</b> & <img src=x onerror="window.hurt=1">', text: '<script>window.hurt = 1</script>', url: '/m/', kind: 'guide' },
];
const one = [{ id: 'only', title: 'The only one', text: 'There is no other.', url: '/only/', kind: 'guide', image: { src: '/broken.png', alt: 'A picture' } }];

const INLINE = '<cairn-panel placement="inline"></cairn-panel>';
const page = ({ panel = '', config = '/offers.json', dir = 'ltr', font }) => `<!doctype html>
    <html lang="en" dir="${dir}" data-look="plain"><head><meta charset="utf-8"><title>A page ${panel}${config}${dir}</title>
    <link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="/looks.css">
    <style>:root { color-scheme: light dark } body { margin: 16px; font: 16px ${font} }
    .button[aria-pressed] { all: unset }</style>
    <script async src="/cairn/cairn.js" data-config="${config}"></script></head>
    <body><main><h1>A page</h1>${panel}</main></body></html>`;

/**
 * A browser on that site, in words. Its paths are a placement (`/corner`, `/inline`, `/sheet`, `/rtl`) and, with odd texts or
 * one offer alone, `/odd-corner` and the like. `font` is what the pages say of theirs, `pages` are there besides.
 */
export async function openStage({ font = 'Cousine, monospace', pages = {} } = {}) {
    const made = (options = {}) => page({ font, ...options });
    const site = await serveSite({
        '/offers.json': offers,
        '/odd.json': { ...offers, offers: odd },
        '/one.json': { ...offers, offers: one },
        '/sheet.json': { ...offers, panel: { ...offers.panel, placement: 'sheet' } },
        '/looks.css': await readFile(join(root, 'www/looks/looks.css'), 'utf8'),
        '/sitemap.xml': '<?xml version="1.0"?><urlset></urlset>',
        '/corner': made(),
        '/inline': made({ panel: INLINE }),
        '/rtl': made({ dir: 'rtl' }),
        '/sheet': made({ config: '/sheet.json' }),
        '/odd-corner': made({ config: '/odd.json' }),
        '/odd-inline': made({ config: '/odd.json', panel: INLINE }),
        '/one-corner': made({ config: '/one.json' }),
        '/one-inline': made({ config: '/one.json', panel: INLINE }),
        ...pages,
    });
    // With a mouse, which a browser without a screen has not: there the panel may be densest.
    const browser = await openBrowser({ flags: ['--blink-settings=primaryPointerType=4,availablePointerTypes=4'] });
    return new Stage(site, browser, await newVisitor(browser));
}

class Stage {
    constructor(site, browser, visitor) {
        Object.assign(this, { site, browser, visitor });
    }

    async close() {
        await this.browser.close();
        await this.site.stop();
    }

    async size(width, height) {
        await this.browser.devtools('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    }

    /** A colour scheme and, if wished, more. The panel follows the page, a moment later. */
    async prefer(scheme, more = {}) {
        await this.browser.prefer({ 'color-scheme': scheme, 'reduced-motion': 'reduce', ...more });
        await this.browser.until(`the panels are ${scheme}`, (scheme, forced) => {
            const panels = [...document.querySelectorAll('cairn-panel')].map(panel => panel.shadowRoot.querySelector('section'));
            return forced || panels.every(panel => !panel || panel.classList.contains(scheme));
        }, scheme, 'forced-colors' in more);
    }

    async look(name) {
        await this.browser.run(name => void (document.documentElement.dataset.look = name), name);
    }

    /** Pressed as by keyboard or hand; where the pointer is does not matter here. */
    async press(selector) {
        await this.browser.until(`${selector} is there`, selector => {
            const found = document.querySelector('cairn-panel').shadowRoot.querySelector(selector);
            return found?.checkVisibility() && (found.click(), true);
        }, selector);
        await this.browser.run(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
    }

    async type(text) {
        await this.browser.run(text => {
            const field = document.querySelector('cairn-panel').shadowRoot.querySelector('[part~=field]');
            field.value = text;
            field.dispatchEvent(new Event('input'));
        }, text);
    }

    /** Goes to a page as somebody new, and opens the panel there. */
    async opens(path) {
        const address = new URL(path, this.site.url).href;
        await this.visitor.visits(address);
        await this.browser.run(() => {
            sessionStorage.clear();
            cairn.forget();
            // Read to the end already: nothing depends on how long a test takes.
            cairn.journal(cairn.journal().map(view => ({ ...view, page: { ...view.page, engaged: 600, scrolled: 1 } })));
        });
        await this.visitor.visits(address);
        if (!path.includes('inline')) await this.press('.opener');
        await this.browser.until('the offers are there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]')?.checkVisibility());
    }
}

/** Each state of the panel, one after the other, the way a visitor gets there. */
export const STATES = [
    ['offers', async () => {}],
    ['what suggested one', stage => stage.press('[part~=why]')],
    ['one dismissed', stage => stage.press('[part~=dismiss]')],
    ['personas', stage => stage.press('#as')],
    ['a persona chosen', stage => stage.press('[part~=persona]:nth-child(2)')],
    ['a persona chosen, and personas', stage => stage.press('#as')],
    ['search', stage => stage.press('#else')],
    ['search with results', stage => stage.type('bean')],
    ['search without results', stage => stage.type('xyzzy')],
    ['what was noticed', async stage => {
        await stage.press('[part~=back]');
        await stage.press('#notices');
    }],
    ['forget, asked', stage => stage.press('[part~=forget]')],
    ['a code', stage => stage.press('[part~=code]')],
    ['hand-over', async stage => {
        await stage.press('[part~=back]');
        await stage.press('[data-offer=call] [part~=title]');
    }],
];

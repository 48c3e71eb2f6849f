// The panel for everyone: axe-core finds nothing to mend, in any state, colour and width, and phones have room for it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isAccessible } from './support/access.js';
import { openBrowser } from './support/browser.js';
import { root, serveDemo } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const DESKTOP = { width: 1280, height: 900, deviceScaleFactor: 1, mobile: false };
const PHONE = { width: 320, height: 640, deviceScaleFactor: 2, mobile: true };

let browser;
let visitor;
let site;

before(async () => {
    site = await serveDemo();
    browser = await openBrowser();
    visitor = await newVisitor(browser);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

const at = path => new URL(path, site.url).href;
const inside = { within: 'cairn-panel' };
const size = metrics => browser.devtools('Emulation.setDeviceMetricsOverride', metrics);
const colours = scheme => browser.prefer({ 'color-scheme': scheme, 'reduced-motion': 'reduce' });

for (const scheme of ['light', 'dark']) {
    for (const [where, metrics] of [['on a desktop', DESKTOP], ['at 320 px', PHONE]]) {
        test(`axe-core finds nothing against the corner panel, ${scheme}, ${where}`, async () => {
            await size(metrics);
            await colours(scheme);
            await visitor.visits(at('/docs/sso/'));
            await browser.run(() => cairn.forget());
            await isAccessible(browser, 'closed');
            await visitor.opensPanel();
            await isAccessible(browser, 'open');
            await visitor.clicks('[part~=why]', inside);
            await isAccessible(browser, 'with the reasons shown');
            await visitor.clicks('[part~=dismiss]', inside);
            await isAccessible(browser, 'with an offer dismissed');
            await isQuiet(browser);
        });
    }

    test(`axe-core finds nothing against the panel in the flow of a page, ${scheme}`, async () => {
        await colours(scheme);
        for (const metrics of [DESKTOP, PHONE]) {
            await size(metrics);
            await visitor.visits(at('/pricing/'));
            await visitor.reads();
            await browser.until('the offers are there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]'));
            await isAccessible(browser, `at ${metrics.width} px`);
        }
        await isQuiet(browser);
    });
}

test('title and text of four offers are in sight in a window of 900 px', async () => {
    await size(DESKTOP);
    for (const path of ['/', '/docs/sso/', '/customers/']) {
        await visitor.visits(at(path));
        const offers = await visitor.opensPanel();
        assert.equal(offers.length, 4);
        // Not the buttons of the last one: where lines break is the font's business, and each system has its own.
        const cut = await browser.run(() => {
            const body = document.querySelector('cairn-panel').shadowRoot.querySelector('.body');
            const end = body.getBoundingClientRect().bottom;
            return [...body.querySelectorAll('[part="title"], [part="text"]')]
                .filter(text => text.getBoundingClientRect().bottom > end)
                .map(text => text.textContent);
        });
        assert.deepEqual(cut, [], `${path}: these are out of sight`);
    }
    await isQuiet(browser);
});

test('at 320 px nothing is wider than the window, everything can be pressed, and the page can be seen behind', async () => {
    await size(PHONE);
    for (const path of ['/', '/pricing/', '/docs/api/']) {
        await visitor.visits(at(path));
        if (path === '/pricing/') {
            await visitor.reads();
            await browser.until('the offers are there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]'));
        } else {
            await visitor.opensPanel();
        }
        const found = await browser.run(() => {
            const root = document.querySelector('cairn-panel').shadowRoot;
            const { clientWidth, scrollWidth } = document.documentElement;
            const seen = [...root.querySelectorAll('section, section *')].filter(element => element.checkVisibility() && !element.closest('.quiet'));
            const wide = seen.filter(element => element.getBoundingClientRect().right > clientWidth + 0.5);
            const small = [...root.querySelectorAll('button')].filter(element => element.checkVisibility()).filter(element => {
                const { width, height } = element.getBoundingClientRect();
                return width < 44 || height < 44;
            });
            const name = element => element.outerHTML.slice(0, 60);
            const behind = root.querySelector('section.inline') || root.querySelector('section').getBoundingClientRect().top > 60;
            return { page: scrollWidth - clientWidth, wide: wide.map(name), small: small.map(name), behind: Boolean(behind) };
        });
        assert.deepEqual(found, { page: 0, wide: [], small: [], behind: true }, path);
    }
    await isQuiet(browser);
});

test('the corner button keeps its colours whatever the panel does', async () => {
    await size(DESKTOP);
    await colours('light');
    await visitor.visits(at('/'));
    const look = () => browser.run(() => {
        const opener = document.querySelector('cairn-panel').shadowRoot.querySelector('.opener');
        const { color, backgroundColor, borderRadius, fontWeight } = getComputedStyle(opener);
        const { fill, strokeWidth, width } = getComputedStyle(opener.querySelector('svg'));
        return { color, backgroundColor, borderRadius, fontWeight, fill, strokeWidth, width };
    });
    const before = await look();
    await visitor.opensPanel();
    assert.deepEqual(await look(), before, 'the pointer is on it, and the panel is open');
    await isQuiet(browser);
});

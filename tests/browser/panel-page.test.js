// The panel as a guest of its page: taken out and put back, apps that redraw everything, layouts, texts of any kind.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.js';
import { serveDemo, serveSite } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const TAG = '<script async src="/cairn/cairn.js" data-config="/offers.json"></script>';
const HEAD = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width, initial-scale=1">`;
const LONG = 'A title that somebody wrote without an end in mind '.repeat(8).slice(0, 400);
const WORD = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenrente'.repeat(3);
const texts = {
    markup: ['<b>Bold</b> & <img src=x onerror="window.hurt = true">', '<script>window.hurt = true</script>'],
    long: [LONG, LONG],
    word: [WORD, WORD],
    emoji: ['🪨🏔️', '👩🏽‍🚀'.repeat(60)],
};
const offers = {
    version: 1,
    offers: Object.entries(texts).map(([id, [title, text]]) => ({ id, title, text, url: `/${id}/`, kind: 'guide' })),
    panel: { slots: 4, explore: 0 },
    privacy: { consent: 'not-required' },
};
// A page whose rules reach every child of its body, as many do.
const greedy = cairn => `${HEAD}<style>
    body { display: grid; gap: 2rem; margin: 0; grid-auto-rows: minmax(100px, auto) }
    body > * { margin: 1rem; padding: 1rem; border: 3px solid red; min-height: 80px }
    * + * { margin-top: 3rem } * { line-height: 3 }
    button, svg, section, ul, p, b { all: unset; display: block; width: 100%; background: lime }
    </style>${cairn ? TAG : ''}</head><body><main>One</main><footer>Two</footer></body></html>`;
const inFlow = `${HEAD}${TAG}</head><body><main><h1>A page</h1>
    <cairn-panel placement="inline"><p><a href="/contact/">Talk to us</a></p></cairn-panel></main></body></html>`;

let browser;
let visitor;
let site;
let demo;

before(async () => {
    demo = await serveDemo();
    site = await serveSite({
        '/': `${HEAD}${TAG}</head><body><main><h1>A page</h1></main></body></html>`,
        '/greedy': greedy(true),
        '/bare': greedy(false),
        '/in-flow': inFlow,
        '/offers.json': offers,
    });
    browser = await openBrowser();
    visitor = await newVisitor(browser);
    await browser.beforeEachPage(() => {
        window.moved = [];
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) {
                window.moved.push(...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? String(node?.nodeName)));
            }
        }).observe({ type: 'layout-shift', buffered: true });
    });
});

after(async () => {
    await browser?.close();
    await site?.stop();
    await demo?.stop();
});

const at = path => new URL(path, site.url).href;
const inside = { within: 'cairn-panel' };
const hasCards = () => browser.until('the offers are there', () => {
    return document.querySelector('cairn-panel')?.shadowRoot.querySelectorAll('[data-offer]').length > 1;
});

/** What of the panel sticks out of the window, or of its own box. */
const overflowing = () => browser.run(() => {
    const root = document.querySelector('cairn-panel').shadowRoot;
    const { clientWidth } = document.documentElement;
    const seen = [...root.querySelectorAll('section, section *')].filter(element => !element.matches('.quiet, svg *') && element.checkVisibility());
    const wide = seen.filter(element => {
        const { left, right } = element.getBoundingClientRect();
        return left < -0.5 || right > clientWidth + 0.5 || (!element.matches('svg, .quiet *') && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0);
    });
    const page = document.documentElement.scrollWidth > clientWidth ? ['the page'] : [];
    return [...page, ...wide.map(element => element.outerHTML.slice(0, 80))];
});

test('texts are text: no markup, no script, and nothing too long for its place', async () => {
    for (const width of [1280, 320]) {
        await browser.devtools('Emulation.setDeviceMetricsOverride', { width, height: 700, deviceScaleFactor: 1, mobile: false });
        await visitor.visits(site.url);
        const seen = await visitor.opensPanel();
        for (const { id, title, text } of seen) assert.deepEqual([title, text], texts[id], id);
        assert.deepEqual(await overflowing(), [], `at ${width} px`);
    }
    await browser.devtools('Emulation.clearDeviceMetricsOverride');
    assert.equal(await browser.run(() => window.hurt), null);
    await isQuiet(browser);
});

test('taken out and put back any number of times, the panel goes on', async () => {
    for (const path of ['/', '/in-flow']) {
        await visitor.visits(at(path));
        await browser.run(() => {
            const panel = document.querySelector('cairn-panel');
            const place = panel.parentNode;
            for (let times = 0; times < 5; times += 1) {
                panel.remove();
                place.append(panel);
            }
        });
        if (path === '/') await visitor.opensPanel();
        await hasCards();
        await browser.run(() => {
            const panel = document.querySelector('cairn-panel');
            const place = panel.parentNode;
            panel.remove();
            place.append(panel);
        });
        await visitor.clicks('[part~=why]', inside);
        const counts = await browser.run(() => {
            const root = document.querySelector('cairn-panel').shadowRoot;
            return [document.querySelectorAll('cairn-panel').length, root.querySelectorAll('section').length, root.querySelectorAll('.opener').length];
        });
        assert.deepEqual(counts, [1, 1, path === '/' ? 1 : 0], path);
    }
    await isQuiet(browser);
});

test('an app that replaces the whole body keeps the corner panel', async () => {
    await visitor.visits(site.url);
    await browser.run(() => {
        const body = document.createElement('body');
        body.append(document.createElement('main'));
        document.body.replaceWith(body);
        history.pushState(null, '', '/next/');
        document.title = 'Next';
    });
    await browser.until('the panel is back', () => document.querySelector('body > cairn-panel'));
    await visitor.settles();
    assert.ok((await visitor.opensPanel()).length > 1);
    await isQuiet(browser);
});

test('a page whose rules reach every element is laid out as before, and so is the panel', async () => {
    const places = () => browser.run(() => ['html', 'body', 'main', 'footer'].map(name => {
        const { x, y, width, height } = document.querySelector(name).getBoundingClientRect();
        return [name, x, y, width, height];
    }));
    const looks = () => browser.run(() => ['.opener', 'section', '[part~=title]', '[part~=why]', 'ul', 'p'].map(name => {
        const element = document.querySelector('cairn-panel').shadowRoot.querySelector(name);
        const { x, y, width, height } = element.getBoundingClientRect();
        const { letterSpacing, lineHeight, margin, backgroundColor } = getComputedStyle(element);
        return [name, x, y, width, height, letterSpacing, lineHeight, margin, backgroundColor];
    }));
    await browser.visit(at('/bare'));
    const without = await places();
    await visitor.visits(at('/greedy'));
    await visitor.opensPanel();
    assert.deepEqual(await places(), without);
    await browser.run(() => Promise.all(document.querySelector('cairn-panel').shadowRoot.getAnimations().map(({ finished }) => finished)));
    const here = await looks();
    await visitor.visits(site.url);
    await visitor.opensPanel();
    await browser.run(() => Promise.all(document.querySelector('cairn-panel').shadowRoot.getAnimations().map(({ finished }) => finished)));
    assert.deepEqual(here, await looks());
    await isQuiet(browser);
});

test('in the flow of a page the offers take the place of its own links, and nothing moves', async () => {
    await browser.visit(new URL('/pricing/', demo.url).href);
    const before = await browser.run(() => document.querySelector('cairn-panel a').checkVisibility());
    assert.equal(before, true, 'the page has its own links until then');
    await visitor.settles();
    await visitor.reads();
    await hasCards();
    const [links, placed] = await browser.run(() => {
        const panel = document.querySelector('cairn-panel');
        return [panel.querySelector('a').checkVisibility(), getComputedStyle(panel.shadowRoot.querySelector('section')).position];
    });
    assert.deepEqual([links, placed], [false, 'static']);
    assert.ok((await visitor.offers()).length >= 2);
    assert.deepEqual(await browser.run(() => window.moved), []);

    // Who jumps to the place sees the panel come.
    await visitor.visits(site.url);
    await visitor.visits(new URL('/pricing/', demo.url).href);
    await browser.run(() => document.querySelector('cairn-panel').scrollIntoView({ behavior: 'instant' }));
    await hasCards();
    assert.deepEqual(await browser.run(() => window.moved), []);
    await isQuiet(browser);
});

test('no page of the demo moves as Cairn arrives and the panel opens', async () => {
    for (const path of ['/', '/docs/sso/', '/planner/', '/account/']) {
        await visitor.visits(new URL(path, demo.url).href);
        await visitor.opensPanel();
        assert.deepEqual(await browser.run(() => window.moved), [], path);
    }
    await isQuiet(browser);
});

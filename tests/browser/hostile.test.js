// Pages that do everything wrong: the panel stands where it should, and they are as they were.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.js';
import { serveSite } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const offers = {
    version: 1,
    offers: ['one', 'two', 'three', 'four'].map(id => ({ id, title: `About ${id}`, text: 'Some more of it.', url: `/${id}/` })),
    privacy: { consent: 'not-required' },
};
const TAG = '<script async src="/cairn/cairn.js" data-config="/offers.json"></script>';
const page = (style, tag) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Acme</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width"><style>${style}</style>${tag}</head><body><h1>Acme</h1><p>What we make.</p></body></html>`;

const HOSTILE = {
    'unsets everything': '* { all: unset !important }',
    'resets everything': '* { margin: 0 !important; padding: 0 !important; border: 0 !important; float: left; position: static !important; font: 9px/1 serif !important }',
    'stacks itself high': 'p { position: fixed; inset: 0; z-index: 999999999; background: #fed }',
    'stacks itself as high as can be': 'p { position: fixed; inset: 0; z-index: 2147483647; background: #fed }',
    'hides all of its body': 'body > * { display: none !important }',
    'zooms its body': 'body { zoom: 1.5 }',
    'zooms its body out': 'body { zoom: 0.6 }',
    'turns its body into a containing block': 'body { transform: translate(0); min-height: 100vh; margin: 0 }',
};

let browser;
let visitor;
let site;

before(async () => {
    const pages = Object.values(HOSTILE).flatMap((style, index) => [[`/with/${index}`, page(style, TAG)], [`/without/${index}`, page(style, '')]]);
    site = await serveSite({ '/offers.json': offers, ...Object.fromEntries(pages) });
    browser = await openBrowser();
    visitor = await newVisitor(browser);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

const at = path => new URL(path, site.url).href;

/** Where the host's own things are, and how they look. */
const host = () => browser.run(() => ['html', 'body', 'h1', 'p'].map(name => {
    const element = document.querySelector(name);
    const { x, y, width, height } = element.getBoundingClientRect();
    const { font, color, display } = getComputedStyle(element);
    return { name, x, y, width, height, font, color, display };
}));

Object.keys(HOSTILE).forEach((what, index) => {
    test(`on a page that ${what} the panel opens whole and within the window, and the page stays as it is`, async () => {
        await browser.visit(at(`/without/${index}`));
        const without = await host();
        await visitor.visits(at(`/with/${index}`));
        await visitor.opensPanel();
        await browser.run(() => Promise.all(document.querySelector('cairn-panel').shadowRoot.getAnimations().map(({ finished }) => finished)));
        assert.deepEqual(await host(), without);
        const [box, inFront] = await browser.run(() => {
            const root = document.querySelector('cairn-panel').shadowRoot;
            const { left, top, right, bottom, height } = root.querySelector('section').getBoundingClientRect();
            const [first] = root.querySelector('[part~=close]').getClientRects();
            const there = root.elementFromPoint(first.x + first.width / 2, first.y + first.height / 2);
            return [{ left, top, right: innerWidth - right, bottom: innerHeight - bottom, height }, Boolean(there?.closest('[part~=close]'))];
        });
        for (const side of ['left', 'top', 'right', 'bottom']) assert.ok(box[side] >= 0, `${side}: ${JSON.stringify(box)}`);
        assert.ok(box.height > 250, `${box.height}`);
        assert.ok(inFront, 'its close button is in front');
        await visitor.clicks('[part~=close]', { within: 'cairn-panel' });
        assert.ok(await browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('section').hidden));
        await isQuiet(browser);
    });
});

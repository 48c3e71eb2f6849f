// A panel that opens by itself, where the config wants that; and colours that follow the page.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openBrowser } from './support/browser.js';
import { serveSite } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const offers = {
    version: 1,
    offers: ['one', 'two', 'three'].map(id => ({ id, title: `About ${id}`, url: `/${id}/` })),
    privacy: { consent: 'not-required' },
};
const page = (config, style = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${config}</title><link rel="icon" href="data:,">
    <style>p { height: 500px } ${style}</style>
    <script>window.moved = []; new PerformanceObserver(list => moved.push(...list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true })</script>
    <script async src="/cairn/cairn.js" data-config="/${config}.json"></script></head>
    <body><h1>${config}</h1><form><input id="mail"></form>${'<p>Text</p>'.repeat(6)}</body></html>`;

let browser;
let visitor;
let site;

before(async () => {
    site = await serveSite({
        ...Object.fromEntries(['click', 'stall', 'end'].flatMap(open => [[`/${open}.json`, { ...offers, panel: { open } }], [`/${open}/`, page(open)], [`/${open}/again/`, page(open)]])),
        '/dark/': page('click', '.night { background: #111; color: #eee }'),
        '/scheme/': page('click', ':root { color-scheme: dark }'),
    });
    browser = await openBrowser();
    visitor = await newVisitor(browser);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

beforeEach(async () => {
    await visitor.visits(at('/click/'));
    await browser.run(() => {
        cairn.forget();
        sessionStorage.clear();
    });
});

const at = path => new URL(path, site.url).href;
const isOpen = () => browser.run(() => Boolean(document.querySelector('cairn-panel')?.shadowRoot.querySelector('section')?.checkVisibility()));
const opens = () => browser.until('the panel has opened', () => document.querySelector('cairn-panel')?.shadowRoot.querySelector('section')?.checkVisibility());
const toTheEnd = () => browser.run(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
/** Visits a page whose panel may open by itself, and waits until it is there to do so: a busy machine takes a while. */
const arrives = async url => {
    await visitor.visits(url);
    await browser.until('the panel is there', () => document.querySelector('cairn-panel')?.shadowRoot.querySelector('section'));
};
/** Long enough for whoever looks once a second. */
const aMoment = () => pause(2_300);

test('at the end of a page it opens, without the focus and without moving anything', async () => {
    await arrives(at('/end/'));
    await visitor.waits(10);
    await aMoment();
    assert.equal(await isOpen(), false, 'not before the end');
    await toTheEnd();
    await opens();
    assert.equal(await browser.run(() => document.activeElement.localName), 'body');
    assert.deepEqual(await browser.run(() => moved), []);
    await isQuiet(browser);
});

test('it opens once a session, and not for somebody who has opened it before', async () => {
    await arrives(at('/end/'));
    await visitor.waits(10);
    await toTheEnd();
    await opens();
    await arrives(at('/end/again/'));
    await visitor.waits(10);
    await toTheEnd();
    await aMoment();
    assert.equal(await isOpen(), false);

    await browser.run(() => sessionStorage.clear());
    await arrives(at('/end/'));
    await visitor.opensPanel();
    await visitor.clicks('[part~=close]', { within: 'cairn-panel' });
    await visitor.waits(10);
    await toTheEnd();
    await aMoment();
    assert.equal(await isOpen(), false);
    await isQuiet(browser);
});

test('never in the first seconds of a page', async () => {
    await arrives(at('/end/'));
    await toTheEnd();
    await aMoment();
    assert.equal(await isOpen(), false);
    await visitor.waits(5);
    await opens();
    await isQuiet(browser);
});

test('as the visitor hesitates it opens, but never over a form in use', async () => {
    await arrives(at('/stall/'));
    await browser.run(() => document.querySelector('#mail').focus());
    await visitor.waits(60);
    await aMoment();
    assert.equal(await isOpen(), false, 'the focus is in a field');
    await browser.run(() => document.querySelector('#mail').blur());
    await opens();

    await browser.run(() => sessionStorage.clear());
    await arrives(at('/stall/again/'));
    await (await browser.find('#mail')).sendKeys('a');
    await browser.run(() => document.querySelector('#mail').blur());
    await visitor.waits(60);
    await aMoment();
    assert.equal(await isOpen(), false, 'a form has been begun');
    await isQuiet(browser);
});

test('where the config does not ask for it, it never opens by itself', async () => {
    await visitor.waits(60);
    await toTheEnd();
    await aMoment();
    assert.equal(await isOpen(), false);
    await isQuiet(browser);
});

const isDark = () => browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('section').classList.contains('dark'));
const turns = dark => browser.until(`the panel is ${dark ? 'dark' : 'light'}`, dark => document.querySelector('cairn-panel').shadowRoot.querySelector('section').classList.contains('dark') === dark, dark);

test('its colours follow the page, as that turns dark and light again', async () => {
    await visitor.visits(at('/dark/'));
    await visitor.opensPanel();
    assert.equal(await isDark(), false);
    await browser.run(() => document.body.classList.add('night'));
    await turns(true);
    await browser.run(() => document.body.classList.remove('night'));
    await turns(false);
    await isQuiet(browser);
});

test('a page that asks for dark colours has a dark panel in a light system; a page that is light has a light one in a dark system', async () => {
    await visitor.visits(at('/scheme/'));
    await visitor.opensPanel();
    assert.equal(await isDark(), true);
    await browser.prefer({ 'color-scheme': 'dark', 'reduced-motion': 'reduce' });
    await visitor.visits(at('/click/'));
    await visitor.opensPanel();
    assert.equal(await isDark(), false);
    await browser.prefer({ 'color-scheme': 'light', 'reduced-motion': 'reduce' });
    await isQuiet(browser);
});

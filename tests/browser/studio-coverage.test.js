// The studio's coverage in a real browser: who is served where, and what somebody is offered there.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { openBrowser } from './support/browser.js';
import { root, serveDemo } from './support/serve.js';
import { openStudio } from './support/studio.js';
import { isQuiet } from './support/visitor.js';

const demo = await readFile(join(root, 'www/offers.json'), 'utf8');
let browser;
let site;
let studio;

before(async () => {
    site = await serveDemo({ csp: 'strict' });
    browser = await openBrowser({ width: 1440, height: 1000 });
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

const begins = async () => {
    studio = await openStudio(browser, site, { fresh: true });
    await studio.turnsTo('coverage');
};
/** Chooses a cell, and gives what it is called. */
const chooses = (persona, stage) => browser.run(id => {
    const button = [...document.querySelectorAll('#coverage td button')].find(it => it.dataset.cell === id);
    button.click();
    return button.getAttribute('aria-label');
}, JSON.stringify([persona, stage]));
const offered = () => browser.run(() => [...document.querySelectorAll('#coverage ol.reasons .row b')].map(it => it.textContent));
const cell = () => browser.run(() => document.querySelector('#coverage [aria-label="The cell"]').innerText);
const above = () => browser.run(() => document.querySelector('#coverage').innerText);
const label = () => browser.run(() => document.activeElement.getAttribute('aria-label'));

/** The demo, without a choice for finance as it renews: everything that serves it is for somebody else. */
const withoutChoice = () => {
    const config = JSON.parse(demo);
    for (const offer of config.offers) {
        const serves = (offer.personas ?? ['finance']).includes('finance') && (offer.stages ?? ['renewal']).includes('renewal');
        if (serves) offer.personas = ['it'];
    }
    return config;
};

test('a cell says how many offers serve it, and what is offered there', async () => {
    await begins();
    assert.match(await above(), /41 offers for 6 personas in 8 stages\. Every cell has a choice/);
    assert.equal(await chooses('finance', 'renewal'), 'Finance, Renewing, offers: 7');
    const finance = await offered();
    assert.equal(finance.length, 4);
    assert.match(await cell(), /^Finance · Renewing\s+7 offers serve this cell/);
    assert.match(await cell(), /3 more offers serve this cell, outranked by these/);
    assert.match(await cell(), /fit\s+\d+ %/);
    await chooses('it', 'awareness');
    assert.notDeepEqual(await offered(), finance);
    assert.equal(await chooses('', 'renewal'), 'Persona not known, Renewing, offers: 12');
    assert.match(await cell(), /^Persona not known · Renewing/);
    await isQuiet(browser);
});

test('a cell without a choice is named, and an offer for it is begun', async () => {
    await begins();
    await studio.writes(JSON.stringify(withoutChoice(), null, 2));
    assert.match(await above(), /7 thin cells with fewer than 2 offers/);
    assert.equal(await chooses('finance', 'renewal'), 'Finance, Renewing, offers: 0, thin');
    assert.match(await cell(), /Add an offer with "personas": \["finance"\] and "stages": \["renewal"\]/);
    assert.match(await cell(), /Not written for this cell/, 'others fill the places that are free');
    await browser.run(() => [...document.querySelectorAll('#coverage button')].find(it => it.textContent === 'Write an offer for this cell').click());
    await browser.until('the offer counts', () => document.querySelector(`#coverage [data-cell='["finance","renewal"]']`).getAttribute('aria-label') === 'Finance, Renewing, offers: 1, thin');
    assert.equal((await offered())[0], 'New offer');
    assert.match(await cell(), /Only one offer serves Finance in Renewing.*Counted already: “New offer” \(for Finance · in Renewing\)/s);
    await isQuiet(browser);
});

test('rules that decide when an offer may be shown are left aside, and told', async () => {
    await begins();
    const config = JSON.parse(demo);
    await chooses('it', 'awareness');
    const [first] = await offered();
    const offer = config.offers.find(({ title }) => title === first);
    Object.assign(offer, { from: '2031-01-01T00:00:00Z', limit: { impressions: 3, perDays: 7, perSession: 1 }, audience: { event: 'login' } });
    await studio.writes(JSON.stringify(config, null, 2));
    assert.equal((await offered())[0], first);
    assert.match(await cell(), /Shown from 2031-01-01T00:00:00Z on, at most 3 times in 7 days, at most once a session and only to its audience, {"event":"login"}\. That is left aside here\./);
    await isQuiet(browser);
});

test('an offer that no cell shows is named, with the one that it follows', async () => {
    await begins();
    await browser.until('all cells were asked', () => /Every offer is on the slate of some cell/.test(document.querySelector('#coverage').innerText));
    const config = JSON.parse(demo);
    config.offers.push({ id: 'never', title: 'Never first', url: '/never', personas: ['finance'], stages: ['renewal'], priority: 0.01 });
    config.offers.push({ id: 'last', title: 'Never last', url: '/last', personas: ['it'], stages: ['evaluation'], priority: 0.01 });
    config.offers[0].next = ['never', ...config.offers[0].next ?? []];
    await studio.writes(JSON.stringify(config, null, 2));
    await browser.until('they are named', () => /2 offers are on the slate of no cell/.test(document.querySelector('#coverage').innerText));
    const named = await browser.run(() => [...document.querySelector('#coverage details').querySelectorAll('li')].map(it => it.textContent));
    assert.deepEqual(named, [`Never firstfollows “${config.offers[0].title}”`, 'Never lastfollows no offer']);
    await isQuiet(browser);
});

test('cells are reached by keys, and the table is one stop of the Tab key', async () => {
    await begins();
    await browser.run(() => document.querySelector('#coverage .scroll').focus());
    await browser.press(Key.TAB);
    assert.equal(await label(), 'IT, Looking around, offers: 2');
    await browser.press(Key.ARROW_DOWN, Key.ARROW_RIGHT);
    assert.match(await label(), /^Finance, Understanding/);
    await browser.press(Key.ENTER);
    assert.match(await cell(), /^Finance · Understanding/);
    assert.equal(await browser.run(() => document.activeElement.getAttribute('aria-pressed')), 'true');
    await browser.press(Key.END, Key.ARROW_DOWN);
    assert.match(await label(), /^Persona not known, Comparing/);
    await browser.press(Key.HOME, Key.ARROW_UP, Key.ARROW_UP, Key.ARROW_UP, Key.ARROW_LEFT);
    assert.match(await label(), /^IT, Looking around/, 'the edge is the end');
    await browser.press(Key.TAB);
    assert.equal(await browser.run(() => document.activeElement.closest('#coverage table')), null);
    await isQuiet(browser);
});

test('a large table stays in its frame, with its headings in sight', async () => {
    await begins();
    const list = (count, make) => Array.from({ length: count }, (_, at) => make(at));
    await studio.writes(JSON.stringify({
        version: 1,
        personas: list(12, at => ({ id: `p${at}`, name: `Persona number ${at}` })),
        journeys: list(3, journey => ({ id: `j${journey}`, name: `Journey ${journey}`, stages: list(8, at => ({ id: `s${journey}-${at}`, name: `Stage ${journey}-${at}` })) })),
        offers: list(500, at => ({ id: `o${at}`, title: `Offer ${at}`, url: `/o/${at}`, personas: [`p${at % 12}`], stages: at % 2 ? [`s0-${at % 8}`, `s2-${at % 8}`] : [] })),
    }));
    await browser.until('the table is there', () => document.querySelectorAll('#coverage td button').length === 13 * 25);
    const place = await browser.run(() => {
        const button = document.querySelector(`#coverage [data-cell='["p11","s2-7"]']`);
        button.focus();
        const box = element => element.getBoundingClientRect();
        const [frame, cell, name, head] = [document.querySelector('#coverage .scroll'), button, button.closest('tr').firstChild, document.querySelector('#coverage thead th:nth-child(13)')].map(box);
        return { inFrame: cell.left >= name.right - 1 && cell.right <= frame.right && cell.top >= head.bottom - 1 && cell.bottom <= frame.bottom, named: Math.abs(name.left - frame.left) < 3 && Math.abs(head.top - frame.top) < 3 };
    });
    assert.deepEqual(place, { inFrame: true, named: true });
    assert.equal(await browser.run(() => document.querySelectorAll('#coverage th.journey').length), 3);
    await isQuiet(browser);
});

for (const scheme of ['light', 'dark']) {
    test(`axe-core finds nothing against the coverage, ${scheme}, on a desktop and on a phone`, async () => {
        await browser.prefer({ 'color-scheme': scheme, 'reduced-motion': 'reduce' });
        await begins();
        await studio.writes(JSON.stringify(withoutChoice(), null, 2));
        await chooses('it', 'awareness');
        await studio.isAccessible('coverage');
        await chooses('finance', 'renewal');
        await studio.isAccessible('a thin cell');
        await browser.devtools('Emulation.setDeviceMetricsOverride', { width: 320, height: 640, deviceScaleFactor: 2, mobile: true });
        await studio.isAccessible('coverage on a phone');
        assert.equal(await browser.run(() => document.documentElement.scrollWidth), 320, 'nothing is wider than the phone');
        await browser.devtools('Emulation.clearDeviceMetricsOverride');
        await isQuiet(browser);
    });
}

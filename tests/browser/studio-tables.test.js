// The studio's tables in a real browser: who is served where, and two versions on the same walks.
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
};
const cell = (persona, stage) => browser.run(id => {
    const button = [...document.querySelectorAll('#coverage td button')].find(it => it.dataset.cell === id);
    button.click();
    return button.getAttribute('aria-label');
}, JSON.stringify([persona, stage]));
const offered = () => browser.run(() => [...document.querySelectorAll('#coverage .reasons b')].filter(it => it.closest('.row')).map(it => it.textContent));
const text = selector => browser.run(selector => document.querySelector(selector).textContent, selector);

test('a cell says how many offers serve it, and what is offered there', async () => {
    await begins();
    await studio.turnsTo('coverage');
    assert.match(await text('#coverage p'), /41 offers for 6 personas in 8 stages\. Every cell has a choice/);
    assert.equal(await cell('finance', 'renewal'), 'Finance, Renewing: 7 offers');
    const finance = await offered();
    assert.equal(finance.length, 4);
    await cell('it', 'awareness');
    assert.notDeepEqual(await offered(), finance);
    assert.match(await text('#coverage [aria-label="The cell"]'), /Offered to IT: Looking around/);
    await isQuiet(browser);
});

test('a cell without a choice is marked, and an offer for it is begun', async () => {
    await begins();
    const config = JSON.parse(demo);
    for (const offer of config.offers) {
        const serves = (offer.personas ?? ['finance']).includes('finance') && (offer.stages ?? ['renewal']).includes('renewal');
        if (serves) offer.personas = ['it'];
    }
    await studio.writes(JSON.stringify(config, null, 2));
    await studio.turnsTo('coverage');
    assert.match(await cell('finance', 'renewal'), /too few to choose from/);
    assert.match(await text('#coverage [aria-label="The cell"]'), /Add one with "personas": \["finance"\] and "stages": \["renewal"\]/);
    await browser.run(() => [...document.querySelectorAll('#coverage button')].find(it => it.textContent === 'Write an offer for this cell').click());
    await browser.until('the offer counts', () => /: 1 offer,/.test([...document.querySelectorAll('#coverage td button')].find(it => it.dataset.cell === '["finance","renewal"]').getAttribute('aria-label')));
    assert.deepEqual(await offered().then(titles => titles[0]), 'New offer');
    await isQuiet(browser);
});

test('cells are reached by keys', async () => {
    await begins();
    await studio.turnsTo('coverage');
    await browser.run(() => document.querySelector('#coverage td button').focus());
    await browser.press(Key.ARROW_DOWN, Key.ARROW_RIGHT, Key.ENTER);
    assert.match(await text('#coverage [aria-label="The cell"]'), /Offered to Finance: Understanding/);
    assert.equal(await browser.run(() => document.activeElement.getAttribute('aria-pressed')), 'true');
    await isQuiet(browser);
});

test('a change of the text is compared with the file as it was opened, on walks for each persona', async () => {
    await begins();
    await studio.turnsTo('compare');
    assert.match(await text('#compare'), /Both are the same text/);
    const config = JSON.parse(demo);
    config.offers = config.offers.filter(({ id }) => id !== 'integrations');
    for (const offer of config.offers) offer.next = offer.next?.filter(id => id !== 'integrations');
    await studio.writes(JSON.stringify(config, null, 2));
    const said = await text('#compare');
    assert.match(said, /Another slate in [1-9]\d* of \d+ steps/);
    assert.match(said, /No more: “Systems Fernhill connects to”/);
    assert.match(said, /offer “integrations” removed/);
    assert.ok(await browser.run(() => document.querySelector('#compare .side .gone').textContent.includes('− gone')));
    await isQuiet(browser);
});

test('versions are kept, and compared on the walk that is walked', async () => {
    await begins();
    await studio.views('/docs/sso/');
    await studio.turnsTo('compare');
    await browser.run(() => [...document.querySelectorAll('#compare button')].find(it => it.textContent === 'Keep the text as it is now').click());
    assert.match(await text('#compare [role=status]'), /^Kept\./);
    await studio.writes(demo.replace('"I look after systems"', '"I run systems"').replace('Systems Fernhill connects to', 'What Fernhill connects to'));
    const said = await text('#compare');
    assert.match(said, /The same slate in the one step/);
    assert.match(said, /persona “it” changed/);
    await studio.writes('{ "oops": ');
    assert.match(await text('#behind'), /errors just now/);
    await isQuiet(browser);
});

for (const scheme of ['light', 'dark']) {
    test(`axe-core finds nothing against the tables, ${scheme}, on a desktop and on a phone`, async () => {
        await browser.prefer({ 'color-scheme': scheme, 'reduced-motion': 'reduce' });
        await begins();
        await studio.turnsTo('coverage');
        await cell('it', 'awareness');
        await studio.isAccessible('coverage');
        await studio.turnsTo('compare');
        await studio.writes(demo.replace('"id": "integrations"', '"id": "connections"').replaceAll('"integrations"', '"connections"').replace('"explore"', '"heading": 3, "explore"'));
        await studio.isAccessible('compare');
        await browser.devtools('Emulation.setDeviceMetricsOverride', { width: 320, height: 640, deviceScaleFactor: 2, mobile: true });
        await studio.isAccessible('compare on a phone');
        await studio.turnsTo('coverage');
        await studio.isAccessible('coverage on a phone');
        assert.equal(await browser.run(() => document.documentElement.scrollWidth), 320, 'nothing is wider than the phone');
        await browser.devtools('Emulation.clearDeviceMetricsOverride');
        await isQuiet(browser);
    });
}

// A site with very much to offer: 500 offers, and 1,500 pages besides.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { setTimeout as pause } from 'node:timers/promises';
import { openBrowser } from './support/browser.js';
import { many } from './support/many.js';
import { serveSite } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

let browser, visitor, site;
before(async () => {
    site = await serveSite(many({ offers: 500, pages: 1500 }));
    browser = await openBrowser();
    visitor = await newVisitor(browser);
});
after(async () => {
    await browser?.close();
    await site?.stop();
});

const inside = { within: 'cairn-panel' };
const texts = selector => browser.run(selector => [...document.querySelector('cairn-panel').shadowRoot.querySelectorAll(selector)].map(({ textContent }) => textContent), selector);
const focused = () => browser.run(() => document.activeElement.shadowRoot?.activeElement?.textContent);
const found = count => browser.until(`${count} are listed`, count => document.querySelector('cairn-panel').shadowRoot.querySelectorAll('.results li').length === count, count);

test('of 500 offers a few are shown, and the others, and 1,500 pages, are listed a few at a time', async () => {
    await visitor.visits(site.url);
    const offers = await visitor.opensPanel();
    assert.equal(offers.length, 4);
    assert.equal(new Set(offers.map(({ id }) => id)).size, 4);
    let letGo;
    site.answer('/sitemap.xml', { until: new Promise(done => (letGo = done)) });
    await visitor.clicks('#else', inside);
    await found(15);
    await browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('.results [part~=more]').click());
    await found(30);
    assert.match(await focused(), /15$/, 'the focus is on the first that came');
    const before = await texts('[part~=result]');
    letGo();
    await pause(700);
    assert.match(await focused(), /15$/, 'and stays there as the pages come in');
    assert.deepEqual(await texts('[part~=result]'), before);
    await browser.press(Key.ESCAPE);
    await isQuiet(browser);
});

test('each of 2,000 entries is found by its words, with a slip, and results are told of', async () => {
    await visitor.visits(site.url);
    await visitor.opensPanel();
    await visitor.clicks('#else', inside);
    await browser.until('the field is ready', () => document.activeElement.shadowRoot?.activeElement?.localName === 'input');
    await browser.press(...'offer 437');
    // While he types, late results come in wherever the pointer rests.
    await browser.driver.actions().move({ origin: await browser.find('.results', inside) }).perform();
    await browser.until('it comes first', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[part~=result]')?.textContent.endsWith('437'));
    await browser.press(...Array(9).fill(Key.BACK_SPACE), ...'pgae 1207');
    await browser.until('the page is found', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[part~=result]')?.textContent.endsWith('1207'));
    assert.match((await texts('[role=status]'))[0], /^\d+ results?$/);
    await browser.press(Key.ENTER);
    assert.match(await focused(), /1207$/);
    await isQuiet(browser);
});

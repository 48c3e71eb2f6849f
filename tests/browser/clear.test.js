// What has the focus on the page is never under the panel or its button.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { openBrowser } from './support/browser.js';
import { serveSite } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const offers = {
    version: 1,
    offers: ['one', 'two', 'three'].map(id => ({ id, title: `About ${id}`, url: `/${id}/` })),
    privacy: { consent: 'not-required' },
};
// Links along the side where the button and the panel stand, the last ones at the page's very end.
const page = dir => `<!doctype html><html lang="en" dir="${dir}"><head><meta charset="utf-8"><title>Links</title><link rel="icon" href="data:,">
    <style>body { margin: 0 } p { margin: 0 24px; height: 40px; text-align: end }</style>
    <script async src="/cairn/cairn.js" data-config="/offers.json"></script></head>
    <body><h1 tabindex="-1">Links</h1>${Array.from({ length: 40 }, (_, at) => `<p><a href="#${at}">Link ${at}</a></p>`).join('')}</body></html>`;

let browser, visitor, site;
before(async () => {
    site = await serveSite({ '/ltr/': page('ltr'), '/rtl/': page('rtl'), '/offers.json': offers });
    browser = await openBrowser({ width: 1000, height: 700 });
    visitor = await newVisitor(browser);
});
after(async () => {
    await browser?.close();
    await site?.stop();
});
beforeEach(() => browser.driver.actions().move({ x: 2, y: 2 }).perform());

const at = path => new URL(path, site.url).href;
const isOpen = () => browser.run(() => Boolean(document.querySelector('cairn-panel').shadowRoot.querySelector('section')?.checkVisibility()));
const ready = () => browser.until('the panel is there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('section'));
/** What has the focus, and whether something stands on its middle. */
const focus = () => browser.run(async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const { activeElement } = document;
    const { left, top, width, height } = activeElement.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return [activeElement.textContent, there === activeElement];
});
const buttonIsSeen = () => browser.run(() => getComputedStyle(document.querySelector('cairn-panel').shadowRoot.querySelector('.opener')).opacity === '1');

for (const dir of ['ltr', 'rtl']) {
    test(`going through a page by keyboard, each link is seen, and the button is reached after the last, ${dir}`, async () => {
        await visitor.visits(at(`/${dir}/`));
        await browser.press(Key.TAB);
        await ready();
        let hidden = 0;
        for (let link = 0; link < 40; link += 1) {
            assert.deepEqual(await focus(), [`Link ${link}`, true]);
            hidden += !(await buttonIsSeen());
            await browser.press(Key.TAB);
        }
        assert.ok(hidden > 0, 'the button was in the way');
        assert.equal(await browser.run(() => document.activeElement.localName), 'cairn-panel');
        assert.equal(await buttonIsSeen(), true);
        await browser.press(Key.ENTER);
        await browser.until('it opens', () => document.querySelector('cairn-panel').shadowRoot.querySelector('section').checkVisibility());
        await isQuiet(browser);
    });
}

test('an open panel closes as the focus goes under it, and leaves the focus there', async () => {
    await visitor.visits(at('/ltr/'));
    await visitor.opensPanel();
    await browser.run(() => document.querySelector("h1").focus());
    assert.equal(await isOpen(), true, 'it is not in the way yet');
    for (let link = 0; link < 12; link += 1) await browser.press(Key.TAB);
    assert.equal(await isOpen(), false);
    assert.deepEqual(await focus(), ['Link 11', true]);
    await browser.driver.actions().move({ x: 9, y: 9 }).perform();
    await browser.driver.actions().move({ x: 9, y: 9 }).perform();
    assert.equal(await browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('.opener').getAttribute('aria-expanded')), 'false');
    await visitor.opensPanel();
    assert.equal(await isOpen(), true, 'and opens again');
    await browser.press(Key.ESCAPE);
    assert.equal(await browser.run(() => document.activeElement.localName), 'cairn-panel', 'closed from inside, the focus is on the button');
    await isQuiet(browser);
});

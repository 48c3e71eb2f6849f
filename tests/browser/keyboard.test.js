// Whole journeys through the panel by keys alone: what can be reached, in which order, and where the focus is afterwards.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { openStage } from './support/stage.js';
import { isQuiet } from './support/visitor.js';

let stage, browser;
before(async () => {
    const contact = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Contact</title><link rel="icon" href="data:,">
        <script async src="/cairn/cairn.js" data-config="/offers.json"></script></head>
        <body><form><label>Message <textarea name="cairn-summary"></textarea></label></form></body></html>`;
    const beans = contact.replace('Contact', 'Beans').replace(/<form>.*<\/form>/, '<p>Beans</p>');
    stage = await openStage({ pages: { '/contact/': contact, '/beans/': beans } });
    ({ browser } = stage);
});
after(() => stage?.close());

beforeEach(async () => {
    await stage.size(1280, 900);
    await stage.prefer('light');
    await browser.driver.actions().move({ x: 2, y: 2 }).perform();
    await stage.visitor.visits(new URL('/corner', stage.site.url).href);
    await browser.run(() => {
        sessionStorage.clear();
        cairn.pause(false);
        cairn.forget();
    });
    await stage.visitor.visits(new URL('/corner', stage.site.url).href);
});

/** What has the focus in the panel: its id or its part, and its offer. */
const focus = () => browser.run(() => {
    const it = document.activeElement?.shadowRoot?.activeElement;
    if (!it) return document.activeElement?.localName;
    return it.id || [it.getAttribute('part').replace('button ', ''), it.closest('[data-offer]')?.dataset.offer].filter(Boolean).join(' ');
});
const focusIs = async what => {
    await browser.until(`the focus is on ${what}`, what => {
        const it = document.activeElement?.shadowRoot?.activeElement;
        return it && (it.id === what || `${it.getAttribute('part')} ${it.closest('[data-offer]')?.dataset.offer ?? ''}`.includes(what));
    }, what);
};
/** Goes on from one place to the next until there, as somebody who looks for it does. */
async function goes(to, key = Key.TAB) {
    const passed = [];
    for (let steps = 0; steps < 60; steps += 1) {
        await browser.press(...[key].flat());
        passed.push(await focus());
        if (passed.at(-1) === to) return passed;
    }
    assert.fail(`${to} was not reached: ${passed.join(', ')}`);
}
const back = async to => {
    const actions = () => browser.driver.actions().keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT).perform();
    for (let steps = 0; steps < 60; steps += 1) {
        await actions();
        if (await focus() === to) return;
    }
    assert.fail(`${to} was not reached backwards`);
};
const enters = key => browser.press(key ?? Key.ENTER);
const texts = selector => browser.run(selector => {
    const found = document.querySelector('cairn-panel').shadowRoot.querySelectorAll(selector);
    return [...found].filter(element => element.checkVisibility()).map(({ textContent }) => textContent);
}, selector);
const isOpen = () => browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('section').checkVisibility());
const events = kind => browser.run(kind => cairn.journal().map(event => event[kind]).filter(Boolean), kind);
const opens = async () => {
    await goes('opener');
    await enters();
    await focusIs('title');
};

test('by keys alone: open it, go through it in the order in which it is read, and leave it where it began', async () => {
    await opens();
    const offers = (await stage.visitor.offers()).map(({ id }) => id);
    const each = id => [`title ${id}`, `why ${id}`, `dismiss ${id}`];
    assert.deepEqual(await goes('notices'), ['close', 'as', ...offers.flatMap(each), 'else', 'notices']);
    await enters(Key.ESCAPE);
    assert.equal(await focus(), 'opener');
    assert.equal(await isOpen(), false);
    await enters(Key.SPACE);
    await focusIs('title');
    await goes('close');
    await enters();
    assert.equal(await focus(), 'opener');
    await isQuiet(browser);
});

test('by keys alone: ask why, say no, think better of it, and say no to all', async () => {
    await opens();
    const offers = (await stage.visitor.offers()).map(({ id }) => id);
    await goes(`why ${offers[0]}`);
    await enters();
    assert.deepEqual(await texts('[part~=evidence] li'), await texts(`[data-offer=${offers[0]}] [part~=reason]`));
    await enters(Key.SPACE);
    assert.deepEqual(await texts('[part~=evidence] li'), []);
    await goes(`dismiss ${offers[0]}`);
    await enters();
    await focusIs(`undo ${offers[0]}`);
    await enters();
    await focusIs(`title ${offers[0]}`);
    assert.deepEqual(await events('dismissal'), []);
    for (const id of offers) {
        await goes(`dismiss ${id}`);
        await enters();
        await focusIs(`undo ${id}`);
    }
    assert.deepEqual(await texts('[part~=calm]'), ['That is all for now. More may appear as you look around.']);
    assert.equal((await events('dismissal')).length, offers.length);
    // With nothing left to offer there would be no panel on the next page.
    await browser.run(() => cairn.forget());
    await isQuiet(browser);
});

test('by keys alone: say who I am, see what follows, and take it back', async () => {
    await opens();
    await goes('as');
    await enters();
    await goes('persona');
    await goes('persona');
    await enters(Key.SPACE);
    await focusIs('as');
    assert.deepEqual(await texts('.chosen p'), ['You said: I cook']);
    assert.equal((await stage.visitor.offers())[0].id, 'soup');
    await back('retract');
    await enters();
    await focusIs('as');
    assert.deepEqual(await texts('.chosen p'), []);
    await isQuiet(browser);
});

test('by keys alone: look for something else, find it, go there', async () => {
    await opens();
    await goes('else');
    await enters();
    await focusIs('field');
    await browser.press(...'baens');
    await browser.until('it is found', () => document.querySelector('cairn-panel').shadowRoot.querySelectorAll('.results li').length === 1);
    await enters(Key.ESCAPE);
    await focusIs('else');
    assert.deepEqual(await events('search'), [{ query: 'baens' }], 'what he looked for was noted');
    await enters();
    await focusIs('field');
    await browser.press(...'baens', Key.ENTER);
    await focusIs('result');
    const before = await stage.visitor.leaving();
    await enters();
    await stage.visitor.arrives(before);
    assert.equal(await browser.run(() => location.pathname), '/beans/');
    assert.deepEqual((await events('click')).map(({ offer }) => offer), ['beans']);
    await isQuiet(browser);
});

test('by keys alone: see what was noticed, remove a step, pause, go on, and forget it all', async () => {
    await browser.run(() => cairn.event('trial'));
    await opens();
    await goes('notices');
    await enters();
    await focusIs('title');
    assert.deepEqual(await texts('.trail li > div > :first-child'), ['Told by the page: trial', 'A page /offers.jsonltr']);
    await goes('remove');
    await enters();
    await focusIs('remove');
    assert.deepEqual(await events('event'), []);
    await goes('pause');
    await enters();
    assert.equal(await focus(), 'pause');
    assert.deepEqual(await texts('[part~=pause]'), ['Notice again']);
    await enters();
    assert.equal(await browser.run(() => cairn.pause()), false);
    await goes('forget');
    await enters();
    await focusIs('keep');
    await back('danger');
    await enters();
    await focusIs('title');
    assert.deepEqual(await texts('[role=status]'), ['Everything is forgotten.']);
    await back('back');
    await enters();
    await focusIs('notices');
    await isQuiet(browser);
});

test('by keys alone: take the journey along, as a code and as a link', async () => {
    await browser.run(() => {
        navigator.clipboard.writeText = async text => void (window.copied = text);
    });
    await opens();
    await goes('notices');
    await enters();
    await goes('copy');
    await enters();
    assert.match(await browser.until('it is copied', () => window.copied), /#cairn=/);
    await goes('code');
    await enters();
    await browser.until('it is drawn', () => document.querySelector('cairn-panel').shadowRoot.querySelector('.code path'));
    assert.equal(await focus(), 'code');
    await enters();
    assert.deepEqual(await texts('.code'), []);
    await isQuiet(browser);
});

test('by keys alone: read the summary, change it, and go on with it', async () => {
    await opens();
    await goes('title call');
    await enters();
    await focusIs('title');
    assert.deepEqual(await texts('#title'), ['Ask a gardener']);
    await goes('summary');
    await browser.press(Key.PAGE_DOWN, Key.END, ...' Thanks.');
    await goes('without');
    await back('with');
    const before = await stage.visitor.leaving();
    await enters();
    await stage.visitor.arrives(before);
    await browser.until('the form has it', () => document.querySelector('textarea').value);
    assert.match(await browser.run(() => document.querySelector('textarea').value), /^I would like: Ask a gardener[^]* Thanks\.$/);
    await isQuiet(browser);
});

test('by keys alone: say that it was not what I needed, and go on from there', async () => {
    await browser.run(() => cairn.event('trial'));
    await opens();
    await goes('answer');
    await goes('answer');
    await enters();
    await focusIs('sorry');
    assert.deepEqual(await events('feedback'), [{ helped: false }]);
    await goes('more');
    await enters();
    await focusIs('field');
    await isQuiet(browser);
});

test('by keys alone: a panel in the flow of the page, whose list stays as it is while the focus is in it', async () => {
    await stage.visitor.visits(new URL('/inline', stage.site.url).href);
    await browser.until('the offers are there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]'));
    const offers = (await stage.visitor.offers()).map(({ id }) => id);
    await goes(`title ${offers[1]}`);
    await browser.run(() => cairn.persona('cook'));
    assert.deepEqual((await stage.visitor.offers()).map(({ id }) => id), offers);
    assert.equal(await focus(), `title ${offers[1]}`);
    await enters(Key.ESCAPE);
    assert.equal(await focus(), `title ${offers[1]}`, 'there is nothing to leave');
    await goes('else');
    await enters();
    await focusIs('field');
    await enters(Key.ESCAPE);
    await focusIs('else');
    await goes('body');
    await isQuiet(browser);
});

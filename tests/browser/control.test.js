// The visitor's own hand on his journal: taking something out of it, bringing one back, pausing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { offers, openAcme, storing, TAG } from './support/fixture.js';

let acme, browser;
before(async () => {
    acme = await openAcme(storing());
    acme.pages['/asking.json'] = offers();
    browser = acme.browser;
});
after(() => acme.close());

/** A new visitor's page, once Cairn runs on it. */
async function open(path, options) {
    await acme.open(path, options);
    await acme.ready();
}

/** The same visitor goes on. */
async function goOn(path, options = {}) {
    acme.put(path, options);
    await acme.go(path);
    await acme.ready();
}

/** Does something in a second tab on a page of this site, and comes back. */
async function inAnotherTab(path, work) {
    acme.put(path, {});
    const { driver } = browser;
    const here = await driver.getWindowHandle();
    await driver.switchTo().newWindow('tab');
    try {
        await acme.go(path);
        await acme.ready();
        await work();
    } finally {
        await driver.close();
        await driver.switchTo().window(here);
    }
}

/** Puts the page out of sight, which is when it is saved. */
const hide = () => dispatchEvent(new PageTransitionEvent('pagehide'));
const told = () => cairn.journal().filter(({ event }) => event).map(({ event }) => event.name).join();
const without = name => cairn.journal(cairn.journal().filter(({ event }) => event?.name !== name));

// ---- The journal as the visitor wants it. ----

test('what is taken out of the journal stays out, also after a reload, and can be put back', async () => {
    await open('/docs/a');
    await browser.run(() => cairn.event('first'));
    await browser.run(() => cairn.event('secret'));
    const before = await browser.run(() => cairn.journal());
    await browser.run(hide);
    const left = await browser.run(without, 'secret');
    assert.ok(!JSON.stringify(left).includes('secret'), 'it answers with the journal as it is now');
    assert.ok(!JSON.stringify(await acme.stored()).includes('secret'), 'at once');
    await browser.driver.navigate().refresh();
    await acme.ready();
    assert.equal(await browser.run(told), 'first');
    await browser.run(events => cairn.journal(events), before);
    assert.equal(await browser.run(told), 'first,secret');
    await acme.expectConsole();
});

test('with a second tab open it does not come back either', async () => {
    await open('/left');
    await browser.run(() => cairn.event('secret'));
    await browser.run(hide);
    await inAnotherTab('/right', async () => {
        await browser.run(() => cairn.event('kept'));
        assert.equal(await browser.run(told), 'secret,kept');
        await browser.run(hide);
        const right = await browser.driver.getWindowHandle();
        const [left] = await browser.driver.getAllWindowHandles();
        await browser.driver.switchTo().window(left);
        // What it has not heard of it would remove, too.
        await browser.until('the first has heard of the second', () => JSON.stringify(cairn.journal()).includes('kept'));
        await browser.run(without, 'secret');
        await browser.driver.switchTo().window(right);
        await browser.until('it is gone here too', () => !cairn.journal().some(({ event }) => event?.name === 'secret'));
        assert.equal(await browser.run(told), 'kept', 'and nothing else is');
        await browser.run(hide);
    });
    await browser.run(hide);
    await goOn('/next');
    assert.equal(await browser.run(told), 'kept');
    await acme.expectConsole();
});

test('without consent it works in memory, and stores nothing', async () => {
    const tag = TAG.replace('/offers', '/asking');
    await open('/a', { tag });
    await browser.run(() => cairn.event('one'));
    await browser.run(() => cairn.event('two'));
    await browser.run(without, 'one');
    assert.equal(await browser.run(told), 'two');
    assert.equal(await acme.stored(), null);
    await browser.run(() => cairn.consent('granted'));
    assert.equal(await browser.run(told), 'two');
    assert.ok(JSON.stringify(await acme.stored()).includes('two'));
    await acme.expectConsole();
});

test('a file that someone else wrote is read as far as it goes, and what is no list changes nothing', async () => {
    await open('/a');
    await browser.run(() => cairn.event('here'));
    for (const none of ['"text"', '7', '{"events":[]}']) {
        await browser.run(text => cairn.journal(JSON.parse(text)), none);
        assert.equal(await browser.run(told), 'here', none);
    }
    await browser.run(() => {
        const cycle = {};
        cycle.self = cycle;
        cairn.journal(cycle);
    });
    assert.equal(await browser.run(told), 'here');
    const at = '2026-01-01T00:00:00Z';
    const list = [null, 7, { at: 'never', event: { name: 'x' } }, { at: new Date(Date.now() - 6e4), event: { name: 'good' } }, { at }];
    await browser.run(events => cairn.journal(events), list);
    assert.equal(await browser.run(told), 'good');
    assert.deepEqual(await acme.viewed(), [], 'the page that is shown was taken out, too');
    await acme.expectConsole();
});

// ---- A pause. ----

const FORM = '<form id="demo"><input id="mail"></form>';

test('while Cairn is paused nothing is noted, here and on later pages; then all goes on', async () => {
    await open('/docs/a', { body: FORM });
    await browser.run(() => cairn.event('before'));
    assert.equal(await browser.run(() => cairn.pause()), false);
    assert.equal(await browser.run(() => cairn.pause(true)), true);
    const known = await acme.journal();
    await browser.run(() => cairn.event('during'));
    await browser.run(() => cairn.persona('it'));
    await (await browser.find('#mail')).sendKeys('me');
    await browser.run(() => history.pushState({}, '', '/docs/a?q=sso'));
    assert.deepEqual(await acme.journal(), known);
    assert.ok(await browser.run(() => cairn.slate().offers.length), 'offers come from what is known');
    await goOn('/b');
    assert.equal(await browser.run(() => cairn.pause()), true);
    assert.deepEqual(await acme.viewed(), ['/docs/a']);
    assert.equal(await browser.run(() => cairn.pause(false)), false);
    await browser.run(() => cairn.event('after'));
    assert.equal(await browser.run(told), 'before,after');
    assert.deepEqual(await acme.viewed(), ['/docs/a', '/b']);
    assert.ok(!(await acme.journal()).some(({ form, persona }) => form || persona));
    assert.deepEqual(await browser.run(() => Object.keys(localStorage)), ['cairn']);
    await acme.expectConsole();
});

test('a pause is no part of a page view that it stands in, nor is a form that began in it', async () => {
    await open('/a', { body: FORM });
    await browser.run(() => cairn.pause(true));
    await (await browser.find('#mail')).sendKeys('me');
    await browser.run(() => cairn.pause(false));
    await browser.run(hide);
    assert.ok(!(await acme.journal()).some(({ form }) => form));
    await acme.expectConsole();
});

test('a page may ask for the pause before the script is there, and forgetting leaves it', async () => {
    await open('/early', { head: '<script>window.cairn = [["pause", true], ["event", "early"]]</script>' });
    assert.deepEqual(await acme.journal(), []);
    await browser.run(() => cairn.forget());
    assert.equal(await browser.run(() => cairn.pause()), true);
    assert.deepEqual(await browser.run(() => Object.keys(localStorage)), ['cairn-paused']);
    await acme.expectConsole();
});

test('with storage blocked the pause holds for the page', async () => {
    const head = `<script>Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })</script>`;
    await open('/blocked', { head });
    assert.equal(await browser.run(() => cairn.pause(true)), true);
    await browser.run(() => cairn.event('during'));
    assert.equal(await browser.run(told), '');
    assert.equal(await browser.run(() => cairn.pause(false)), false);
    await acme.expectConsole(['storage-blocked']);
});

// The engine or the panel's module meets what nobody foresaw, in the middle of its work: the page must not notice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CORNER, fallbackIsVisible, INLINE, layout, openAcme, storing } from './support/fixture.js';

let acme, browser;
before(async () => {
    acme = await openAcme(storing());
    browser = acme.browser;
});
after(() => acme.close());

const TALL = '<div style="height: 5000px"></div>';

/** The moment that breaks the module, and what the page's own listeners have seen of the event that did it. */
const breaking = {
    'a sign of life': () => {
        Date.now = () => { throw new Error('no time'); };
        addEventListener('pointermove', () => { window.hostSaw = true; });
        dispatchEvent(new Event('pointermove'));
        return window.hostSaw;
    },
    'a page that is hidden': () => {
        Date.now = () => { throw new Error('no time'); };
        document.addEventListener('visibilitychange', () => { window.hostSaw = true; });
        document.dispatchEvent(new Event('visibilitychange'));
        return window.hostSaw;
    },
    'a form': () => {
        Date.now = () => { throw new Error('no time'); };
        document.addEventListener('input', () => { window.hostSaw = true; });
        document.querySelector('#mail').dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        return window.hostSaw;
    },
};

/** Everything of the page answers as ever, and the author's links are back. */
async function expectAtRest(name) {
    await acme.failure(name);
    assert.ok(await browser.run(fallbackIsVisible), 'the author\'s links can be seen');
    const left = await browser.run(() => [...document.querySelector('cairn-panel').shadowRoot.children].map(child => child.localName));
    assert.deepEqual(left, ['slot'], 'the panel is gone');
    const answers = () => {
        cairn.event('login');
        cairn.push(['event', 'login']);
        cairn.consent('granted');
        cairn.persona('it');
        cairn.forget();
        cairn.config({});
        return [cairn.slate(), cairn.belief(), cairn.journal()];
    };
    assert.deepEqual(await browser.run(answers), [null, null, []]);
    await browser.run(() => history.pushState({}, '', '/after'));
    await (await browser.find('#host')).click();
    assert.equal(await browser.run(() => clicks), 1);
}

for (const [what, cause] of Object.entries(breaking)) {
    for (const [kind, panel] of [['a corner', CORNER], ['an inline', INLINE]]) {
        test(`when the engine breaks on ${what}, ${kind} panel gives way to the links`, async () => {
            const body = '<form id="demo"><input id="mail"></form>';
            await acme.open('/without', { panel, body, tag: '' });
            const untouched = await browser.run(layout);
            await acme.open('/breaks', { panel, body });
            await acme.ready();
            assert.equal(await browser.run(cause), true, 'the page\'s own listeners are heard');
            await expectAtRest('engine-stopped');
            assert.deepEqual(await browser.run(layout), untouched);
            await acme.expectConsole(['engine-stopped']);
        });
    }
}

test('a page that has broken what it is asked for keeps its panel', async () => {
    await acme.open('/broken', { body: '<form id="demo"><input id="mail"></form>' });
    await acme.ready();
    await browser.run(() => {
        const broken = () => { throw new Error('not here'); };
        Element.prototype.closest = broken;
        Storage.prototype.setItem = Storage.prototype.getItem = broken;
        Object.defineProperty(window, 'innerHeight', { get: broken });
        Object.defineProperty(document.documentElement, 'scrollHeight', { get: broken });
        document.getElementById('mail').dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        dispatchEvent(new Event('scroll'));
        document.dispatchEvent(new Event('visibilitychange'));
        history.pushState({}, '', '/broken/route');
    });
    await browser.until('the route is a page view', () => cairn.journal().filter(({ page }) => page).length === 2);
    assert.ok(await browser.run(() => cairn.slate()));
    await acme.expectConsole();
});

test('what breaks in a timer of the engine does not reach the page', async () => {
    await acme.open('/timer');
    await acme.ready();
    await browser.run(() => {
        history.pushState({}, '', '/timer/route');
        Object.defineProperty(document, 'title', { get() { throw new Error('no title'); } });
    });
    await expectAtRest('engine-stopped');
    await acme.expectConsole(['engine-stopped']);
});

test('what breaks while the engine starts does not reach the page', async () => {
    const head = `<script>
        window.cairn = [['event', 'one'], ['event', 'two']];
        Object.defineProperty(document, 'title', { get() { throw new Error('no title') } });
    </script>`;
    await acme.open('/start', { head });
    await expectAtRest('engine-stopped');
    await acme.expectConsole(['engine-stopped']);
});

test('when the panel\'s module breaks as it opens, the links come back', async () => {
    await acme.open('/opening', { panel: CORNER, body: TALL });
    await acme.ready();
    const opener = await browser.find('.opener', { within: 'cairn-panel' });
    await browser.run(() => { Document.prototype.createElement = () => { throw new Error('no elements'); }; });
    await opener.click();
    await browser.until('it is told', () => heard.some(({ name }) => name === 'failure'));
    const { detail } = await browser.run(() => heard.find(({ name }) => name === 'failure'));
    await expectAtRest(detail.name);
    await acme.expectConsole([detail.name]);
});

test('when the panel\'s module breaks while it is open, the links come back', async () => {
    await acme.open('/open', { panel: INLINE });
    await acme.ready();
    await browser.until('the panel is there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]'));
    await browser.run(() => {
        Date.now = () => { throw new Error('no time'); };
        const { shadowRoot } = document.querySelector('cairn-panel');
        for (const card of shadowRoot.querySelectorAll('[data-offer]')) card.style.display = 'none';
    });
    await expectAtRest('panel-stopped');
    await acme.expectConsole(['panel-stopped']);
});

test('a listener of the site that throws is the site\'s, and the panel goes on', async () => {
    await acme.open('/listener', { panel: INLINE });
    await acme.ready();
    await browser.until('the panel is there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]'));
    await browser.run(() => {
        window.onerror = () => true;
        document.addEventListener('cairn:click', event => { event.preventDefault(); throw new Error('mine'); });
    });
    await (await browser.find('[data-offer] a', { within: 'cairn-panel' })).click();
    await browser.until('the site hears of its own mistake', () => heard.some(({ name }) => name === 'error'));
    assert.ok(await browser.run(() => cairn.journal().some(({ click }) => click)));
    assert.equal(new URL(await browser.driver.getCurrentUrl()).pathname, '/listener', 'the site handles the click');
    assert.equal(await browser.run(() => heard.splice(0).filter(({ name }) => name === 'error').length), 1);
    await acme.expectConsole();
});

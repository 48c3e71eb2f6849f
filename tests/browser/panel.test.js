// The corner panel under a visitor's hands: pointer, keys, touch, and what it may never do.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { openBrowser } from './support/browser.js';
import { serveSite } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const offer = (id, personas = []) => ({ id, title: `About ${id}`, text: `More of ${id}.`, url: `/${id}/`, kind: 'guide', personas });
const offers = {
    version: 1,
    personas: [{ id: 'gardener', name: 'Gardener', says: 'I garden' }, { id: 'cook', name: 'Cook', says: 'I cook' }],
    signals: [{ id: 'reads', when: { path: '/' }, persona: { gardener: 'likely' }, because: 'you read about spring' }],
    offers: [
        ...['roses', 'beans', 'soil', 'tools', 'rain', 'seeds'].map(id => offer(id, ['gardener'])),
        ...['soup', 'bread', 'pies', 'knives', 'salt', 'oil'].map(id => offer(id, ['cook'])),
    ],
    panel: { slots: 4, title: 'Where next?', explore: 0 },
    privacy: { consent: 'not-required' },
};
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Spring</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <script async src="/cairn/cairn.js" data-config="/offers.json"></script></head>
    <body><main><h1>Spring</h1><p><a id="first" href="#a">First link</a></p><p><a id="last" href="#b">Last link</a></p></main></body></html>`;

let browser;
let visitor;
let site;

before(async () => {
    const elsewhere = offers.offers.map(({ url }) => [url, page.replaceAll('Spring', 'Elsewhere')]);
    site = await serveSite({ '/': page, '/offers.json': offers, ...Object.fromEntries(elsewhere) });
    browser = await openBrowser();
    visitor = await newVisitor(browser);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

beforeEach(async () => {
    await browser.driver.actions().move({ x: 2, y: 2 }).perform();
    await visitor.visits(site.url);
    await browser.run(() => cairn.forget());
    site.requests.length = 0;
});

const inside = { within: 'cairn-panel' };
const ids = list => list.map(entry => entry.id);
const shown = async () => ids(await visitor.offers());
const wasAsked = () => site.requests.some(({ path }) => /panel-.*\.wasm/.test(path));
const journal = what => browser.run(what => cairn.journal().filter(event => event[what]).map(event => event[what]), what);

/** What has the focus: `#id` of the page's elements, the part's or the class's name of ours. */
const focused = () => browser.run(() => {
    const at = document.activeElement;
    const ours = at?.shadowRoot?.activeElement;
    return ours ? ours.getAttribute('part') : `#${at?.id}`;
});

/** How the button presents itself. */
const button = async () => {
    const opener = await browser.find('.opener', inside);
    return { name: await opener.getAccessibleName(), expanded: await opener.getAttribute('aria-expanded') };
};

const status = () => browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('[role=status]').textContent);

const isOpen = () => browser.run(() => {
    const panel = document.querySelector('cairn-panel').shadowRoot.querySelector('section');
    return Boolean(panel?.checkVisibility());
});

const opens = () => browser.until('the panel is open and has the focus', () => {
    return document.activeElement?.shadowRoot?.activeElement?.part?.contains('heading');
});

/** The pointer rests on a card, or on the page. */
const pointsAtCard = async () => {
    const origin = await browser.find('[data-offer] [part~=text]', inside);
    await browser.driver.actions().move({ origin }).perform();
};
const pointsAtPage = () => browser.driver.actions().move({ x: 2, y: 2 }).perform();

async function tabsTo(part) {
    for (let presses = 0; presses < 20; presses += 1) {
        if (await focused() === part) return;
        await browser.press(Key.TAB);
    }
    assert.fail(`the tab key does not reach ${part}`);
}

test('the mouse opens the panel and closes it; the button says how many offers there are', async () => {
    assert.deepEqual(await button(), { name: 'Where next? 4', expanded: 'false' });
    assert.equal((await visitor.opensPanel()).length, 4);
    await opens();
    assert.equal((await button()).expanded, 'true');
    await visitor.clicks('.opener', inside);
    await browser.until('the panel is closed', () => document.querySelector('cairn-panel').shadowRoot.querySelector('section').hidden);
    assert.equal((await button()).expanded, 'false');
    await visitor.clicks('.opener', inside);
    await opens();
    await visitor.clicks('[part~=close]', inside);
    assert.deepEqual([await isOpen(), await focused(), (await button()).expanded], [false, 'opener', 'false']);
    await isQuiet(browser);
});

test('keys alone do: the tab key finds the button, Enter opens, Escape closes and gives the focus back', async () => {
    await tabsTo('opener');
    await browser.press(Key.ENTER);
    await opens();
    await browser.press(Key.TAB, Key.TAB);
    await browser.press(Key.ESCAPE);
    assert.deepEqual([await isOpen(), await focused(), (await button()).expanded], [false, 'opener', 'false']);
    await isQuiet(browser);
});

test('Escape outside belongs to the page, and the tab key leaves the panel again', async () => {
    await visitor.opensPanel();
    await opens();
    await browser.run(() => document.querySelector('#first').focus());
    await browser.press(Key.ESCAPE);
    assert.equal(await isOpen(), true);
    await tabsTo('title');
    for (let presses = 0; presses < 20 && !(await focused()).startsWith('#'); presses += 1) await browser.press(Key.TAB);
    assert.match(await focused(), /^#/, 'no trap');
    assert.equal(await isOpen(), true);
    await isQuiet(browser);
});

test('the panel is fetched when a pointer, a key or a finger comes near, and not before', async () => {
    const fetched = async () => {
        await browser.driver.wait(wasAsked, 5000, 'the panel was not fetched');
        await browser.until('it is there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('section'));
    };
    const comesNear = {
        pointer: async () => {
            const origin = await browser.find('.opener', inside);
            await browser.driver.actions().move({ origin }).perform();
        },
        key: () => tabsTo('opener'),
        finger: async () => {
            await browser.devtools('Emulation.setTouchEmulationEnabled', { enabled: true });
            const touchPoints = [await browser.run(() => {
                const box = document.querySelector('cairn-panel').shadowRoot.querySelector('.opener').getBoundingClientRect();
                return { x: box.x + 20, y: box.y + 20 };
            })];
            await browser.devtools('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
            await browser.devtools('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
            await browser.devtools('Emulation.setTouchEmulationEnabled', { enabled: false });
        },
    };
    for (const [what, come] of Object.entries(comesNear)) {
        await visitor.visits(site.url);
        site.requests.length = 0;
        await visitor.reads();
        assert.equal(wasAsked(), false, `before the ${what} came`);
        await come();
        await fetched();
        assert.equal(await isOpen(), false, `the ${what} alone opens nothing`);
        await pointsAtPage();
    }
    await isQuiet(browser);
});

test('offers do not change because they are looked at', async () => {
    const before = ids(await visitor.opensPanel());
    await opens();
    await browser.run(() => document.querySelector('#first').focus());
    await browser.until('they have been seen', () => cairn.journal().some(event => event.impression));
    // Everything that follows from being seen has happened two frames later.
    await browser.run(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
    assert.deepEqual(await shown(), before);
    await isQuiet(browser);
});

test('offers do not change under the pointer or under the focus, and do as soon as both have left', async () => {
    const gardening = ids(await visitor.opensPanel());
    await opens();
    await browser.run(() => cairn.persona('cook'));
    assert.deepEqual(await shown(), gardening, 'while the focus is inside');
    await pointsAtCard();
    await browser.run(() => document.querySelector('#first').focus());
    assert.deepEqual(await shown(), gardening, 'while the pointer is inside');
    await pointsAtPage();
    await browser.until('the new offers came', was => {
        const cards = document.querySelector('cairn-panel').shadowRoot.querySelectorAll('[data-offer]');
        return [...cards].map(card => card.dataset.offer).join() !== was;
    }, gardening.join());
    assert.ok((await shown()).some(id => ['soup', 'bread', 'pies', 'knives', 'salt', 'oil'].includes(id)));
    assert.equal(await focused(), '#first', 'and nobody lost the focus');
    await isQuiet(browser);
});

test('"Why this?" shows what suggested an offer, and hides it again', async () => {
    await visitor.reads();
    await visitor.opensPanel();
    const why = await browser.find('[part~=why]', inside);
    const evidence = await browser.find('[part~=evidence]', inside);
    assert.equal(await why.getAttribute('aria-controls'), await evidence.getAttribute('id'));
    for (const [expanded, visible] of [['true', true], ['false', false]]) {
        await visitor.clicks('[part~=why]', inside);
        assert.deepEqual([await why.getAttribute('aria-expanded'), await evidence.isDisplayed()], [expanded, visible]);
    }
    assert.match(await browser.run(element => element.textContent, evidence), /you read about spring/i);
    await isQuiet(browser);
});

test('"Not for me" removes an offer, says so politely, and can be undone where the focus stays', async () => {
    await visitor.opensPanel();
    const before = await shown();
    await (await browser.find('[part~=dismiss]', inside)).sendKeys(Key.ENTER);
    assert.deepEqual(await shown(), before.slice(1));
    assert.equal(await focused(), 'button undo');
    assert.equal(await status(), `Noted. You will not see “About ${before[0]}” again soon.`);
    assert.deepEqual(await journal('dismissal'), [{ offer: before[0] }]);
    await browser.press(Key.ENTER);
    assert.deepEqual([await shown(), await journal('dismissal'), await focused()], [before, [], 'title']);
    assert.equal(await status(), `“About ${before[0]}” is back.`);
    await isQuiet(browser);
});

test('when all offers are dismissed a calm sentence stands there', async () => {
    await visitor.opensPanel();
    for (const id of await shown()) await visitor.dismisses(id);
    assert.deepEqual(await shown(), []);
    const calm = await browser.find('.calm', inside);
    assert.equal(await calm.getText(), 'That is all for now. More may appear as you look around.');
    await isQuiet(browser);
});

test('each offer of a slate is seen once, with the probability that it had', async () => {
    const open = ids(await visitor.opensPanel());
    await browser.until('all have been seen', count => {
        // The last of them may be below the edge.
        document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]:last-child').scrollIntoView();
        return cairn.journal().flatMap(event => event.impression?.offers ?? []).length >= count;
    }, open.length);
    await visitor.clicks('.opener', inside);
    await visitor.clicks('.opener', inside);
    await browser.until('a second look has passed', () => new Promise(done => setTimeout(() => done(true), 1100)));
    const impressions = await journal('impression');
    const seen = impressions.flatMap(({ slate, offers }) => offers.map(({ id, propensity }) => ({ id: `${slate} ${id}`, propensity })));
    assert.equal(new Set(ids(seen)).size, seen.length, 'nothing twice');
    assert.deepEqual(ids(impressions.filter(({ slate }) => slate === impressions[0].slate).flatMap(({ offers }) => offers)).sort(), open.sort());
    for (const { propensity } of seen) assert.ok(propensity >= 0.02 && propensity <= 1, `${propensity}`);
    await isQuiet(browser);
});

test('a page may handle a click itself; otherwise the offer leads on', async () => {
    const [first] = await visitor.opensPanel();
    await browser.run(() => addEventListener('cairn:click', event => {
        window.taken = event.detail.offer;
        event.preventDefault();
    }, { once: true }));
    await visitor.clicks('[part~=title]', inside);
    assert.equal(await browser.run(() => window.taken), first.id);
    assert.equal(await browser.run(() => location.pathname), '/');
    assert.deepEqual(await journal('click'), [{ offer: first.id }]);
    await visitor.takes((await shown())[0]);
    assert.match(await browser.run(() => location.pathname), /^\/[a-z]+\/$/);
    await isQuiet(browser);
});

// What is shown while something else changes: the page, another panel, another tab, the visitor by another way.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openBrowser } from './support/browser.js';
import { serveSite } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const configOf = (title, more = {}) => ({
    version: 1,
    personas: [{ id: 'gardener', name: 'Gardener', says: 'I garden' }, { id: 'cook', name: 'Cook', says: 'I cook' }],
    signals: [
        { id: 'soups', when: { words: ['soup'] }, persona: { cook: 'certain' }, because: 'you read about soup' },
        { id: 'kitchen', when: { event: 'kitchen' }, persona: { cook: 'certain' }, because: 'you went to the kitchen' },
        { id: 'customer', when: { event: 'customer' }, because: 'you are here' },
    ],
    offers: Array.from({ length: 10 }, (_, at) => ({
        id: `o${at}`, title: `${title} ${at}`, url: `/${at}/`, kind: 'guide', personas: [at % 2 ? 'cook' : 'gardener'], ...more,
    })),
    panel: { slots: 3, explore: 0, personas: true },
    privacy: { consent: 'not-required' },
});
const page = (body = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
    <script async src="/cairn/cairn.js" data-config="/offers.json"></script></head><body><main>${body}</main></body></html>`;
const INLINE = '<cairn-panel placement="inline"></cairn-panel>';

let browser;
let visitor;
let site;

before(async () => {
    site = await serveSite({
        '/offers.json': configOf('Offer'),
        '/sitemap.xml': '<?xml version="1.0"?><urlset></urlset>',
        '/': page(),
        '/other': page(),
        '/inline': page(`${INLINE}<p id="place">A place</p>`),
        '/two': page('<cairn-panel id="a" placement="inline"></cairn-panel><cairn-panel id="b"></cairn-panel>'),
        '/both': page('<cairn-panel id="a" placement="inline"></cairn-panel><cairn-panel id="b" placement="inline"></cairn-panel>'),
        '/form': page('<form><input name="cairn-summary" id="field"></form>'),
    });
    browser = await openBrowser();
    visitor = await newVisitor(browser);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

const at = path => new URL(path, site.url).href;

/** Somebody new on this page, who has opened the corner's panel if there is one. */
async function begins(path) {
    await visitor.visits(at(path));
    await browser.run(() => {
        cairn.pause(false);
        cairn.forget();
        sessionStorage.clear();
    });
    await visitor.visits(at(path));
    await browser.until('the panels are there', () => [...document.querySelectorAll('cairn-panel')].every(panel => panel.slate));
    for (const panel of ['#b', 'cairn-panel']) if (await exists(panel, '.opener')) return opens(panel);
    return cardsAreThere('cairn-panel');
}

beforeEach(() => browser.driver.actions().move({ x: 2, y: 2 }).perform());

const exists = (panel, selector) => browser.run((panel, selector) => Boolean(document.querySelector(panel)?.shadowRoot.querySelector(selector)), panel, selector);
const cardsAreThere = panel => browser.until('its cards are there', panel => document.querySelector(panel).shadowRoot.querySelector('[data-offer]')?.checkVisibility(), panel);
/** As by a finger, which takes no focus along. */
const tap = (selector, panel = 'cairn-panel') => browser.run((selector, panel) => {
    const all = [...document.querySelector(panel).shadowRoot.querySelectorAll(selector)];
    const found = all.find(element => element.checkVisibility());
    if (!found) throw new Error(`nothing to tap: ${selector} in ${panel}`);
    found.click();
}, selector, panel);
const opens = async (panel = 'cairn-panel') => {
    await tap('.opener', panel);
    await cardsAreThere(panel);
};
const cards = (panel = 'cairn-panel') => browser.run(panel => {
    const all = [...document.querySelector(panel).shadowRoot.querySelectorAll('[data-offer]')];
    return all.filter(card => !card.querySelector('[part~=undo]')?.checkVisibility()).map(card => card.dataset.offer);
}, panel);
const text = (selector, panel = 'cairn-panel') => browser.run((selector, panel) => {
    const all = [...document.querySelector(panel).shadowRoot.querySelectorAll(selector)];
    return all.filter(element => element.checkVisibility()).map(element => element.innerText).join('\n');
}, selector, panel);
const slate = () => browser.run(() => cairn.slate().offers.map(({ offer }) => offer));
const does = act => browser.run(act);
const events = kind => browser.run(kind => cairn.journal().map(event => event[kind]).filter(Boolean), kind);

// ---- Several panels. ----

test('a choice in one panel leaves the others their cards and buttons', async () => {
    for (const path of ['/two', '/both']) {
        await begins(path);
        await cardsAreThere('#a');
        for (const persona of [1, 2]) {
            await tap('#as', '#a');
            await tap(`[part~=persona]:nth-child(${persona})`, '#a');
            assert.ok((await cards('#a')).length && (await cards('#b')).length, path);
        }
        const before = (await events('dismissal')).length;
        await tap('[part~=dismiss]', '#b');
        assert.equal((await events('dismissal')).length, before + 1);
        await isQuiet(browser);
    }
});

test('a panel that was taken off the page and put back shows what no other shows', async () => {
    await begins('/both');
    await does(() => {
        const panel = document.querySelector('#a');
        panel.remove();
        cairn.event('kitchen');
        document.querySelector('main').prepend(panel);
    });
    const dealt = await browser.run(() => [...document.querySelectorAll('cairn-panel')].flatMap(panel => panel.slate.offers.map(({ offer }) => offer)));
    assert.equal(new Set(dealt).size, dealt.length, `${dealt}`);
    await isQuiet(browser);
});

// ---- What the visitor takes back, by whatever way. ----

test('a dismissed offer is back once its step is removed, or everything is forgotten', async () => {
    await begins('/');
    const first = (await cards())[0];
    for (const takeBack of [() => tap('.trail li:first-child button'), () => does(() => cairn.forget())]) {
        await tap(`[data-offer=${first}] [part~=dismiss]`);
        await tap('#notices');
        assert.match(await text('.trail li:first-child'), /not for me/);
        await takeBack();
        await tap('[part~=back]');
        assert.deepEqual((await cards()).sort(), (await slate()).sort());
        assert.ok((await cards()).includes(first));
    }
    await isQuiet(browser);
});

test('the step that is removed is the one that was pressed, whatever happened since', async () => {
    await begins('/two');
    await does(() => ['one', 'two', 'three'].forEach(name => cairn.event(name)));
    await tap('#notices', '#a');
    await tap('#notices', '#b');
    const remove = (name, panel) => browser.run((name, panel) => {
        const steps = [...document.querySelector(panel).shadowRoot.querySelectorAll('.trail li')];
        steps.find(step => step.innerText.includes(name)).querySelector('button').click();
    }, name, panel);
    await remove('one', '#a');
    await remove('two', '#b');
    assert.deepEqual((await events('event')).map(({ name }) => name), ['three']);
    assert.doesNotMatch(await text('.trail', '#a'), /two/, 'and the other panel shows that');
    await isQuiet(browser);
});

test('nothing that the page forgets stays on view', async () => {
    await begins('/');
    await does(() => {
        const past = new Date(Date.now() - 3 * 864e5).toISOString();
        cairn.journal([...cairn.journal(), { at: past, page: { url: new URL('/other', location).href, title: 'An old page' } }]);
    });
    await visitor.visits(at('/'));
    await opens();
    await tap('#as');
    await tap('[part~=persona]:nth-child(1)');
    await tap('#as');
    await tap('[part~=persona]:nth-child(3)');
    assert.match(await text('section'), /An old page[^]*|You said: I garden/);
    assert.match(await text('section'), /You said: I am already a customer/);
    await tap('#notices');
    assert.match(await text('.trail'), /An old page/);
    await does(() => cairn.forget());
    assert.doesNotMatch(await text('.trail'), /An old page|garden/);
    await tap('[part~=back]');
    await tap('[part~=close]');
    await opens();
    assert.doesNotMatch(await text('section'), /An old page|You said/);
    await isQuiet(browser);
});

test('a summary of what was forgotten cannot be sent any more', async () => {
    await begins('/');
    await browser.run(config => cairn.config(config), configOf('Ask', { handoff: true }));
    await opens();
    await does(() => cairn.event('secret'));
    await tap('[data-offer] [part~=title]');
    assert.match(await browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('#summary').value), /I would like/);
    await does(() => cairn.forget());
    assert.equal(await exists('cairn-panel', '#summary'), false);
    await isQuiet(browser);
});

test('who the page says he is stands in the panel, too', async () => {
    await begins('/');
    await does(() => cairn.persona('cook'));
    assert.match(await text('section'), /You said: I cook/);
    await does(() => cairn.persona(null));
    assert.doesNotMatch(await text('section'), /You said/);
    await isQuiet(browser);
});

test('while Cairn is paused nothing is claimed that is not noted', async () => {
    await begins('/');
    await tap('#notices');
    await does(() => cairn.pause(true));
    await tap('[part~=pause]');
    assert.equal(await does(() => cairn.pause()), false, 'whoever paused it, the button goes on');
    await tap('[part~=pause]');
    assert.equal(await text('[part~=pause]'), 'Notice again');
    await tap('[part~=back]');
    await tap('#as');
    await tap('[part~=persona]:nth-child(1)');
    assert.doesNotMatch(await text('section'), /You said/);
    await does(() => cairn.pause(false));
    await isQuiet(browser);
});

// ---- Another config, another route. ----

test('with another config the panel shows that, and asks as that wants it', async () => {
    await begins('/');
    await tap('[part~=close]');
    await browser.run(config => cairn.config(config), configOf('Angebot', { handoff: true }));
    await opens();
    assert.match(await text('[part~=list]'), /^(?![^]*Offer)[^]*Angebot/);
    await tap('[data-offer] [part~=title]');
    assert.ok(await exists('cairn-panel', '#summary'), 'it is asked before anything goes along');
    await isQuiet(browser);
});

test('a config that comes while the panel is fetched leaves one panel, with that config', async () => {
    await begins('/');
    await visitor.visits(at('/'));
    await browser.run(config => {
        document.querySelector('cairn-panel').shadowRoot.querySelector('.opener').click();
        cairn.config(config);
    }, configOf('Angebot'));
    await cardsAreThere('cairn-panel');
    assert.equal(await browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelectorAll('section').length), 1);
    assert.match(await text('[part~=list]'), /Angebot/);
    await isQuiet(browser);
});

test('a page that pushes the fragment along is not loaded again', async () => {
    await begins('/');
    await browser.run(() => {
        window.here = true;
        history.pushState(null, '', '/#cairn=damaged');
    });
    await browser.run(() => new Promise(done => setTimeout(done, 600)));
    assert.equal(await does(() => window.here), true);
    await isQuiet(browser);
});

test('in the flow of the page the offers follow what a route turns out to be about, and then stay', async () => {
    await begins('/inline');
    await does(() => {
        history.pushState(null, '', '/inline/soup');
        setTimeout(() => (document.title = 'Soup'), 50);
    });
    await browser.until('the offers follow', () => {
        const cards = [...document.querySelector('cairn-panel').shadowRoot.querySelectorAll('[data-offer]')].map(card => card.dataset.offer);
        const fits = ({ offer }) => cards.includes(offer);
        return cairn.belief().personas.cook > 0.5 && cairn.slate().offers.every(fits);
    });
    await browser.run(() => new Promise(done => setTimeout(done, 1100)));
    const before = await cards();
    await does(() => cairn.persona('gardener'));
    assert.deepEqual(await cards(), before, 'nothing moves under the eyes');
    await does(() => {
        location.hash = 'place';
        cairn.event('other');
    });
    assert.deepEqual(await cards(), before, 'a place on the page is no other page');
    await isQuiet(browser);
});

// ---- Going on. ----

test('a summary for a field of this very page leaves the visitor there', async () => {
    await begins('/form');
    const config = configOf('Offer');
    await browser.run(config => cairn.config(config), { ...config, offers: [...config.offers, { id: 'here', title: 'Here', url: '/form#field', kind: 'talk', handoff: true }] });
    await opens();
    // It is no next step on its own page, and is found all the same.
    await tap('#else');
    await browser.driver.actions().sendKeys('here').perform();
    await browser.until('it is found', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[part~=result]')?.textContent.includes('Here'));
    await tap('[part~=result]');
    await tap('[part~=with]');
    assert.equal(await does(() => document.activeElement.id), 'field');
    assert.match(await does(() => document.activeElement.value), /Here/);
    await isQuiet(browser);
});

test('a link with a journey is heard in a tab that shows the page already', async () => {
    await begins('/');
    await does(() => void (location.hash = '#cairn=damaged'));
    await browser.until('it is asked about', () => document.querySelector('cairn-panel')?.shadowRoot.querySelector('[part~=brought]')?.checkVisibility());
    assert.doesNotMatch(await does(() => location.href), /#cairn/);
    await isQuiet(browser);
});

test('a double click is one click', async () => {
    await begins('/');
    await does(() => document.addEventListener('cairn:click', event => event.preventDefault()));
    const title = await browser.find('[part~=title]', { within: 'cairn-panel' });
    await browser.driver.actions().doubleClick(title).perform();
    assert.equal((await events('click')).length, 1);
    await isQuiet(browser);
});

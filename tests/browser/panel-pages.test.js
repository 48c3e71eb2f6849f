// The panel's other pages under a visitor's hands: who he is, search, what was noticed, what is taken along, hand-over.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { openBrowser } from './support/browser.js';
import { serveSite } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const offer = (id, more = {}) => ({ id, title: `About ${id}`, text: `More of ${id}.`, url: `/${id}/`, kind: 'guide', ...more });
const offers = {
    version: 1,
    personas: [{ id: 'gardener', name: 'Gardener', says: 'I garden' }, { id: 'cook', name: 'Cook', says: 'I cook' }],
    signals: [
        { id: 'reads', when: { path: '/spring/' }, persona: { gardener: 'likely' }, because: 'you read about spring' },
        { id: 'customer', when: { event: 'customer' }, stage: { adoption: 'certain' } },
    ],
    offers: [
        ...['roses', 'beans', 'soil', 'tools'].map(id => offer(id, { personas: ['gardener'] })),
        ...['soup', 'bread', 'pies', 'knives'].map(id => offer(id, { personas: ['cook'] })),
        offer('call', { title: 'Ask a gardener', kind: 'talk', url: '/contact/', owner: 'sales', handoff: true, stages: ['renewal'] }),
    ],
    panel: { slots: 4, title: 'Where next?', explore: 0, personas: true },
    privacy: { consent: 'not-required' },
};
/** Two offers whose order nothing changes. */
const steady = { ...offers,
    signals: [...offers.signals, { id: 'asked', when: { event: 'asked' }, persona: { gardener: 'likely' }, because: 'you asked' }],
    offers: [2, 0.5].map(priority => offer(`steady-${priority}`, { personas: ['gardener', 'cook'], priority })),
};
const page = (title, body = '', config = '/offers.json') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <script async src="/cairn/cairn.js" data-config="${config}"></script></head>
    <body><main><h1>${title}</h1>${body}</main></body></html>`;
const SITEMAP = `<?xml version="1.0"?><urlset>${['/', '/history/of-gardens/', '/history/', 'https://elsewhere.example/x'].map(loc => `<url><loc>${loc}</loc></url>`).join('')}</urlset>`;

let browser;
let visitor;
let site;

before(async () => {
    const elsewhere = offers.offers.map(({ url, title }) => [url, page(title)]);
    site = await serveSite({
        ...Object.fromEntries(elsewhere),
        '/': page('Welcome'),
        '/spring/': page('Spring'),
        '/contact/': page('Contact', '<form><label>Message <textarea name="cairn-summary"></textarea></label></form>'),
        '/steady/': page('Steady', '', '/steady.json'),
        '/offers.json': offers,
        '/steady.json': steady,
        '/sitemap.xml': SITEMAP,
    });
    browser = await openBrowser();
    visitor = await newVisitor(browser);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

const at = path => new URL(path, site.url).href;
const inside = { within: 'cairn-panel' };

beforeEach(async () => {
    await browser.driver.actions().move({ x: 2, y: 2 }).perform();
    await visitor.visits(at('/spring/'));
    await browser.run(() => {
        cairn.pause(false);
        cairn.forget();
        sessionStorage.clear();
    });
    site.requests.length = 0;
});

const ids = async () => (await visitor.offers()).map(({ id }) => id);
const press = selector => visitor.clicks(selector, inside);
const texts = selector => browser.run(selector => {
    const found = document.querySelector('cairn-panel').shadowRoot.querySelectorAll(selector);
    return [...found].filter(element => element.checkVisibility()).map(({ textContent }) => textContent);
}, selector);
const text = async selector => (await texts(selector)).join('\n');
const kinds = () => browser.run(() => cairn.journal().map(event => Object.keys(event)[1]));
const focused = () => browser.run(() => {
    const ours = document.activeElement?.shadowRoot?.activeElement;
    return ours?.id || ours?.getAttribute('part');
});
const focusIs = what => browser.until(`${what} has the focus`, what => {
    const ours = document.activeElement?.shadowRoot?.activeElement;
    return (ours?.id || ours?.getAttribute('part')) === what;
}, what);
const status = () => text('[role=status]');

test('who says who he is gets another slate at once, sees that it was his word, and takes it back', async () => {
    await visitor.opensPanel();
    const before = await ids();
    await press('#as');
    assert.deepEqual(await texts('[part~=persona]'), ['I garden', 'I cook', 'I am already a customer']);
    await press('[part~=persona]:nth-child(2)');
    await focusIs('as');
    assert.deepEqual(await browser.run(() => cairn.belief().said), 'cook');
    const after = await ids();
    assert.ok(['soup', 'bread', 'pies', 'knives'].includes(after[0]), `${after}`);
    assert.notDeepEqual(after, before);
    assert.equal(await text('.chosen p'), 'You said: I cook');
    await press('[part~=retract]');
    await focusIs('as');
    assert.deepEqual(await texts('.chosen p'), []);
    assert.equal(await browser.run(() => cairn.belief().said ?? 'nobody'), 'nobody');
    await isQuiet(browser);
});

test('what is offered for another reason now says so, even where the offers stay the same', async () => {
    await visitor.visits(at('/steady/'));
    await visitor.opensPanel();
    const before = await ids();
    await press('#as');
    await press('[part~=persona]:nth-child(2)');
    assert.deepEqual(await ids(), before);
    assert.equal((await texts('[part~=reason]'))[0], 'Because you said “I cook”');
    await press('[part~=retract]');
    await press('[part~=close]');
    await browser.run(() => cairn.event('asked'));
    await visitor.opensPanel();
    assert.deepEqual(await ids(), before);
    assert.equal((await texts('[part~=reason]'))[0], 'Because you asked');
    await isQuiet(browser);
});

test('cards that came in as a page of the panel was turned do what they say', async () => {
    await visitor.opensPanel();
    // As by a finger, which takes no focus along.
    const tap = selector => browser.run(selector => {
        const all = document.querySelector('cairn-panel').shadowRoot.querySelectorAll(selector);
        [...all].find(element => element.checkVisibility()).click();
    }, selector);
    await tap('[part~=dismiss]');
    const before = await ids();
    for (let turns = 0; turns < 2; turns += 1) {
        await tap('#else');
        await focusIs('field');
        await tap('[part~=back]');
        await focusIs('else');
    }
    assert.notDeepEqual(await ids(), before, 'another offer came in');
    await tap('[part~=dismiss]');
    assert.equal((await kinds()).filter(kind => kind === 'dismissal').length, 2);
    await isQuiet(browser);
});

test('who is a customer already says so, and takes it back', async () => {
    await visitor.opensPanel();
    await press('#as');
    await press('[part~=persona]:last-child');
    assert.equal(await browser.run(() => cairn.belief().movement), 'customer');
    assert.equal(await text('.chosen p'), 'You said: I am already a customer');
    await press('.chosen:not([hidden]) [part~=retract]');
    assert.notEqual(await browser.run(() => cairn.belief().movement), 'customer');
    assert.ok(!(await kinds()).includes('event'));
    await isQuiet(browser);
});

test('something else is found with a slip of the hand, among offers and pages, by keys alone', async () => {
    await visitor.opensPanel();
    assert.ok(!site.requests.some(({ path }) => path === '/sitemap.xml'), 'the map is not asked for before');
    await (await browser.find('#else', inside)).sendKeys(Key.ENTER);
    await focusIs('field');
    await browser.until('the pages are there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('.results').textContent.includes('History › Of gardens'));
    assert.deepEqual(await texts('.results .strong'), ['All next steps', 'Pages of this site']);
    assert.ok(!(await text('.results')).includes('elsewhere.example'));
    await browser.press(...'gardesn');
    await browser.until('what fits is there', () => document.querySelector('cairn-panel').shadowRoot.querySelectorAll('.results li').length === 2);
    assert.deepEqual(await texts('[part~=result]'), ['Ask a gardener', 'History › Of gardens']);
    assert.equal(await status(), '2 results');
    await browser.press(Key.ARROW_DOWN);
    await focusIs('result');
    assert.ok((await kinds()).includes('search'), 'what was looked for is noted');
    await browser.press(Key.ESCAPE);
    await focusIs('else');
    await isQuiet(browser);
});

test('where nothing is found a person is offered', async () => {
    await visitor.opensPanel();
    await press('#else');
    await browser.press(...'xyzzyq');
    await browser.until('that is said', () => document.querySelector('cairn-panel').shadowRoot.querySelector('.results .calm'));
    assert.equal(await text('.results .calm p'), 'Nothing found for “xyzzyq”. Other words may help.');
    assert.deepEqual(await texts('.results .calm a'), ['Ask a gardener']);
    assert.equal(await status(), '0 results');
    await isQuiet(browser);
});

test('what was noticed is said with its doubts, and each step can be removed for good', async () => {
    await visitor.visits(at('/roses/'));
    await visitor.visits(at('/spring/'));
    await visitor.opensPanel();
    await press('#notices');
    assert.match(await text('.noticed'), /Perhaps, and not sure yet: I garden/);
    assert.deepEqual(await texts('.noticed .dots li'), ['you read about spring']);
    assert.deepEqual(await texts('.trail li a'), ['Spring', 'About roses', 'Spring']);
    await press('.trail li:nth-child(2) [part~=remove]');
    await focusIs('button remove');
    assert.deepEqual(await texts('.trail li a'), ['Spring', 'Spring']);
    assert.equal(await status(), 'Removed: About roses');
    await visitor.visits(at('/beans/'));
    assert.ok(!(await browser.run(() => JSON.stringify(cairn.journal()))).includes('/roses/'));
    await isQuiet(browser);
});

test('a step removed here does not come back from another tab', async () => {
    await visitor.visits(at('/roses/'));
    // Something else in the same moment stays.
    await browser.run(() => cairn.journal([...cairn.journal(), { at: cairn.journal()[0].at, event: { name: 'asked' } }]));
    await visitor.visits(at('/beans/'));
    const here = await browser.driver.getWindowHandle();
    await browser.driver.switchTo().newWindow('tab');
    await visitor.visits(at('/soil/'));
    const there = await browser.driver.getWindowHandle();
    await browser.driver.switchTo().window(here);
    await browser.run(() => cairn.journal(cairn.journal().filter(event => !event.page?.url.includes('/roses/'))));
    await browser.driver.switchTo().window(there);
    await browser.until('it is gone there, too', () => !JSON.stringify(cairn.journal()).includes('/roses/'));
    await visitor.visits(at('/tools/'));
    assert.ok(!(await browser.run(() => localStorage.cairn + JSON.stringify(cairn.journal()))).includes('/roses/'));
    assert.ok((await browser.run(() => localStorage.cairn)).includes('/beans/'));
    assert.ok((await browser.run(() => localStorage.cairn)).includes('asked'));
    await browser.driver.close();
    await browser.driver.switchTo().window(here);
});

test('forgetting everything is asked twice, and nothing is left but that this page is viewed', async () => {
    await visitor.visits(at('/roses/'));
    await visitor.opensPanel();
    await press('#notices');
    await press('[part~=forget]');
    await focusIs('button keep');
    await press('[part~=keep]');
    assert.ok((await kinds()).length >= 2);
    await press('[part~=forget]');
    await press('[part~=danger]');
    await focusIs('title');
    assert.deepEqual(await kinds(), ['page']);
    await isQuiet(browser);
});

test('while it is paused nothing is noticed, on the next pages neither, until the visitor resumes', async () => {
    await visitor.opensPanel();
    await press('#notices');
    await press('[part~=pause]');
    assert.equal(await text('[part~=pause]'), 'Notice again');
    assert.match(await text('.control'), /Paused: nothing new is noticed/);
    const before = await browser.run(() => JSON.stringify(cairn.journal()));
    await browser.visit(at('/roses/'));
    await browser.until('there is a slate', () => window.cairn?.slate?.());
    await browser.run(() => cairn.event('login'));
    await visitor.opensPanel();
    assert.equal(await browser.run(() => cairn.pause()), true);
    assert.equal(await browser.run(() => JSON.stringify(cairn.journal())), before);
    await press('#notices');
    await press('[part~=pause]');
    await browser.run(() => cairn.event('login'));
    assert.ok((await kinds()).includes('event'));
    await isQuiet(browser);
});

test('a journey goes along as a link whose fragment no server sees, and is gone on with only if the visitor says so', async () => {
    await visitor.visits(at('/roses/'));
    await browser.run(() => {
        navigator.clipboard.writeText = async text => void (window.copied = text);
    });
    await visitor.opensPanel();
    await press('#notices');
    await press('[part~=copy]');
    const link = await browser.until('it is copied', () => window.copied);
    assert.equal(await text('.notice'), 'The link is copied.');
    assert.match(link, /\/roses\/#cairn=[\w-]+$/);

    await browser.visit(at('/'));
    await browser.run(() => cairn.forget());
    site.requests.length = 0;
    await browser.visit('about:blank');
    await browser.visit(link.replace('/roses/', '/beans/'));
    await browser.until('the panel has opened', () => document.querySelector('cairn-panel')?.shadowRoot.querySelector('[part~=brought]')?.checkVisibility());
    assert.equal(await browser.run(() => location.hash), '');
    assert.ok(!site.requests.some(({ path }) => path.includes('cairn=')));
    assert.ok(!(await browser.run(() => JSON.stringify(cairn.journal()))).includes('/roses/'), 'not before he says so');
    await press('[part~=brought] button');
    await browser.until('it is there', () => JSON.stringify(cairn.journal()).includes('/roses/'));
    assert.match(await text('.notice'), /steps were brought along/);
    assert.ok(!(await browser.run(() => JSON.stringify(cairn.journal()))).includes('#cairn'));
    await isQuiet(browser);
});

test('a tampered link says so and changes nothing', async () => {
    const before = await kinds();
    await browser.visit('about:blank');
    await browser.visit(`${at('/spring/')}#cairn=q1bKU7JSqlaKjlYqSCzJULJSUj-!!`);
    await browser.until('the panel has opened', () => document.querySelector('cairn-panel')?.shadowRoot.querySelector('[part~=brought]')?.checkVisibility());
    await press('[part~=brought] button');
    await browser.until('that is said', () => document.querySelector('cairn-panel').shadowRoot.querySelector('.notice')?.textContent);
    assert.match(await text('.notice'), /^This cannot be read/);
    assert.deepEqual(await kinds(), before);
    await isQuiet(browser);
});

test('a code shows the latest steps, where it is seen, and goes again', async () => {
    await visitor.opensPanel();
    await press('#notices');
    assert.ok(!site.requests.some(({ path }) => path.includes('/qr-')), 'what draws it is not loaded before');
    await press('[part~=code]');
    await browser.until('it is drawn', () => document.querySelector('cairn-panel').shadowRoot.querySelector('.code path')?.getAttribute('d').length > 500);
    const sight = await browser.run(() => {
        const { shadowRoot } = document.querySelector('cairn-panel');
        return shadowRoot.querySelector('.code').getBoundingClientRect().bottom - shadowRoot.querySelector('.body').getBoundingClientRect().bottom;
    });
    assert.ok(sight < 1, `it ends ${sight} px below what can be seen`);
    await press('[part~=code]');
    assert.deepEqual(await texts('.code'), []);
    await isQuiet(browser);
});

test('a summary goes along only after the visitor has seen it, changed it and agreed', async () => {
    await visitor.visits(at('/roses/'));
    await visitor.opensPanel();
    await press('#else');
    await press('.results li:nth-child(9) a');
    await focusIs('title');
    assert.equal(await text('#title'), 'Ask a gardener');
    const summary = await browser.find('#summary', inside);
    assert.match(await summary.getAttribute('value'), /I would like: Ask a gardener[^]*Read:\n- About roses\n- Spring/);
    assert.ok(!(await kinds()).includes('click'), 'nothing has gone yet');
    await summary.sendKeys(' Thank you & goodbye.');
    const before = await visitor.leaving();
    await press('[part~=with]');
    await visitor.arrives(before);
    await browser.until('the form has it', () => document.querySelector('textarea').value);
    assert.match(await browser.run(() => document.querySelector('textarea').value), /^I would like: Ask a gardener[^]* Thank you & goodbye\.$/);
    assert.deepEqual(await browser.run(() => [location.pathname, location.hash]), ['/contact/', '']);
    assert.ok((await kinds()).includes('click'));
    assert.ok(!site.requests.some(({ path, body }) => /goodbye/.test(path + body)));
    await isQuiet(browser);
});

test('the page may take the summary itself, and without it the offer just leads on', async () => {
    await visitor.opensPanel();
    await browser.run(() => addEventListener('cairn:handoff', event => {
        window.handed = event.detail;
        event.preventDefault();
    }, { once: true }));
    await press('#else');
    await press('.results li:nth-child(9) a');
    await press('[part~=with]');
    assert.match(await browser.run(() => JSON.stringify(window.handed)), /"offer":"call","summary":"I would like/);
    assert.equal(await browser.run(() => location.pathname), '/spring/');
    assert.ok(!(await kinds()).includes('handoff'));
    await press('#else');
    await press('.results li:nth-child(9) a');
    const before = await visitor.leaving();
    await press('[part~=without]');
    await visitor.arrives(before);
    assert.deepEqual(await browser.run(() => [location.pathname, location.hash, document.querySelector('textarea').value]), ['/contact/', '', '']);
    await isQuiet(browser);
});

test('who comes back after a pause hears where he left off', async () => {
    await visitor.visits(at('/roses/'));
    await visitor.waits(3 * 24 * 3600);
    await visitor.visits(at('/spring/'));
    await visitor.opensPanel();
    assert.match(await text('[part~=welcome]'), /^Welcome backYou left off 3 days ago at About roses/);
    await isQuiet(browser);
});

test('after months it is a fresh start, and where he was is a click away', async () => {
    await visitor.visits(at('/roses/'));
    await visitor.waits(80 * 24 * 3600);
    await visitor.visits(at('/spring/'));
    await visitor.opensPanel();
    assert.match(await text('[part~=welcome]'), /fresh start/);
    const was = () => texts('[part~=welcome] #before');
    assert.deepEqual(await was(), []);
    await press('[part~=before]');
    assert.match((await was())[0], /You left off 3 months ago at About roses/);
    await isQuiet(browser);
});

test('at a natural end the visitor is asked whether he got what he needed, once; a no offers search and a person', async () => {
    await visitor.opensPanel();
    assert.deepEqual(await texts('[part~=needed]'), []);
    for (const path of ['/roses/', '/beans/', '/soil/', '/tools/']) await visitor.visits(at(path));
    await visitor.opensPanel();
    assert.match(await text('.question'), /^Did you get what you needed\?YesNoNot quite…$/);
    await press('[part~=answer]:nth-of-type(2)');
    assert.deepEqual(await browser.run(() => cairn.journal().map(({ feedback }) => feedback).filter(Boolean)), [{ helped: false }]);
    await focusIs('sorry');
    assert.match(await text('[part~=sorry]'), /Something else…Ask a gardener$/);
    await visitor.visits(at('/spring/'));
    await visitor.opensPanel();
    assert.deepEqual(await texts('[part~=needed]'), [], 'not again in this session');
    await isQuiet(browser);
});

test('something done while the panel is open is asked about as it opens again, and not twice, answered or not', async () => {
    await visitor.opensPanel();
    await browser.driver.actions().move({ origin: await browser.find('[part~=list]', inside) }).perform();
    await browser.run(() => cairn.event('trial', { conversion: true }));
    assert.deepEqual(await texts('.question'), [], 'nothing changes under the pointer');
    await press('.opener');
    await visitor.opensPanel();
    assert.equal((await texts('.question')).length, 1);
    await press('.opener');
    await visitor.opensPanel();
    assert.deepEqual(await texts('.question'), []);
    await isQuiet(browser);
});

// Visitors of the demo site: what each is offered, and everything that goes over the wire meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { openBrowser } from './support/browser.js';
import { serveDemo } from './support/serve.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const DAY = 24 * 60 * 60;

let browser;
let visitor;
let site;

before(async () => {
    site = await serveDemo();
    browser = await openBrowser();
    visitor = await newVisitor(browser);
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

const at = path => new URL(path, site.url).href;
const link = path => `header a[href="${path}"], main a[href="${path}"], footer a[href="${path}"]`;
const ids = offers => offers.map(offer => offer.id);
const kinds = () => browser.run(() => cairn.slate().offers.map(offer => offer.kind));
const events = what => browser.run(what => cairn.journal().filter(event => event[what]).map(event => event[what]), what);

/** A visitor of whom nothing is known reads these pages one after the other, by their addresses. */
async function someoneReads(...paths) {
    await visitor.visits(at(paths[0]));
    await browser.run(() => cairn.forget());
    // What the page told Cairn as it came is forgotten too, and told anew.
    await browser.driver.navigate().refresh();
    await visitor.settles();
    await visitor.reads();
    for (const path of paths.slice(1)) {
        await visitor.visits(at(path));
        await visitor.reads();
    }
}

/** What a visitor who walks so is offered. One slate in ten explores in its last place: then another of his kind walks. */
async function offeredTo(walk) {
    for (;;) {
        await walk();
        const offers = await visitor.opensPanel();
        const odds = await browser.run(() => cairn.slate().offers.map(offer => offer.propensity));
        if (odds.every(odd => odd > 0.5)) return offers;
    }
}

const administrator = () => someoneReads('/products/vault/', '/docs/sso/', '/docs/api/', '/integrations/');
const controller = () => someoneReads('/blog/what-an-audit-costs/', '/pricing/', '/resources/roi-calculator/');
const customer = async () => {
    await someoneReads('/support/');
    // A look at the account, as one does: signed in, but not read like an article.
    await visitor.follows('main a[href="/account/"], footer a[href="/account/"]');
    await visitor.waits(8);
    await visitor.follows('main a[href="/account/billing/"]');
    await visitor.waits(8);
    await visitor.follows('main a[href="/support/"]');
};

test('three visitors who walk differently are offered different things that suit them', async () => {
    const forAdministrator = await offeredTo(administrator);
    const administrators = await visitor.personas();
    const forController = await offeredTo(controller);
    const controllers = await visitor.personas();
    const forCustomer = await offeredTo(customer);
    const kindsForCustomer = await kinds();
    const stages = (await browser.run(() => cairn.belief())).stages;

    assert.ok(['it', 'developer'].includes(administrators[0]), administrators.join());
    assert.equal(controllers[0], 'finance');
    assert.ok(stages.onboarding + stages.adoption + stages.renewal + stages.advocacy > 0.5, JSON.stringify(stages));

    const technical = ['sso-guide', 'api-quick-start', 'architect-call', 'security-guide', 'migration-guide', 'webhooks'];
    const money = ['pricing', 'how-buying-works', 'cost-calculator', 'demo', 'halden-story', 'procurement-pack', 'vault-tour'];
    const shared = (offers, some) => ids(offers).filter(id => some.includes(id)).length;
    assert.ok(shared(forAdministrator, technical) >= 2, ids(forAdministrator).join());
    assert.ok(shared(forController, money) >= 2, ids(forController).join());
    assert.ok(kindsForCustomer.includes('account'), `${ids(forCustomer)} are ${kindsForCustomer}`);
    assert.ok(!ids(forCustomer).includes('trial'), 'a customer is not asked to try');

    for (const [one, other] of [[forAdministrator, forController], [forAdministrator, forCustomer], [forController, forCustomer]]) {
        assert.ok(shared(one, ids(other)) <= 1, `${ids(one)} and ${ids(other)} are nearly the same`);
    }
    await isQuiet(browser);
});

test('reasons name what was read, and "Why this?" has more of it', async () => {
    await administrator();
    const offers = await visitor.opensPanel();
    assert.ok(offers.some(offer => /single sign-on|integrations|the API|documentation/.test(offer.reason)));
    await visitor.clicks('[data-offer]:first-child [part~=why]', { within: 'cairn-panel' });
    const evidence = await browser.find('[data-offer]:first-child [part~=evidence]', { within: 'cairn-panel' });
    assert.match(await evidence.getText(), new RegExp(offers[0].reason.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    await isQuiet(browser);
});

test('a visitor goes on where he was: on the next page, after a reload, and days later', async () => {
    await controller();
    const personas = await visitor.personas();
    await browser.driver.navigate().refresh();
    await visitor.settles();
    assert.deepEqual((await visitor.personas())[0], personas[0]);
    const paths = (await events('page')).map(page => new URL(page.url).pathname);
    assert.deepEqual(paths, ['/blog/what-an-audit-costs/', '/pricing/', '/resources/roi-calculator/'], 'a reload is no page view');

    await visitor.waits(3 * DAY);
    await visitor.visits(at('/'));
    assert.equal((await visitor.personas())[0], 'finance');
    assert.equal((await browser.run(() => cairn.belief())).movement, 'returning');
    await isQuiet(browser);
});

test('the sections of a single-page app count as pages, back and forward too', async () => {
    await someoneReads('/planner/');
    await visitor.clicks('main .tabs a[href="/planner/team/"]');
    await visitor.settles();
    await visitor.clicks('main .tabs a[href="/planner/systems/"]');
    await visitor.settles();
    await browser.driver.navigate().back();
    await browser.until('the team is shown again', () => document.title.startsWith('Team'));
    await visitor.settles();
    const pages = await events('page');
    assert.deepEqual(pages.map(page => new URL(page.url).pathname), ['/planner/', '/planner/team/', '/planner/systems/', '/planner/team/']);
    assert.deepEqual(new Set(pages.map(page => page.title)).size, 3, 'each with its own title');
    await isQuiet(browser);
});

test('a search on the site counts, and what was searched is understood', async () => {
    await someoneReads('/');
    await visitor.visits(at('/search/?q=saml%20login'));
    assert.deepEqual(await events('search'), [{ query: 'saml login' }]);
    const pages = await events('page');
    assert.ok(!pages.some(page => page.url.includes('?')), 'the address is kept without its query');
    assert.equal((await visitor.personas())[0], 'it');
    await isQuiet(browser);
});

test('everything that a whole journey asks for is a file of the site, and says nothing of the visitor', async () => {
    await browser.requests().then(list => list.splice(0));
    await someoneReads('/');
    await visitor.follows(link('/products/vault/'));
    await visitor.reads();
    await visitor.follows(link('/pricing/'));
    await visitor.reads();
    await browser.until('the panel in the page is there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]'));
    await visitor.follows(link('/contact/'));
    await visitor.clicks('#contact-name');
    await browser.press('A', 'd', 'a');
    await visitor.follows(link('/docs/'));
    const [unwanted, wanted] = await visitor.opensPanel();
    await visitor.dismisses(unwanted.id);
    await visitor.takes(wanted.id);
    await visitor.visits(at('/demo/'));
    await visitor.clicks('#demo-name');
    await browser.press('A', 'd', 'a', Key.TAB, 'a', '@', 'b', '.', 'e', 'x', Key.ENTER);
    await browser.until('the form was sent', () => location.pathname === '/demo/thanks/');
    await visitor.settles();
    await visitor.visits(at('/account/'));
    await browser.run(() => (cairn.event('login'), cairn.persona('it'), cairn.consent('granted'), cairn.forget()));

    const requests = await browser.requests();
    assert.ok(requests.length > 50, `only ${requests.length} requests were seen`);
    const own = new URL(site.url);
    const file = /^\/(?:[a-z-]+\/)*(?:[a-z-]+(?:-[0-9a-f]{10})?\.(?:html|css|js|json|svg|wasm))?$/;
    for (const { method, url, body, headers } of requests) {
        const { origin, pathname, search, protocol } = new URL(url);
        if (protocol === 'data:') continue;
        assert.equal(origin, own.origin, url);
        assert.equal(method, 'GET', url);
        assert.equal(body, undefined, url);
        assert.equal(search, '', url);
        assert.match(pathname, file);
        const sent = Object.keys(headers).map(name => name.toLowerCase());
        assert.ok(!sent.some(name => /^x-|cairn|authorization|cookie/.test(name)), `${url} with ${sent}`);
    }
    assert.deepEqual(await browser.run(() => document.cookie), '');
    await isQuiet(browser);
});

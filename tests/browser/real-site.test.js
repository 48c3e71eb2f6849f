// A real company website that knows nothing of Cairn, with Cairn dropped in: three visitors, and the page as it was.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.js';
import { serveTemplate, templatePages } from './support/template.js';
import { isQuiet, newVisitor } from './support/visitor.js';

const DAY = 24 * 60 * 60;
const HOME = 'a.navbar-brand';
const PRICES = 'a.nav-link[href="pricing.html"]';
const QUESTIONS = 'a.nav-link[href="faq.html"]';
const CONTACT = 'a.nav-link[href="contact.html"]';
const WORK = ['#navbarDropdownPortfolio', 'a[href="portfolio-overview.html"]'];
const PROJECT = ['#navbarDropdownPortfolio', 'a[href="portfolio-item.html"]'];

let browser;
let visitor;
let site;
let bare;

before(async () => {
    [site, bare] = await Promise.all([serveTemplate({ cairn: true }), serveTemplate({ cairn: false })]);
    // Whatever the pages ask of the world, only this computer answers.
    browser = await openBrowser({ flags: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] });
    visitor = await newVisitor(browser);
});

after(async () => {
    await browser?.close();
    await Promise.all([site?.stop(), bare?.stop()]);
});

/** A visitor of whom nothing is known comes by the front page. */
async function someoneNew() {
    await visitor.visits(site.url);
    await browser.run(() => cairn.forget());
}

async function buyer() {
    await someoneNew();
    await visitor.follows(PRICES);
    await visitor.reads();
    await visitor.follows(HOME);
    return visitor.opensPanel();
}

async function builder() {
    await someoneNew();
    await visitor.follows(QUESTIONS);
    await visitor.clicks('[data-bs-target="#collapseTwo2"]');
    await visitor.reads();
    await visitor.follows(...WORK);
    await visitor.reads();
    await visitor.follows(...PROJECT);
    await visitor.reads();
    await visitor.follows(HOME);
    return visitor.opensPanel();
}

async function hesitant() {
    await someoneNew();
    await visitor.waits(2 * DAY);
    await visitor.follows(CONTACT);
    await visitor.clicks('#name');
    await browser.press('A', 'd', 'a');
    await visitor.waits(20);
    await visitor.follows(HOME);
    return visitor.opensPanel();
}

test('three visitors who walk differently are offered different things, each for a reason he knows', async () => {
    const forBuyer = await buyer();
    assert.equal((await visitor.personas())[0], 'buyer');
    const forBuilder = await builder();
    assert.equal((await visitor.personas())[0], 'builder');
    const forHesitant = await hesitant();

    const ids = offers => offers.map(offer => offer.id);
    const reasons = offers => offers.map(offer => offer.reason).join('; ');
    assert.ok(ids(forBuyer).includes('ask-for-an-offer'), ids(forBuyer).join());
    assert.match(reasons(forBuyer), /you looked at the plans|Plans and prices/);
    assert.ok(ids(forBuilder).some(id => ['technical-questions', 'talk-to-a-builder'].includes(id)), ids(forBuilder).join());
    assert.match(reasons(forBuilder), /questions and answers|our work|a project closely|One project|misbehaves/);
    assert.ok(ids(forHesitant).includes('finish-your-message'), ids(forHesitant).join());
    assert.match(reasons(forHesitant), /left your message for later|began to write/);

    for (const [one, other] of [[forBuyer, forBuilder], [forBuyer, forHesitant], [forBuilder, forHesitant]]) {
        const common = ids(one).filter(id => ids(other).includes(id));
        assert.ok(common.length <= 2, `${ids(one)} and ${ids(other)} are nearly the same`);
    }
    for (const offers of [forBuyer, forBuilder, forHesitant]) {
        assert.ok(offers.length >= 2 && offers.length <= 4, `${offers.length} offers`);
        for (const offer of offers) assert.ok(offer.reason, `${offer.id} has a reason`);
    }
    await isQuiet(browser);
});

test('what was typed into a form stays there: the journal has the form, and not a word of it', async () => {
    await hesitant();
    const journal = JSON.stringify(await browser.run(() => cairn.journal()));
    assert.match(journal, /"did":"abandon","id":"contactForm"|"id":"contactForm","did":"abandon"/);
    assert.doesNotMatch(journal, /Ada/);
    await isQuiet(browser);
});

test('no page offers itself, and links that lead nowhere are no page views', async () => {
    await someoneNew();
    for (const page of await templatePages()) {
        await visitor.visits(new URL(page, site.url).href);
        const offers = await browser.run(() => cairn.slate().offers.map(offer => new URL(offer.url, location).href));
        const here = new URL(page, site.url).href;
        assert.ok(!offers.includes(here), `${page} offers itself`);
    }
    await visitor.visits(`${site.url}pricing.html`);
    const before = await browser.run(() => cairn.journal().length);
    await visitor.clicks('.btn[href="#!"]');
    await browser.until('the link was followed', () => location.hash === '#!');
    assert.equal(await browser.run(() => cairn.journal().length), before, 'no second page view');
    assert.ok(!(await browser.run(() => cairn.slate().offers.map(offer => offer.id))).includes('plans'));
    await isQuiet(browser);
});

test('an offer leads where it says, and the next page knows that it was taken', async () => {
    const offers = await buyer();
    const taken = offers.find(offer => offer.href.startsWith('http'));
    await visitor.takes(taken.id);
    assert.equal(await browser.run(() => location.href), taken.href);
    const clicks = await browser.run(() => cairn.journal().filter(event => event.click).map(event => event.click.offer));
    assert.deepEqual(clicks, [taken.id]);
    await isQuiet(browser);
});

test('an offer that was dismissed stays away, on this page and on the next ones', async () => {
    const [unwanted] = await buyer();
    await visitor.dismisses(unwanted.id);
    assert.ok(!(await visitor.offers()).some(offer => offer.id === unwanted.id));
    for (const page of ['about.html', 'portfolio-overview.html', 'index.html']) {
        await visitor.visits(new URL(page, site.url).href);
        const ids = (await visitor.opensPanel()).map(offer => offer.id);
        assert.ok(ids.length > 0 && !ids.includes(unwanted.id), `${page}: ${ids}`);
    }
    await isQuiet(browser);
});

test('who comes back after days goes on where he was', async () => {
    await buyer();
    await visitor.waits(2 * DAY);
    await visitor.visits(`${site.url}about.html`);
    assert.equal((await visitor.personas())[0], 'buyer');
    const sessions = await browser.run(() => {
        const times = cairn.journal().filter(event => event.page).map(event => Date.parse(event.at));
        return times.filter((time, at) => at > 0 && time - times[at - 1] > 30 * 60_000).length + 1;
    });
    assert.equal(sessions, 2);
    await isQuiet(browser);
});

test('the host page is the same with Cairn as without: every place, every style, every message', async () => {
    for (const page of await templatePages()) {
        const without = await seen(bare, page);
        const closed = await seen(site, page);
        assert.deepEqual(closed, without, `${page} with the panel closed`);
    }
    const without = await seen(bare, 'index.html');
    const open = await seen(site, 'index.html', () => visitor.opensPanel());
    assert.deepEqual(open, without, 'with the panel open');
    await isQuiet(browser);
});

/** What a page looks like: the place of each of its elements, how a sample of them is styled, its size. */
async function seen(server, page, first = async () => {}) {
    await browser.visit(new URL(page, server.url).href);
    if (server === site) await visitor.settles();
    await first();
    await browser.run(() => document.fonts.ready.then(() => {}));
    return browser.run(() => {
        const ours = 'cairn-panel, script[src*="cairn"]';
        const elements = [...document.querySelectorAll('body, body *')].filter(element => !element.matches(ours));
        const place = element => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return [element.tagName, x, y, width, height].join(' ');
        };
        const style = element => [...getComputedStyle(element)].map(name => `${name}: ${getComputedStyle(element)[name]}`).join('; ');
        const { scrollHeight, scrollWidth } = document.documentElement;
        return {
            places: elements.map(place),
            styles: elements.filter((_, at) => at % 40 === 0).map(style),
            size: [scrollWidth, scrollHeight],
            globals: Object.keys(window).filter(name => !/^(cairn|cdc_\w+|se_\w+)$/.test(name)).sort(),
        };
    });
}

// What a visitor does on a page, and what the journal holds of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { offers, openAcme, TAG } from './support/fixture.js';

let acme, browser;
before(async () => {
    acme = await openAcme(offers({ privacy: { consent: 'not-required', queryKeys: ['utm_campaign'] } }));
    browser = acme.browser;
});
after(() => acme.close());

// Time as the test wants it: it runs on, and jumps where a test says so.
const CLOCK = `<script>
    const clock = Date.now.bind(Date);
    let ahead = 0;
    Date.now = () => clock() + ahead;
    window.later = seconds => { ahead += seconds * 1000 };
</script>`;

// How single-page apps are told of without the Navigation API.
const WITHOUT_NAVIGATION = '<script>delete window.navigation; window.originalPush = history.pushState;</script>';

const TALL = '<div style="height: 5000px"></div>';

/** A new visitor's page, once Cairn runs on it. */
async function open(path, options) {
    await acme.open(path, options);
    await acme.ready();
}

/** The latest page view of the journal. */
async function view() {
    return (await acme.journal()).findLast(event => event.page).page;
}

/** The journal without its page views. */
async function happened() {
    return (await acme.journal()).filter(event => !event.page);
}

/** Puts the page out of sight, or back, as far as its scripts can tell. */
const turnAway = hidden => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
};

// ---- Pages and routes. ----

test('each page is one view, and a reload of it is the same', async () => {
    await open('/a');
    await browser.driver.navigate().refresh();
    await acme.ready();
    acme.put('/b', {});
    await acme.go('/b');
    await acme.ready();
    assert.deepEqual(await acme.viewed(), ['/a', '/b']);
    const [first, second] = (await acme.journal()).filter(event => event.page).map(event => event.page);
    assert.ok(first.again && !second.again, 'when it was looked at again is kept');
    await acme.expectConsole();
});

for (const [how, head] of [['with the Navigation API', ''], ['without it', WITHOUT_NAVIGATION]]) {
    test(`routes of a single-page app are views, ${how}`, async () => {
        await open('/app', { head, body: '<a id="anchor" href="#prices">Prices</a>' });
        await browser.run(() => history.pushState({}, '', '/app/team?tab=2'));
        await browser.run(() => history.pushState({}, '', '/app/team?tab=2'));
        await browser.run(() => history.replaceState({}, '', '/app/replaced'));
        assert.deepEqual(await acme.viewed(), ['/app', '/app/team']);
        await browser.run(() => history.pushState({}, '', '/app/bill'));
        await browser.run(() => history.back());
        await browser.until('the way back is done', () => location.pathname === '/app/replaced');
        await browser.run(() => history.forward());
        await browser.until('the way forward is done', () => location.pathname === '/app/bill');
        assert.deepEqual(await acme.viewed(), ['/app', '/app/team', '/app/bill', '/app/replaced', '/app/bill']);
        await acme.expectConsole();
    });

    test(`a router that lives behind the hash has routes, an anchor has none, ${how}`, async () => {
        await open('/hash', { head, body: '<a id="anchor" href="#prices">Prices</a>' });
        await browser.run(() => { location.hash = '#/a'; });
        await browser.until('the first route is seen', () => cairn.journal().some(({ page }) => page.url.endsWith('#/a')));
        await browser.run(() => { location.hash = '#/b'; });
        await browser.until('the second route is seen', () => cairn.journal().some(({ page }) => page.url.endsWith('#/b')));
        await open('/anchor', { head, body: '<a id="anchor" href="#prices">Prices</a>' });
        await (await browser.find('#anchor')).click();
        await browser.until('the anchor is reached', () => location.hash === '#prices');
        await browser.run(() => history.pushState({}, '', '/anchor/end'));
        assert.deepEqual(await acme.viewed(), ['/anchor', '/anchor/end']);
        await acme.expectConsole();
    });
}

test('a replaced address does not make a view of the next anchor', async () => {
    await open('/replace', { body: '<a id="anchor" href="#prices">Prices</a>' });
    await browser.run(() => history.replaceState({}, '', '/replaced'));
    await (await browser.find('#anchor')).click();
    await browser.until('the anchor is reached', () => location.hash === '#prices');
    assert.deepEqual(await acme.viewed(), ['/replace']);
    await acme.expectConsole();
});

test('a wrapped pushState is still the host\'s: what it is called on, what it gives, what it throws', async () => {
    // A host that has put its own in place before.
    const head = WITHOUT_NAVIGATION + `<script>
        window.calls = [];
        history.pushState = function (...given) {
            calls.push(this === history, given.length);
            if (given[0] === 'no') throw new TypeError('not this one');
            originalPush.apply(this, given);
            return 'pushed';
        };</script>`;
    await open('/wrapped', { head });
    assert.equal(await browser.run(() => history.pushState({}, '', '/wrapped/1')), 'pushed');
    assert.deepEqual(await browser.run(() => calls), [true, 3]);
    const thrown = await browser.run(() => {
        try {
            history.pushState('no', '', '/wrapped/2');
        } catch (error) {
            return error.message;
        }
    });
    assert.equal(thrown, 'not this one');
    assert.deepEqual(await acme.viewed(), ['/wrapped', '/wrapped/1']);
    await acme.expectConsole();
});

test('a page that comes back from the browser\'s cache is viewed again', async () => {
    await open('/cached');
    acme.put('/between', {});
    await browser.run(() => { window.sameAsBefore = true; });
    await browser.run(() => { location.href = '/between'; });
    await browser.until('the next page is there', () => location.pathname === '/between' && window.cairn && cairn.slate && cairn.slate());
    await browser.driver.navigate().back();
    await browser.until('the page is back', () => location.pathname === '/cached' && document.readyState === 'complete');
    assert.ok(await browser.run(() => window.sameAsBefore), 'the browser has kept it');
    await browser.until('three views', () => cairn.journal().filter(({ page }) => page).length === 3);
    assert.deepEqual(await acme.viewed(), ['/cached', '/between', '/cached']);
    await acme.expectConsole();
});

test('a page that is drawn ahead asks for nothing until it is looked at', async () => {
    const head = '<script>Object.defineProperty(document, "prerendering", { configurable: true, get: () => !window.activated })</script>';
    const before = acme.site.requests.length;
    await acme.open('/ahead', { head });
    // Whatever waits for an idle moment has had it.
    await browser.run(() => new Promise(done => requestIdleCallback(() => setTimeout(done, 300))));
    const asked = acme.site.requests.slice(before).map(({ path }) => path);
    assert.deepEqual(asked, ['/ahead', '/host.js', '/cairn/cairn.js']);
    await browser.run(() => {
        window.activated = true;
        document.dispatchEvent(new Event('prerenderingchange'));
    });
    await acme.ready();
    assert.deepEqual(await acme.viewed(), ['/ahead']);
    await acme.expectConsole();
});

// ---- What is seen of a page. ----

test('time counts while the page is visible and in use', async () => {
    await open('/time', { head: CLOCK });
    await browser.run(() => later(20));
    assert.ok(Math.abs((await view()).engaged - 20) < 5, 'reading');
    await browser.run(turnAway, true);
    await browser.run(() => later(600));
    await browser.run(turnAway, false);
    assert.ok(Math.abs((await view()).engaged - 20) < 5, 'hidden time does not count');
    await browser.run(() => later(600));
    assert.ok(Math.abs((await view()).engaged - 50) < 8, 'nobody reads for ten minutes without a move');
    await browser.run(() => dispatchEvent(new Event('pointermove')));
    await browser.run(() => later(10));
    assert.ok(Math.abs((await view()).engaged - 60) < 9, 'a move counts as reading on');
    await acme.expectConsole();
});

test('the deepest scroll holds', async () => {
    await open('/deep', { body: TALL });
    await browser.run(() => scrollTo(0, document.documentElement.scrollHeight));
    await browser.until('the end was seen', () => cairn.journal()[0].page.scrolled > 0.95);
    await browser.run(() => new Promise(done => {
        addEventListener('scroll', () => done(1), { once: true });
        scrollTo(0, 0);
    }));
    assert.ok((await view()).scrolled > 0.95);
    await acme.expectConsole();
});

test('title, main heading and description give the page\'s words, and they count at once', async () => {
    const about = '<meta name="description" content="SAML, SCIM and audit logs">';
    acme.pages['/words.json'] = offers({
        privacy: { consent: 'not-required' },
        personas: [{ id: 'it', name: 'IT', words: ['saml'] }, { id: 'finance', name: 'Finance' }],
    });
    await open('/words', { title: 'Single Sign-On', head: about, tag: TAG.replace('/offers', '/words') });
    const { it, finance } = await browser.run(() => cairn.belief().personas);
    assert.ok(it > finance, 'the first belief knows the page\'s words');
    const { title, words } = await view();
    assert.equal(title, 'Single Sign-On');
    assert.deepEqual(['single', 'sign', 'on', 'welcome', 'saml', 'scim', 'audit'].filter(word => !words.includes(word)), []);
    await acme.expectConsole();
});

test('a route whose title comes late gets the late one', async () => {
    await open('/late', { title: 'First' });
    await browser.run(() => {
        history.pushState({}, '', '/late/second');
        setTimeout(() => { document.title = 'Second'; }, 100);
    });
    await browser.until('the title is read', () => cairn.journal().at(-1).page.title);
    const [first, second] = await acme.journal();
    assert.equal(first.page.title, 'First');
    assert.equal(second.page.title, 'Second');
    assert.ok(!second.page.words.includes('first'));
    await acme.expectConsole();
});

// ---- Addresses. ----

test('of the query only the keys of the config are kept, of the referrer none', async () => {
    await open('/from?secret=1');
    acme.put('/to', {});
    await browser.run(() => { location.href = '/to?utm_campaign=spring&token=secret#top'; });
    await browser.until('the page is there', () => location.pathname === '/to' && window.cairn && cairn.slate && cairn.slate());
    const { url, referrer } = await view();
    assert.equal(url, `${acme.site.url}to?utm_campaign=spring`);
    assert.equal(referrer, `${acme.site.url}from`);
    assert.ok(!JSON.stringify(await acme.journal()).includes('secret'));
    await acme.expectConsole();
});

test('a site search is noted as it was typed', async () => {
    await open('/search?q=audit+log%C3%9F&page=2');
    assert.deepEqual(await happened(), [{ search: { query: 'audit logß' } }]);
    assert.deepEqual(await acme.viewed(), ['/search']);
    await acme.expectConsole();
});

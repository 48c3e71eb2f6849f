// What is kept, where, and with whose leave.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openAcme, storing, TAG } from './support/fixture.js';

let acme, browser;
before(async () => {
    acme = await openAcme();
    acme.pages['/storing.json'] = storing();
    acme.pages['/storing-anyway.json'] = storing({ respectGpc: false });
    browser = acme.browser;
});
after(() => acme.close());

const tag = TAG.replace('/offers', '/storing');

/** A new visitor comes to a page. */
async function open(path, options) {
    await acme.open(path, options);
    await acme.ready();
}

/** The same visitor goes on, to a page like this. */
async function goOn(path, options = {}) {
    acme.put(path, options);
    await acme.go(path);
    await acme.ready();
}

/** Everything that the browser keeps for this site. */
async function kept() {
    return browser.run(async () => ({
        local: Object.keys(localStorage),
        session: Object.keys(sessionStorage),
        cookies: document.cookie,
        databases: (await indexedDB.databases()).length,
        caches: (await caches.keys()).length,
    }));
}

const NOTHING = { local: [], session: [], cookies: '', databases: 0, caches: 0 };
const ONE_KEY = { ...NOTHING, local: ['cairn'] };

/** Puts the page out of sight, which is when it is saved. */
const hide = () => dispatchEvent(new PageTransitionEvent('pagehide'));

/** A storage that tells what is written to it. */
const TELLING = `<script>
    window.written = [];
    const real = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) { written.push(key); return real.call(this, key, value) };
</script>`;

// ---- Consent. ----

test('until someone agrees, nothing is stored, not even for a moment', async () => {
    await open('/a', { head: TELLING });
    await browser.run(() => cairn.event('login'));
    await browser.run(hide);
    assert.deepEqual(await browser.run(() => written), []);
    assert.deepEqual(await kept(), NOTHING);
    await goOn('/b');
    assert.deepEqual(await acme.viewed(), ['/b']);
    await acme.expectConsole();
});

test('once the visitor agrees, the journal goes on from page to page, under one key', async () => {
    await open('/a', { head: TELLING });
    await browser.run(() => cairn.consent('granted'));
    assert.deepEqual(await browser.run(() => [...new Set(written)]), ['cairn']);
    await goOn('/b');
    assert.deepEqual(await acme.viewed(), ['/a', '/b'], 'the next page need not ask again');
    await goOn('/c');
    assert.deepEqual(await acme.viewed(), ['/a', '/b', '/c']);
    assert.deepEqual(await kept(), ONE_KEY);
    assert.equal((await acme.stored()).version, 1);
    await acme.expectConsole();
});

test('consent that is given before the engine runs counts', async () => {
    const head = '<script>window.cairn = [["consent", "granted"]]</script>';
    await open('/early', { head });
    await goOn('/b');
    assert.deepEqual(await acme.viewed(), ['/early', '/b']);
    await acme.expectConsole();
});

test('who says no keeps the page he is on, and nothing else', async () => {
    await open('/a');
    await browser.run(() => cairn.consent('granted'));
    await goOn('/b');
    await browser.run(() => cairn.consent('denied'));
    assert.deepEqual(await kept(), NOTHING);
    assert.deepEqual(await acme.viewed(), ['/b']);
    await browser.run(() => cairn.event('login'));
    await browser.run(() => history.pushState({}, '', '/c'));
    assert.deepEqual((await acme.journal()).length, 1, 'not even the page before');
    await browser.run(hide);
    assert.deepEqual(await kept(), NOTHING);
    assert.deepEqual(await browser.run(() => heard.filter(({ name }) => name === 'consent').map(({ detail }) => detail.state)), ['denied']);
    await acme.expectConsole();
});

test('a no that is there before the engine runs erases what was stored', async () => {
    await open('/a');
    await browser.run(() => cairn.consent('granted'));
    await goOn('/b', { head: '<script>window.cairn = [["consent", "denied"]]</script>' });
    assert.deepEqual(await kept(), NOTHING);
    assert.deepEqual(await acme.viewed(), ['/b']);
    await acme.expectConsole();
});

for (const [what, property, value] of [['Global Privacy Control', 'globalPrivacyControl', true], ['Do Not Track', 'doNotTrack', '"1"']]) {
    test(`${what} stands above the site's own choice, unless the config says otherwise`, async () => {
        const head = `<script>Object.defineProperty(Navigator.prototype, '${property}', { get: () => ${value} })</script>${TELLING}`;
        await open('/a', { tag });
        await goOn('/b', { tag, head });
        assert.deepEqual(await kept(), NOTHING, 'what was stored before is erased');
        await browser.run(() => cairn.consent('granted'));
        await browser.run(hide);
        assert.deepEqual(await browser.run(() => written), []);
        assert.deepEqual(await acme.viewed(), ['/b']);
        await goOn('/c', { tag: TAG.replace('/offers', '/storing-anyway'), head });
        await browser.run(hide);
        assert.deepEqual(await kept(), ONE_KEY);
        await acme.expectConsole();
    });
}

test('forgetting erases what is stored and what is in memory', async () => {
    await open('/docs/a', { tag });
    await goOn('/b', { tag });
    await browser.run(() => cairn.persona('it'));
    await browser.run(() => cairn.forget());
    assert.deepEqual(await kept(), NOTHING);
    assert.deepEqual(await acme.viewed(), ['/b']);
    assert.deepEqual(await browser.run(() => [cairn.journal().length, cairn.belief().evidence]), [1, []]);
    await goOn('/c', { tag });
    assert.deepEqual(await acme.viewed(), ['/b', '/c']);
    await acme.expectConsole();
});

test('forgetting before the engine runs leaves nothing to read', async () => {
    await open('/a', { tag });
    await goOn('/b', { tag, head: '<script>window.cairn = [["forget"]]</script>' });
    assert.deepEqual(await acme.viewed(), ['/b']);
    await acme.expectConsole();
});

// ---- Two tabs. ----

/** Does something in a second tab on a page of this site, and comes back. */
async function inAnotherTab(path, options, work) {
    acme.put(path, options);
    const { driver } = browser;
    const here = await driver.getWindowHandle();
    await driver.switchTo().newWindow('tab');
    try {
        await acme.go(path);
        await acme.ready();
        await work?.();
        await acme.expectConsole();
    } finally {
        await driver.close();
        await driver.switchTo().window(here);
    }
}

const custom = () => cairn.journal().filter(({ event }) => event).map(({ event }) => event.name).join();

test('two tabs keep one journal, and neither loses what happens in the other', async () => {
    await open('/left', { tag });
    await browser.run(() => cairn.event('left-1'));
    await browser.run(hide);
    await inAnotherTab('/right', { tag }, async () => {
        assert.equal(await browser.run(custom), 'left-1');
        await browser.run(() => cairn.event('right'));
    });
    await browser.run(() => cairn.event('left-2'));
    await browser.run(hide);
    await goOn('/next', { tag });
    assert.equal(await browser.run(custom), 'left-1,right,left-2');
    const seen = await acme.viewed();
    assert.ok(seen.includes('/left') && seen.includes('/right'), seen.join());
    await acme.expectConsole();
});

for (const [what, options, act] of [
    ['is asked to forget', { tag }, () => cairn.forget()],
    ['hears a no', {}, () => cairn.consent('denied')],
    ['empties the storage', { tag }, () => localStorage.clear()],
]) {
    test(`when one tab ${what}, the other brings nothing back`, async () => {
        await open('/docs/left', options);
        await browser.run(() => cairn.consent('granted'));
        await browser.run(() => cairn.event('secret'));
        await browser.run(hide);
        await inAnotherTab('/right', options, async () => {
            await browser.run(act);
            assert.deepEqual(await kept(), NOTHING);
        });
        await browser.until('the event is forgotten here too', () => !cairn.journal().some(({ event }) => event));
        await browser.run(hide);
        assert.ok(!JSON.stringify(await acme.stored()).includes('secret'));
        await acme.expectConsole();
    });
}

// ---- Storage as it can be. ----

const CORRUPT = {
    'that is garbage': '"garbage{"',
    'that is empty': '""',
    'of a version of the future': 'JSON.stringify({ version: 99, events: [{ at: new Date(), event: { name: "x" } }] })',
    'with events that are none': JSON.stringify(JSON.stringify({ version: 1, events: [null, 7, 'x', {}, { at: 'never', event: { name: 'x' } }, { at: '2026-01-01T00:00:00Z', event: { name: 7 } }] })),
    'of no shape': JSON.stringify(JSON.stringify({ version: 1, events: { length: 1e9 } })),
    'of four million signs': '"x".repeat(4e6)',
    'nested ten thousand deep': '"[".repeat(1e4)',
};

for (const [what, text] of Object.entries(CORRUPT)) {
    test(`a stored journal ${what} is begun anew`, async () => {
        await open('/a', { tag, head: `<script>localStorage.setItem('cairn', ${text})</script>` });
        assert.deepEqual(await acme.viewed(), ['/a']);
        await browser.run(hide);
        assert.equal((await acme.stored()).events.length, 1);
        await acme.expectConsole();
    });
}

test('a storage that is full does no harm', async () => {
    const head = '<script>Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }</script>';
    await open('/a', { tag, head });
    await browser.run(() => cairn.event('login'));
    await browser.run(hide);
    assert.equal(await browser.run(custom), 'login');
    assert.deepEqual(await kept(), NOTHING);
    await acme.expectConsole();
});

// Whatever is missing, blocked or wrong: the page stays as it was, its author's links are there, and the web team
// reads one warning that says what and how to mend it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { CORNER, fallbackIsVisible, INLINE, layout, offers, openAcme, storing, TAG } from './support/fixture.js';

let acme, browser;
before(async () => {
    acme = await openAcme();
    browser = acme.browser;
});
after(() => acme.close());

const configured = config => TAG.replace('/offers.json', config);
const nobodyListens = async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    return `http://127.0.0.1:${port}/offers.json`;
};

/** The page without Cairn: what must be found again. */
async function layoutWithout(options) {
    await acme.open('/without', { ...options, tag: '' });
    return browser.run(layout);
}

/** Goes to a page with Cairn on it, waits for the failure, and looks whether the page is as it was without. */
async function expectFailure(path, options, { name, says, browserSays, act }) {
    const untouched = await layoutWithout(options);
    // The page before this one may have asked for what is missing now, as it was left.
    await acme.say();
    await acme.open(path, options);
    if (act) await act();
    const failure = await acme.failure(name);
    assert.match(failure.detail.message, says);
    assert.ok(await browser.run(fallbackIsVisible), 'the author\'s links can be seen');
    assert.deepEqual(await browser.run(layout), untouched, 'nothing of the page has moved');
    await (await browser.find('#host')).click();
    assert.equal(await browser.run(() => clicks), 1, 'the page\'s own buttons work');
    assert.equal(await browser.run(() => cairn.slate()), null);
    const [warning] = await acme.expectConsole([name], browserSays);
    assert.match(warning.replaceAll('\\"', '"'), says);
    return failure;
}

// ---- The config. ----

const wrongConfigs = {
    'a version of the future': [offers({ version: 2 }), /version.*2/],
    'an offer without a title': [offers({ offers: [{ id: 'a', url: '/a' }] }), /offers\[0\].*title/],
    'an unknown persona': [
        offers({ offers: [{ id: 'a', title: 'A', url: '/a', personas: ['exec'] }] }),
        /offers\[0\]\.personas\[0\].*"exec".*it, finance/,
    ],
    'a link that is none': [
        offers({ offers: [{ id: 'a', title: 'A', url: 'javascript:alert(1)' }] }),
        /offers\[0\]\.url/,
    ],
};

for (const [what, [config, says]] of Object.entries(wrongConfigs)) {
    test(`a config with ${what} is refused with its place`, async () => {
        acme.pages['/wrong.json'] = config;
        await expectFailure('/wrong', { tag: configured('/wrong.json') }, { name: 'config-invalid', says });
    });
}

test('a config that is missing is told with its address and the answer', async () => {
    const failure = await expectFailure('/missing', { tag: configured('/missing.json'), panel: CORNER }, {
        name: 'config-not-found',
        says: /404.*\/missing\.json/,
        browserSays: ['network'],
    });
    assert.equal(failure.on, 'cairn-panel');
});

test('a config on a server that is down is told with its address', async () => {
    const address = await nobodyListens();
    await expectFailure('/down', { tag: configured(address) }, {
        name: 'config-unreachable',
        says: new RegExp(address),
        browserSays: ['network'],
    });
});

test('a config that the policy blocks is told with the directive', async () => {
    acme.site.answer('/blocked', { headers: { 'Content-Security-Policy': 'connect-src \'self\'' } });
    await expectFailure('/blocked', { tag: configured('http://elsewhere.example/offers.json') }, {
        name: 'config-unreachable',
        says: /connect-src/,
        browserSays: ['network', 'security'],
    });
});

test('a config that is a page, as single-page apps answer, is told as not being JSON', async () => {
    await expectFailure('/page', { tag: configured('/page') }, { name: 'config-not-json', says: /\/page is not JSON/ });
});

test('a tag without a config is told', async () => {
    const tag = '<script async src="/cairn/cairn.js"></script>';
    await expectFailure('/none', { tag }, { name: 'no-config', says: /data-config="\/offers\.json"/ });
});

// ---- The modules. ----

async function whileAnswering(path, answer, work) {
    acme.site.answer(path, answer);
    try {
        await work();
    } finally {
        acme.site.answer(path, {});
    }
}

for (const [file, name] of [['engine-*.js', 'engine-unreachable'], ['engine-*.wasm', 'engine-not-found']]) {
    test(`a missing ${file} is told with its address`, () =>
        whileAnswering(`/cairn/${file}`, { status: 404 }, () =>
            expectFailure('/half', {}, { name, says: /engine-\w+\.\w+/, browserSays: ['network'] })));
}

test('an engine that is really a page, as single-page apps answer, is told as such', () =>
    whileAnswering('/cairn/engine-*.wasm', { headers: { 'Content-Type': 'text/html' }, body: '<!DOCTYPE html>' }, () =>
        expectFailure('/html', {}, { name: 'engine-not-wasm', says: /engine-\w+\.wasm/ })));

test('an engine served under another type works all the same', () =>
    whileAnswering('/cairn/engine-*.wasm', { headers: { 'Content-Type': 'application/octet-stream' } }, async () => {
        await acme.open('/typed');
        await acme.ready();
        await acme.expectConsole();
    }));

for (const [panel, name, act] of [
    [CORNER, 'corner', async () => {
        await acme.ready();
        await (await browser.find('.opener', { within: 'cairn-panel' })).click();
    }],
    [INLINE, 'inline'],
]) {
    test(`a missing panel module brings the links back to the place of an ${name} panel`, () =>
        whileAnswering('/cairn/panel-*', { status: 404 }, async () => {
            const told = { name: 'panel-unreachable', says: /panel-\w+\.js/, browserSays: ['network'], act };
            await expectFailure('/panelless', { panel }, told);
        }));
}

test('a policy without \'wasm-unsafe-eval\' is told with the words to add', async () => {
    acme.site.answer('/strict', { headers: { 'Content-Security-Policy': 'script-src \'self\'' } });
    await expectFailure('/strict', {}, {
        name: 'webassembly-blocked',
        says: /'wasm-unsafe-eval'/,
        browserSays: ['security'],
    });
});

test('a browser without WebAssembly shows the links', async () => {
    await expectFailure('/old', { head: '<script>delete window.WebAssembly</script>' }, {
        name: 'webassembly-blocked',
        says: /WebAssembly/,
    });
});

// ---- What is on the page already. ----

test('without storage the panel works from memory, and the author\'s links stay', async () => {
    const head = `<script>Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })</script>`;
    acme.pages['/storing.json'] = storing();
    for (const panel of [CORNER, INLINE]) {
        await acme.open('/docs/memory', { head, panel, tag: configured('/storing.json') });
        await acme.ready();
        const { on } = await acme.failure('storage-blocked');
        assert.equal(on, 'cairn-panel');
        await browser.until('the panel is there', () => document.querySelector('cairn-panel').shadowRoot.childElementCount > 1);
        assert.ok(await browser.run(fallbackIsVisible));
        assert.deepEqual(await acme.viewed(), ['/docs/memory']);
        await acme.expectConsole(['storage-blocked']);
    }
});

test('a tag that is on the page twice works once', async () => {
    await acme.open('/twice', { tag: TAG + TAG });
    await acme.ready();
    await browser.run(() => cairn.event('login'));
    assert.equal((await acme.journal()).filter(({ event }) => event).length, 1);
    await acme.expectConsole(['script-twice']);
});

test('an element of that name that is somebody else\'s stays his', async () => {
    const head = '<script>customElements.define("cairn-panel", class extends HTMLElement {})</script>';
    const untouched = await layoutWithout({ head });
    await acme.open('/taken', { head });
    const { on } = await acme.failure('element-taken');
    assert.equal(on, 'document');
    assert.ok(await browser.run(fallbackIsVisible));
    assert.deepEqual(await browser.run(layout), untouched);
    assert.ok(!acme.site.requests.slice(-3).some(({ path }) => path.includes('engine')), 'nothing is fetched for nothing');
    await acme.expectConsole(['element-taken']);
});

for (const [what, options] of Object.entries({
    'an element with the id "cairn"': { body: '<div id="cairn">Our mountains</div>' },
    'a frame called "cairn"': { body: '<iframe name="cairn" sandbox srcdoc="Mountains"></iframe>' },
    'an image called "currentScript"': { panel: '<img name="currentScript" alt="">' + INLINE },
})) {
    test(`${what} is not in the way`, async () => {
        // The tag comes last, so that the name is taken when the script runs.
        await acme.open('/named', { ...options, tag: '', body: (options.body ?? '') + TAG });
        await browser.until('there is a panel', () => heard.some(({ name }) => name === 'ready'));
        assert.ok(await browser.run(() => cairn.slate()));
        await acme.expectConsole();
    });
}

test('a password in the page\'s address is not in the way, and is not kept', async () => {
    acme.put('/secret', {});
    const address = Object.assign(new URL('/secret', acme.site.url), { username: 'me', password: 'pw' });
    await browser.visit(address.href);
    await acme.ready();
    assert.deepEqual(await acme.viewed(), ['/secret']);
    await acme.expectConsole();
});

// The demo under the strictest policy, and what the page may expect of Cairn's timing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CORNER, INLINE, openAcme } from './support/fixture.js';
import { serveDemo } from './support/serve.js';

let demo, browser, acme;
before(async () => {
    demo = await serveDemo({ csp: 'strict' });
    acme = await openAcme();
    browser = acme.browser;
});
after(async () => {
    await acme.close();
    await demo.stop();
});

// Everything that the browser asked for, and when the page had loaded.
const loading = () => {
    const [{ loadEventEnd }] = performance.getEntriesByType('navigation');
    const asked = performance.getEntriesByType('resource').map(({ name, startTime }) => [new URL(name).pathname, startTime]);
    return { loadEventEnd, asked };
};

/** Counts how much the page moves, from its first moment. */
const SHIFTS = `<script>
    window.moved = [];
    new PerformanceObserver(list => {
        for (const { value, hadRecentInput, sources } of list.getEntries()) {
            moved.push({ value, hadRecentInput, what: sources.map(({ node }) => node && node.localName) });
        }
    }).observe({ type: 'layout-shift', buffered: true });
</script>`;

const opened = () => document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]');

/** Two frames later everything has been drawn and measured. */
const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))));

test('the demo works under a strict policy with Trusted Types', async () => {
    await browser.run(() => 0);
    await browser.visit(demo.url);
    await acme.ready();
    const violations = () => new Promise(done => {
        const list = [];
        new ReportingObserver(reports => list.push(...reports.map(({ body }) => body.effectiveDirective)), { buffered: true }).observe();
        setTimeout(() => done(list), 100);
    });
    await (await browser.find('.opener', { within: 'cairn-panel:not([placement=inline])' })).click();
    await browser.until('the panel is open', opened);
    await browser.run(drawn);
    assert.deepEqual(await browser.run(violations), []);
    await acme.expectConsole();
});

test('before the page has loaded, only the script itself is asked for', async () => {
    // An image that takes its time.
    acme.site.answer('/slow.svg', { delay: 500, body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    await acme.open('/slow', { body: '<img src="/slow.svg" alt="" width="10" height="10">', panel: INLINE });
    await acme.ready();
    await browser.until('the panel is there', opened);
    const { loadEventEnd, asked } = await browser.run(loading);
    const early = asked.filter(([, start]) => start < loadEventEnd).map(([path]) => path);
    assert.deepEqual(early.sort(), ['/cairn/cairn.js', '/host.js', '/slow.svg']);
    const late = asked.map(([path]) => path.replace(/-\w{10}/, '')).filter(path => !early.includes(path));
    assert.deepEqual(late.sort(), ['/cairn/engine.js', '/cairn/engine.wasm', '/cairn/panel.js', '/cairn/panel.wasm', '/offers.json']);
    await acme.expectConsole();
});

test('a corner panel that nobody comes near never asks for the panel\'s module', async () => {
    await acme.open('/far', { panel: '' });
    await acme.ready();
    await browser.run(drawn);
    const { asked } = await browser.run(loading);
    assert.deepEqual(asked.filter(([path]) => path.includes('panel')), []);
    await acme.expectConsole();
});

for (const [what, panel] of [['without any element', ''], ['with links of its own', CORNER]]) {
    test(`a page ${what} does not move, neither as it loads nor as the panel opens and closes`, async () => {
        await acme.open('/still', { head: SHIFTS, panel });
        await acme.ready();
        const opener = await browser.find('.opener', { within: 'cairn-panel' });
        await browser.run(drawn);
        await opener.click();
        await browser.until('the panel is open', opened);
        await browser.run(drawn);
        await opener.click();
        await browser.run(drawn);
        assert.deepEqual(await browser.run(() => moved), []);
        await acme.expectConsole();
    });
}

test('a page with a place for an inline panel moves no more than its author allowed', async () => {
    // The author keeps the room that the panel will take.
    const head = SHIFTS + '<style>cairn-panel { display: block; min-block-size: 24rem; max-block-size: 24rem; overflow: auto }</style>';
    await acme.open('/room', { head, panel: INLINE });
    await acme.ready();
    await browser.until('the panel is there', opened);
    await browser.run(drawn);
    assert.deepEqual(await browser.run(() => moved), []);
    await acme.expectConsole();
});

// The panel as it was looked at and found good, in every state: a picture each, compared with a tolerance. The pages bring
// their font along, so that every machine draws the same.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from './support/serve.js';
import { difference, differs, looksAsKept, take } from './support/snapshot.js';
import { LOOKS, openStage, SCHEMES, STATES } from './support/stage.js';
import { isQuiet } from './support/visitor.js';

const DESKTOP = [1280, 900];
const PHONE = [360, 720];

let stage, browser;
/** Every picture that was asked for. */
const asked = new Set();

before(async () => {
    const fonts = ['400', '700'].map(weight => [weight, `pt-sans-latin-${weight}-normal.woff2`]);
    const files = await Promise.all(fonts.map(async ([, name]) => [`/${name}`, await readFile(join(root, 'node_modules/@fontsource/pt-sans/files', name))]));
    const faces = fonts.map(([weight, name]) => `@font-face { font-family: Kept; font-weight: ${weight}; src: url(/${name}) }`).join('\n');
    const looks = await readFile(join(root, 'www/looks/looks.css'), 'utf8');
    // A look with a font of the system's is shown in ours.
    const pages = { ...Object.fromEntries(files), '/looks.css': `${faces}\n${looks}\ncairn-panel { --cairn-font: Kept !important }` };
    stage = await openStage({ font: 'Kept, monospace', pages });
    ({ browser } = stage);
});
after(() => stage?.close());

/** Where the panel, or what else is named, stands once nothing moves. What differs every time is left out. */
const still = selector => browser.run(async selector => {
    const { shadowRoot } = document.querySelector('cairn-panel');
    const steady = new CSSStyleSheet();
    steady.replaceSync('* { caret-color: transparent !important; scrollbar-width: none !important } .code svg { visibility: hidden }');
    shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, steady];
    await document.fonts.ready;
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const { x, y, width, height } = shadowRoot.querySelector(selector).getBoundingClientRect();
    return { x, y, width, height };
}, selector);

/** What is wrong with the panel's look, compared with the picture of this name. */
async function picture(name, selector = 'section') {
    asked.add(`${name}.png`);
    return differs(browser, name, await still(selector));
}

const file = text => text.replace(/[^a-z]+/gi, '-').toLowerCase();

for (const [where, path, size, scheme] of [
    ['corner', '/corner', DESKTOP, 'light'],
    ['phone', '/corner', PHONE, 'dark'],
]) {
    test(`every state looks as it was kept: ${where}, ${scheme}`, async () => {
        await stage.size(...size);
        await stage.prefer(scheme);
        await stage.opens(path);
        const found = [];
        for (const [state, reach] of STATES) {
            await reach(stage);
            found.push(await picture(`${where}-${file(state)}`));
        }
        looksAsKept(found);
        await isQuiet(browser);
    });
}

test('each placement and look is as it was kept, in light and dark, and from right to left', async () => {
    const found = [];
    for (const [where, size] of [['inline', DESKTOP], ['inline', [360, 1400]], ['sheet', PHONE], ['rtl', DESKTOP]]) {
        await stage.size(...size);
        await stage.prefer('light');
        await stage.opens(`/${where}`);
        for (const scheme of SCHEMES) {
            await stage.prefer(scheme);
            found.push(await picture(`${where}-${size[0]}-${scheme}`));
        }
    }
    await stage.size(...DESKTOP);
    await stage.prefer('light');
    await stage.opens('/corner');
    for (const look of LOOKS.slice(1)) {
        await stage.look(look);
        for (const scheme of SCHEMES) {
            await stage.prefer(scheme);
            found.push(await picture(`${look}-${scheme}`));
        }
    }
    await stage.look('plain');
    for (const scheme of SCHEMES) {
        await stage.prefer(scheme, { 'forced-colors': 'active' });
        found.push(await picture(`forced-${scheme}`));
    }
    await stage.prefer('light');
    await stage.press('[part~=close]');
    found.push(await picture('opener', '.opener'));
    looksAsKept(found);
    await isQuiet(browser);
});

test('who comes back, is asked, or brings something along sees it as it was kept', async () => {
    const found = [];
    await stage.size(...DESKTOP);
    await stage.prefer('light');
    await stage.opens('/corner');
    for (const [name, days] of [['welcome', 3], ['welcome-after-months', 75]]) {
        await browser.run(days => {
            const at = new Date(Date.now() - days * 864e5).toISOString();
            cairn.forget();
            cairn.journal([...cairn.journal(),
                { at, page: { url: new URL('/roses/', location).href, title: 'Roses that last' } },
                { at, impression: { slate: 'a', offers: [{ id: 'beans', propensity: 1 }, { id: 'gone', propensity: 1 }] } },
            ]);
        }, days);
        await stage.visitor.visits(new URL('/corner', stage.site.url).href);
        await stage.press('.opener');
        found.push(await picture(name));
    }
    await stage.opens('/corner');
    await browser.run(() => cairn.event('trial', { conversion: true }));
    await stage.press('[part~=close]');
    await stage.press('.opener');
    found.push(await picture('asked'));
    await stage.press('.question button:nth-of-type(2)');
    found.push(await picture('answered-no'));
    looksAsKept(found);
    await isQuiet(browser);
});

test('what would not be unseen is found: a button gone, a line moved, another colour', async () => {
    await stage.size(...DESKTOP);
    await stage.prefer('light');
    await stage.opens('/corner');
    const clip = await still('section');
    const good = await take(browser, clip);
    assert.deepEqual(difference(good, await take(browser, clip)), {});
    const changes = [
        '[part~=dismiss] { visibility: hidden }',
        '[part~=text] { padding-block-start: 4px }',
        '[part~=title] { color: #b00 }',
        '[part~=icon] { visibility: hidden }',
    ];
    for (const change of changes) {
        await browser.run(change => {
            const { shadowRoot } = document.querySelector('cairn-panel');
            window.changed ??= new CSSStyleSheet();
            window.changed.replaceSync(change);
            shadowRoot.adoptedStyleSheets = [...new Set([...shadowRoot.adoptedStyleSheets, window.changed])];
        }, change);
        const { problem } = difference(good, await take(browser, clip));
        assert.match(problem ?? 'nothing', /pixels differ/, change);
    }
});

test('every picture that is kept is looked at by a test', () => {
    const kept = readdirSync(join(root, 'tests/browser/snapshots'));
    assert.deepEqual(kept.filter(name => !asked.has(name)), []);
});

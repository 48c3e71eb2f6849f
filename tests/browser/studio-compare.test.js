// The studio's comparison in a real browser: two versions on the same walks.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.js';
import { root, serveDemo } from './support/serve.js';
import { openStudio } from './support/studio.js';
import { isQuiet } from './support/visitor.js';

const demo = await readFile(join(root, 'www/offers.json'), 'utf8');
let browser;
let site;
let studio;
let folder;

before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-studio-'));
    site = await serveDemo({ csp: 'strict' });
    browser = await openBrowser({ width: 1440, height: 1000 });
});

after(async () => {
    await browser?.close();
    await site?.stop();
    await rm(folder, { recursive: true, force: true });
});

const begins = async () => {
    studio = await openStudio(browser, site, { fresh: true });
};
const text = (selector = '#compare') => browser.run(selector => document.querySelector(selector).innerText, selector);
/** Waits until both have walked, and gives all that is said. */
const compared = async () => {
    await browser.until('both versions have walked', () => {
        const view = document.querySelector('#compare');
        return !view.hidden && !view.hasAttribute('aria-busy');
    });
    return text();
};
const presses = (text) => browser.run(text => [...document.querySelectorAll('#compare button')].find(it => it.checkVisibility() && it.textContent === text).click(), text);
/** Puts a value into a field with this label, or chooses the option with this text. */
const fills = (label, value) => browser.run((label, value) => {
    const control = [...document.querySelectorAll('#compare label')].find(it => it.innerText.startsWith(label)).querySelector('input, select');
    const option = [...control.options ?? []].find(it => it.textContent.startsWith(value));
    control.value = option ? option.value : value;
    control.dispatchEvent(new Event('change', { bubbles: true }));
}, label, value);

/** The demo without the offer `integrations`, with a fresh one. */
const changed = () => {
    const config = JSON.parse(demo);
    config.offers = config.offers.filter(({ id }) => id !== 'integrations');
    for (const offer of config.offers) offer.next = offer.next?.filter(id => id !== 'integrations');
    config.offers.push({ id: 'fresh', title: 'A fresh offer', url: '/fresh', personas: ['it'], priority: 'high' });
    return JSON.stringify(config, null, 2);
};

test('a change of the text is compared with the file as it was opened, on walks drawn from the file', async () => {
    await begins();
    await studio.turnsTo('compare');
    assert.match(await text(), /Both are the same text/);
    await studio.writes(changed());
    const said = await compared();
    assert.match(said, /In [1-9]\d* of \d+ steps another slate/);
    assert.match(said, /Offered only before: [^\n]*“Systems Fernhill connects to”/);
    assert.match(said, /Offered only now: “A fresh offer”/);
    assert.match(said, /These walks are drawn from the file/);
    const files = await browser.run(() => [...document.querySelectorAll('#compare .files li')].map(it => it.lastChild.textContent));
    assert.ok(files.includes('offer “Systems Fernhill connects to” removed'), files.join('\n'));
    assert.ok(files.includes('offer “A fresh offer” added'), files.join('\n'));
    await isQuiet(browser);
});

test('a step with another slate shows both sides, and what is new, gone or moved in words', async () => {
    await begins();
    await studio.turnsTo('compare');
    await studio.writes(changed());
    await compared();
    const [before, now] = await browser.run(() => [...document.querySelector('#compare .sides').children].map(side => side.innerText));
    assert.match(before, /^Before\s+Persona\s+.+ \d+ %\s+Stage\s+.+ \d+ %\s+Movement\s+\w+/);
    assert.match(now, /^Now\s/);
    const marks = await browser.run(() => [...new Set([...document.querySelectorAll('#compare .slate .mark')].map(it => it.textContent.trim().replace(/\d+$/, 'n')))]);
    for (const mark of ['− gone', '+ new', '↓ down from n']) assert.ok(marks.includes(mark), `${mark} in ${marks}`);
    await isQuiet(browser);
});

test('steps without a difference are folded, and can be looked at', async () => {
    await begins();
    await studio.turnsTo('compare');
    await studio.writes(demo.replace('Systems Fernhill connects to', 'What Fernhill connects to'));
    assert.match(await compared(), /The same slate in all \d+ steps\. Visitors on these walks would notice nothing\./);
    assert.match(await text(), /No difference on 7 walks: IT, Finance, /);
    assert.equal(await browser.run(() => document.querySelectorAll('#compare .sides').length), 0);
    const unfolded = await browser.run(() => {
        const same = [...document.querySelectorAll('#compare .fold')].find(it => /^No difference on/.test(it.innerText));
        same.querySelector('summary').click();
        return new Promise(done => same.addEventListener('toggle', () => {
            const step = same.querySelector('.fold');
            step.querySelector('summary').click();
            step.addEventListener('toggle', () => done(step.innerText), { once: true });
        }, { once: true }));
    });
    assert.match(unfolded, /^1\. \/.*no difference\s+Before\s+[^]*Now\s/);
    await isQuiet(browser);
});

test('what was folded or unfolded stays so while the text goes on changing', async () => {
    await begins();
    await studio.turnsTo('compare');
    await studio.writes(changed());
    await compared();
    await browser.run(() => document.querySelector('#compare .lines .fold[open] summary').click());
    const first = () => browser.run(() => document.querySelector('#compare .lines .fold').open);
    assert.equal(await first(), false);
    await studio.writes(changed().replace('A fresh offer', 'A fresher offer'));
    assert.match(await compared(), /“A fresher offer”/);
    assert.equal(await first(), false);
    await isQuiet(browser);
});

test('versions are kept under a name, compared with, forgotten and brought back', async () => {
    await begins();
    await studio.turnsTo('compare');
    await fills('Name of this version', 'Before spring');
    await presses('Keep this version');
    assert.match(await text(), /Kept\. Change the text/);
    await studio.writes(changed());
    assert.match(await compared(), /another slate/);
    // It is still there after a reload, which finds the text as it was left, too.
    studio = await openStudio(browser, site);
    await studio.turnsTo('compare');
    await fills('The text now, against', 'Before spring, kept on');
    assert.match(await compared(), /another slate/);
    await presses('Forget it');
    assert.match(await text(), /“Before spring, kept on .+” is forgotten\./);
    assert.equal(await browser.run(() => document.activeElement.textContent), 'Bring it back');
    await presses('Bring it back');
    assert.match(await browser.run(() => document.querySelector('#compare select').selectedOptions[0].textContent), /^Before spring/);
    await isQuiet(browser);
});

test('another file is compared with, and one with errors says how to go on', async () => {
    await begins();
    await studio.turnsTo('compare');
    await writeFile(join(folder, 'broken.json'), demo.replace('"version": 1', '"version": 1, "offer": []').replace('"stages": ["evaluation"', '"stages": ["evaluationn"'));
    await writeFile(join(folder, 'older.json'), changed());
    await studio.chooses(join(folder, 'broken.json'), '#compare');
    await browser.until('its errors are told', () => /broken\.json has \d+ error/.test(document.querySelector('#compare').innerText));
    assert.match(await text(), /Line \d+: [^]*evaluationn[^]*Choose another version above; or open this file on the left/);
    await studio.chooses(join(folder, 'older.json'), '#compare');
    await browser.until('it is compared', () => /Offered only by older\.json: [^\n]*“A fresh offer”/.test(document.querySelector('#compare').innerText));
    assert.match(await browser.run(() => document.querySelector('#compare .sides').innerText), /^older\.json\s/);
    await writeFile(join(folder, 'picture.json'), Buffer.from([0x89, 0x50, 0xff, 0xfe, 0]));
    await studio.chooses(join(folder, 'picture.json'), '#compare');
    await browser.until('it is refused', () => /picture\.json is not UTF-8/.test(document.querySelector('#compare').innerText));
    await isQuiet(browser);
});

test('one’s own walk is compared on once there is one, and those drawn from the file on demand', async () => {
    await begins();
    await studio.views('/docs/sso/');
    await studio.turnsTo('compare');
    await studio.writes(demo.replace('"I look after systems"', '"I run systems"'));
    let said = await compared();
    assert.match(said, /The same slate in the one step\. Visitors on these walks would notice nothing/);
    assert.match(said, /persona “IT” changed: says “I look after systems” → “I run systems”/);
    await fills('On', 'a walk for each persona');
    said = await compared();
    assert.match(said, /The same slate in all \d\d steps/);
    await studio.writes('{ "oops": ');
    assert.match(await text('#behind'), /errors just now/);
    assert.match(await text(), /The same slate in all \d\d steps/, 'the version before the errors stays');
    await isQuiet(browser);
});

for (const scheme of ['light', 'dark']) {
    test(`axe-core finds nothing against the comparison, ${scheme}, on a desktop and on a phone`, async () => {
        await browser.prefer({ 'color-scheme': scheme, 'reduced-motion': 'reduce' });
        await begins();
        await studio.turnsTo('compare');
        await studio.isAccessible('nothing to compare');
        await presses('Keep this version');
        await studio.writes(changed());
        await compared();
        await studio.isAccessible('compare');
        await browser.devtools('Emulation.setDeviceMetricsOverride', { width: 320, height: 640, deviceScaleFactor: 2, mobile: true });
        await studio.isAccessible('compare on a phone');
        assert.equal(await browser.run(() => document.documentElement.scrollWidth), 320, 'nothing is wider than the phone');
        await browser.devtools('Emulation.clearDeviceMetricsOverride');
        await isQuiet(browser);
    });
}

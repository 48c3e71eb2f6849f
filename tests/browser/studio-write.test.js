// The studio's writing in a real browser: an offer from scratch until a visitor sees it, findings, the form, files.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { openBrowser } from './support/browser.js';
import { root, serveDemo } from './support/serve.js';
import { openStudio } from './support/studio.js';
import { isQuiet } from './support/visitor.js';

const demo = await readFile(join(root, 'www/offers.json'), 'utf8');
let browser;
let site;
let studio;

before(async () => {
    site = await serveDemo({ csp: 'strict' });
    browser = await openBrowser({ width: 1440, height: 1000 });
    // Files come and go as where a browser has no such dialogues.
    await browser.beforeEachPage(() => {
        delete window.showOpenFilePicker;
        delete window.showSaveFilePicker;
    });
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

const begins = async () => {
    studio = await openStudio(browser, site, { fresh: true });
};
const text = selector => browser.run(selector => document.querySelector(selector).textContent, selector);
const written = () => browser.run(() => JSON.parse(localStorage.getItem('cairn-studio-text')).text);
const settled = () => browser.run(() => new Promise(done => setTimeout(done, 400)));
const agrees = async () => browser.driver.switchTo().alert().accept();
const choices = () => browser.run(() => [...document.querySelector('.sheet').shadowRoot.querySelectorAll('.cm-tooltip-autocomplete li')].map(it => it.textContent));
/** Types a field by its first letters, and takes what is offered. */
const completes = async letters => {
    await browser.press('"', ...letters);
    await browser.until('there are choices', () => document.querySelector('.sheet').shadowRoot.querySelector('.cm-tooltip-autocomplete li'));
    // The editor takes keys for slips of the hand that come too soon after a list has opened.
    await browser.run(() => new Promise(done => setTimeout(done, 120)));
    await browser.press(Key.ENTER);
};
const turnsTo = way => browser.run(way => document.querySelector(`input[name=way][value=${way}]`).click(), way);
const fills = (label, value) => browser.run((label, value) => {
    const field = [...document.querySelectorAll('.fields .field')].find(it => it.querySelector('span, legend')?.textContent === label);
    const input = field.querySelector('input, textarea, select');
    if (input.type === 'checkbox') input.click();
    else {
        input.value = value;
        input.dispatchEvent(new Event('change'));
    }
}, label, value);

test('an offer is written from scratch, with what the schema knows, and a visitor sees it', async () => {
    await begins();
    await studio.presses('New', '#write');
    await studio.entersText();
    await browser.press(Key.ARROW_UP, Key.ARROW_UP, Key.END, Key.ARROW_LEFT, '{', ' ');
    await completes('id');
    await browser.press(...'first-call', Key.ARROW_RIGHT, ',', ' ');
    await completes('ti');
    await browser.press(...'A first call', Key.ARROW_RIGHT, ',', ' ');
    await completes('ur');
    await browser.press(...'/call', Key.ARROW_RIGHT, ',', ' ');
    await completes('kin');
    await browser.press(...'talk');
    await settled();
    const config = JSON.parse(await written());
    assert.deepEqual(config.offers, [{ id: 'first-call', title: 'A first call', url: '/call', kind: 'talk' }]);
    assert.equal(await text('#behind'), '');
    await studio.views('/');
    assert.deepEqual(await studio.slate(), ['A first call']);
    assert.match(await browser.run(() => document.querySelector('cairn-panel').shadowRoot.textContent), /A first call/);
    await isQuiet(browser);
});

test('findings come as somebody writes, at their place, and go when they are mended', async () => {
    await begins();
    await studio.writes(demo.replace('"personas": ["it"]', '"personas": ["itt"]').replace('"kind": "demo"', '"kinds": "demo"'));
    const found = await studio.findings();
    assert.ok(found.includes('there is no persona "itt"'), found.join());
    assert.ok(found.some(title => title.startsWith('"kinds" is not a field')), found.join());
    assert.match(await text('.found-list h2'), /^2 errors/);
    const marked = () => browser.run(() => [...document.querySelector('.sheet').shadowRoot.querySelectorAll('.cm-lintRange-error')].map(it => it.textContent));
    await browser.run(() => [...document.querySelectorAll('.finding')].find(it => it.textContent.includes('itt')).click());
    await browser.until('the place is shown', () => document.querySelector('.sheet').shadowRoot.querySelector('.cm-lintRange-error'));
    assert.deepEqual(await marked(), ['"itt"']);
    assert.match(await text('#field-help'), /^offers\.personas: /);
    await browser.run(() => [...document.querySelectorAll('.findings button')].find(it => it.textContent === 'Write it').click());
    await settled();
    assert.match(await text('.found-list h2'), /^1 error/);
    await studio.presses('Undo', '#write');
    await settled();
    assert.match(await text('.found-list h2'), /^2 errors/, 'that was one step');
    await isQuiet(browser);
});

test('while the text has errors the views show the version before, and say so', async () => {
    await begins();
    await studio.views('/pricing/');
    const slate = await studio.slate();
    await studio.writes('{ "version": 1, // no\n');
    assert.match(await text('#behind'), /the views show the version before/);
    assert.deepEqual(await studio.slate(), slate);
    await turnsTo('form');
    assert.match(await text('.form .found'), /The text is not JSON just now \(line 1: .*Mend it in the text, or undo/);
    await turnsTo('text');
    await studio.writes(demo);
    assert.equal(await text('#behind'), '');
    await isQuiet(browser);
});

test('the form writes into the text what it is about, shows what is found, and undoes with it', async () => {
    await begins();
    await turnsTo('form');
    await studio.presses('Add an offer', '#write');
    await fills('Title', 'Ask a librarian');
    await fills('Link', 'javascript:alert(1)');
    await settled();
    assert.match(await browser.run(() => [...document.querySelectorAll('.fields .bad .found')].map(it => it.textContent).join()), /cannot be a link/);
    assert.equal(await browser.run(() => document.querySelector('.fields .bad input').getAttribute('aria-invalid')), 'true');
    await fills('Link', '/librarian');
    await fills('For these personas');
    await fills('Shown at most so often', '3');
    await settled();
    const offers = JSON.parse(await written()).offers;
    assert.deepEqual(offers.at(-1), { id: 'new-offer', title: 'Ask a librarian', url: '/librarian', personas: ['it'], limit: { impressions: 3 } });
    const lines = new Set((await written()).split('\n'));
    const lost = demo.split('\n').filter(line => !lines.has(line));
    assert.ok(lost.length <= 1, `all else stays as it was written, and not without ${lost.join('\n')}`);
    for (const field of ['limit', 'personas']) {
        await studio.presses('Undo', '#write');
        await browser.until(`${field} is as it was`, field => !(field in JSON.parse(JSON.parse(localStorage.getItem('cairn-studio-text')).text).offers.at(-1)), field);
    }
    await isQuiet(browser);
});

test('offers are duplicated, moved, removed; what the form does not know stays and is named', async () => {
    await begins();
    await turnsTo('form');
    const ids = async () => JSON.parse(await written()).offers.map(({ id }) => id);
    const before = await ids();
    await browser.run(() => [...document.querySelectorAll('.offers button')].find(it => it.textContent.includes('Your first week')).click());
    assert.match(await text('.fields'), /Also set in the text: audience/);
    await studio.presses('Duplicate', '#write');
    const at = before.indexOf('first-week');
    assert.deepEqual((await ids()).slice(at, at + 2), ['first-week', 'first-week-2']);
    assert.deepEqual(JSON.parse(await written()).offers[at + 1].audience, JSON.parse(demo).offers[at].audience);
    await studio.presses('Up', '#write');
    assert.deepEqual((await ids()).slice(at, at + 2), ['first-week-2', 'first-week']);
    await studio.presses('Remove', '#write');
    assert.deepEqual(await ids(), before);
    await browser.run(() => [...document.querySelectorAll('.offers button')].find(it => it.textContent.includes('Your first week')).click());
    await studio.presses('audience', '.fields');
    assert.match(await text('#field-help'), /audience/, 'and its place in the text is shown');
    await isQuiet(browser);
});

test('a file is opened and saved as it was, its mark with it; what is no text is refused with a sentence', async () => {
    await begins();
    const drops = async (name, content) => {
        await browser.run((name, bytes) => {
            const given = new DataTransfer();
            given.items.add(new File([new Uint8Array(bytes)], name));
            document.querySelector('.sheet').dispatchEvent(new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true }));
        }, name, typeof content === 'number' ? content : [...Buffer.from(content)]);
        await settled();
    };
    await drops('mine.json', `\ufeff${demo.replaceAll('\n', '\r\n')}`);
    assert.equal(await text('#write .name'), 'mine.json');
    const hand = await studio.catchesFiles();
    await studio.presses('Save', '#write');
    // The text of a blob comes without its mark.
    assert.equal((await hand())['mine.json'], demo.replaceAll('\n', '\r\n'));
    await drops('latin.json', Buffer.from([0x7b, 0x22, 0xe4, 0x22, 0x7d]));
    assert.match(await text('#write [role=status]'), /latin\.json is not UTF-8: save it as UTF-8/);
    assert.equal(await text('#write .name'), 'mine.json', 'what was there is still there');
    await drops('large.json', 5 * 1024 * 1024 + 1);
    assert.match(await text('#write [role=status]'), /large\.json is larger than 5 MB/);
    await drops('photo.png', Buffer.from([0x00, 0x01, 0x02]));
    assert.match(await text('#write [role=status]'), /photo\.png is no text/);
    await isQuiet(browser);
});

test('where the browser has dialogues for files, a file is saved where it came from', async () => {
    await begins();
    await browser.run(() => {
        window.disk = { 'site.json': '{"version":1,"offers":[{"id":"a","title":"A","url":"/a"}]}' };
        const handle = name => ({
            name,
            getFile: async () => new File([window.disk[name]], name),
            createWritable: async () => {
                let text = '';
                return { write: async more => { text += more; }, close: async () => { window.disk[name] = text; } };
            },
        });
        window.asked = [];
        window.showOpenFilePicker = async () => [handle('site.json')];
        window.showSaveFilePicker = async ({ suggestedName }) => {
            window.asked.push(suggestedName);
            if (window.givesUp) throw new DOMException('', 'AbortError');
            return handle('elsewhere.json');
        };
    });
    await studio.presses('Open …', '#write');
    await browser.until('it is open', () => document.querySelector('#write .name').textContent === 'site.json');
    await studio.writes('{"version":1,"offers":[{"id":"b","title":"B","url":"/b"}]}');
    await studio.presses('Save', '#write');
    await browser.until('it is saved', () => /"b"/.test(window.disk['site.json']));
    assert.deepEqual(await browser.run(() => window.asked), [], 'where to is not asked');
    await browser.until('that is told', () => document.querySelector('#write [role=status]').textContent === 'Saved as site.json.');
    assert.equal(await text('#write .name'), 'site.json');
    // A new file has no place yet; who gives up has saved nothing, and hears of no error.
    await studio.presses('New', '#write');
    await studio.writes('{"version":1,"offers":[{"id":"c","title":"C","url":"/c"}]}');
    await browser.run(() => { window.givesUp = true; });
    await studio.presses('Save', '#write');
    await settled();
    assert.match(await text('#write .name'), /\*$/);
    await browser.run(() => { window.givesUp = false; });
    await studio.presses('Save', '#write');
    await browser.until('it is saved there', () => /"c"/.test(window.disk['elsewhere.json'] ?? ''));
    await isQuiet(browser);
});

test('what was not saved outlives a reload, and is not thrown away without a question', async () => {
    await begins();
    await studio.writes(demo.replace('Fernhill handles', 'Fernhill really handles'));
    assert.match(await text('#write .name'), /\*$/);
    studio = await openStudio(browser, site);
    assert.match(await written(), /Fernhill really handles/);
    assert.match(await text('#write [role=status]'), /not saved/);
    await browser.run(() => setTimeout(() => [...document.querySelectorAll('#write button')].find(it => it.textContent === 'New').click()));
    await browser.driver.wait(async () => browser.driver.switchTo().alert().then(() => true, () => false), 5000);
    await browser.driver.switchTo().alert().dismiss();
    assert.match(await written(), /Fernhill really handles/);
    await browser.run(() => setTimeout(() => [...document.querySelectorAll('#write button')].find(it => it.textContent === 'New').click()));
    await browser.driver.wait(async () => browser.driver.switchTo().alert().then(() => true, () => false), 5000);
    await agrees();
    await settled();
    assert.doesNotMatch(await written(), /Fernhill/);
    await isQuiet(browser);
});

test('what goes wrong is told, and what was written is kept', async () => {
    const other = await openBrowser();
    try {
        const there = await openStudio(other, site);
        await there.writes(demo.replace('Fernhill handles', 'Fernhill keeps'));
        await other.run(() => { dispatchEvent(new ErrorEvent('error', { error: new Error('a broken part') })); });
        await other.until('it is told', () => /Something went wrong \(a broken part\)\. What you wrote is kept/.test(document.getElementById('behind').textContent));
        await openStudio(other, site);
        assert.match(await other.run(() => JSON.parse(localStorage.getItem('cairn-studio-text')).text), /Fernhill keeps/);
    } finally {
        await other.close();
    }
});

test('the keyboard gets into the text and out of it', async () => {
    await begins();
    await studio.entersText();
    await browser.press(Key.ESCAPE, Key.TAB);
    assert.notEqual(await browser.run(() => document.activeElement.className), 'sheet', 'Tab leaves the text');
    await studio.entersText();
    await browser.driver.actions().keyDown(Key.CONTROL).sendKeys('f').keyUp(Key.CONTROL).perform();
    assert.ok(await browser.run(() => document.querySelector('.sheet').shadowRoot.querySelector('.cm-search input') !== null), 'there is a search');
    await isQuiet(browser);
});

for (const scheme of ['light', 'dark']) {
    test(`axe-core finds nothing against the writing, ${scheme}, on a desktop and on a phone`, async () => {
        await browser.prefer({ 'color-scheme': scheme, 'reduced-motion': 'reduce' });
        await begins();
        await studio.isAccessible('the text');
        await studio.writes(demo.replace('"personas": ["it"]', '"personas": ["itt"]'));
        await browser.press(Key.chord(Key.CONTROL, ' '));
        await studio.isAccessible('the text with a finding');
        await turnsTo('form');
        await studio.isAccessible('the form');
        await browser.devtools('Emulation.setDeviceMetricsOverride', { width: 320, height: 640, deviceScaleFactor: 2, mobile: true });
        await studio.turnsTo('write');
        await studio.isAccessible('the form on a phone');
        await turnsTo('text');
        await studio.isAccessible('the text on a phone');
        assert.equal(await browser.run(() => document.documentElement.scrollWidth), 320, 'nothing is wider than the phone');
        await browser.devtools('Emulation.clearDeviceMetricsOverride');
        await isQuiet(browser);
    });
}

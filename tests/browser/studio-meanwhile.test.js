// The studio under sequences that nobody plans: something else happens before the first thing is over.
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
    // Writing a file takes a while.
    await browser.beforeEachPage(() => {
        window.showSaveFilePicker = async () => ({
            name: 'mine.json',
            createWritable: async () => {
                await new Promise(done => { window.letItBeWritten = done; });
                return { write: async text => { window.wrote = text; }, close: async () => {} };
            },
        });
    });
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

const begins = async () => {
    studio = await openStudio(browser, site, { fresh: true });
};
const draft = () => browser.run(() => JSON.parse(localStorage.getItem('cairn-studio-text')).text);
const said = selector => browser.run(selector => document.querySelector(selector).innerText, selector);
const trail = () => browser.run(() => [...document.querySelectorAll('.trail .step')].map(it => it.innerText));
const asForm = () => browser.run(() => document.querySelector('.ways input[value=form]').click());
const asText = () => browser.run(() => document.querySelector('.ways input[value=text]').click());
/** Presses a button of this text where no panel follows. */
const press = (text, within) => browser.run((text, within) => [...document.querySelectorAll(`${within} button`)].find(it => it.textContent === text).click(), text, within);
const element = selector => browser.run(selector => document.querySelector(selector), selector);
const clicks = async what => browser.driver.actions().move({ origin: typeof what === 'string' ? await element(what) : what }).click().perform();
const written = () => browser.run(() => new Promise(done => {
    letItBeWritten();
    setTimeout(done, 50);
}));
const isBeingWritten = () => browser.until('it is being written', () => window.letItBeWritten);

test('what is typed while a file is written is not taken as saved, and goes to no other file', async () => {
    await begins();
    await studio.writes(`${demo}\n`);
    await studio.presses('Save', '#write');
    await isBeingWritten();
    await studio.writes(demo.replace('Talk to a person', 'My late words'));
    await written();
    assert.equal(await browser.run(() => window.wrote), `${demo}\n`);
    assert.match(await said('#write'), /offers\.json \*/);
    await isQuiet(browser);
});

test('a field of the form counts as it is left: by the page, by a shortcut, by a click, by the tab key', async () => {
    await begins();
    await asForm();
    await clicks('.fields input');
    await browser.press(Key.END, ...' one');
    const third = await element('.offers li:nth-child(3) button');
    await clicks(third);
    const chosen = await said('.form h2');
    assert.doesNotMatch(chosen, /one$/, 'the click chose the third offer');
    assert.match(await draft(), / one"/);
    await clicks('.fields input');
    await browser.press(Key.END, ...' two', Key.TAB);
    assert.equal(await browser.run(() => Boolean(document.activeElement.closest('.fields'))), true, 'the next field has the focus');
    await browser.press(Key.END, ...' three');
    await browser.driver.actions().keyDown(Key.CONTROL).sendKeys('s').keyUp(Key.CONTROL).perform();
    await isBeingWritten();
    await written();
    assert.match(await browser.run(() => window.wrote), / two"[^]* three"/);
    await browser.press(Key.END, ...' four');
    await browser.visit('about:blank');
    await browser.visit(new URL('/studio/', site.url).href);
    await browser.until('the draft is back', () => localStorage.getItem('cairn-studio-text'));
    assert.match(await draft(), / four"/);
});

test('without an offer there is none to remove, and nothing is put into a text that is no JSON', async () => {
    await begins();
    await studio.turnsTo('coverage');
    await browser.run(() => document.querySelector('#coverage td button').click());
    const broken = demo.replace('"offers": [', '"offers": [ }} {');
    await studio.writes(broken);
    await studio.presses('Write an offer for this cell', '#coverage');
    assert.equal(await draft(), broken);
    assert.match(await said('.form'), /The text is not JSON just now/);
    await asText();
    await studio.writes('{"version": 1, "offers": []}');
    await asForm();
    await press('Remove', '#write');
    assert.equal(await draft(), '{"version": 1, "offers": []}');
    await isQuiet(browser);
});

test('a version that is kept while the text has errors says which', async () => {
    await begins();
    await studio.turnsTo('compare');
    await studio.writes(demo.replace('"Talk to a person"', '"New words" oops'));
    await studio.presses('Keep this version', '#compare');
    assert.match(await said('#compare'), /Kept as it was before the errors/);
    await isQuiet(browser);
});

test('what was seen is seen once, however often it is looked at again', async () => {
    await begins();
    await studio.views('/pricing/');
    await browser.until('the offers were seen', () => /saw \d/.test(document.querySelector('.trail').innerText));
    const before = await trail();
    for (const view of ['coverage', 'walk']) await studio.turnsTo(view);
    await studio.writes(`${demo}\n`);
    await browser.run(() => new Promise(done => setTimeout(done, 1500)));
    assert.deepEqual(await trail(), before);
    await isQuiet(browser);
});

test('the walk begins at another time with all its steps', async () => {
    await begins();
    await studio.views('/pricing/');
    await studio.views('/');
    const before = await trail();
    await browser.run(() => document.querySelector('.went input[type=datetime-local]').focus());
    await browser.press('1', '2');
    assert.deepEqual((await trail()).map(it => it.split('\n')[0]), before.map(it => it.split('\n')[0]));
    await isQuiet(browser);
});

test('another file has its own site, and the language of its own', async () => {
    await begins();
    await studio.writes(JSON.stringify({ version: 1, offers: ['a', 'b', 'c'].map(id => ({ id, title: id, url: `https://acme.test/${id}` })) }));
    const pages = await browser.run(() => [...document.querySelectorAll('.pages button small')].map(it => it.textContent));
    assert.deepEqual(pages, ['/', '/a', '/b', '/c']);
    await browser.run(() => {
        const select = document.querySelector('.sees select');
        select.value = 'de';
        select.dispatchEvent(new Event('change'));
    });
    await studio.writes(JSON.stringify({ version: 1, locale: 'de', offers: [{ id: 'a', title: 'a', url: '/a' }] }));
    assert.equal(await browser.run(() => document.querySelector('.sees select').selectedIndex), 0);
    await isQuiet(browser);
});

test('where a text with errors is all there is, the walk says so and waits', async () => {
    await begins();
    await studio.views('/pricing/');
    await studio.writes('{ broken');
    await browser.run(() => new Promise(done => setTimeout(done, 500)));
    await browser.visit('about:blank');
    await browser.visit(new URL('/studio/', site.url).href);
    await browser.until('the studio is there', () => document.querySelector('.went button'));
    await press('Three weeks', '#walk');
    await press('New walk', '#walk');
    await press('Save as a file', '#walk');
    assert.match(await said('.went'), /mend them first/);
    await studio.writes(demo);
    assert.equal((await trail()).length, 1, 'the walk is still there');
    await isQuiet(browser);
});

/** Presses a button of the walk's panel, by what its text begins with, once it is there. */
const inPanel = text => browser.until(`the panel has a button “${text}”`, text => {
    const buttons = [...document.querySelector('cairn-panel').shadowRoot.querySelectorAll('button')];
    const button = buttons.find(it => it.checkVisibility() && it.textContent.trim().startsWith(text));
    button?.focus();
    button?.click();
    return Boolean(button);
}, text);

test('while the visitor has paused Cairn in the panel nothing is noticed, on no page, until he resumes', async () => {
    await begins();
    await studio.views('/pricing/');
    await browser.until('the offers were seen', () => /saw \d/.test(document.querySelector('.trail').innerText));
    const before = await trail();
    await inPanel('What this page noticed');
    await inPanel('Pause');
    assert.match(await said('.went [role=status]'), /has paused Cairn: nothing is noticed until he resumes/);
    await browser.run(() => document.querySelector('.does .pages button').click());
    assert.deepEqual(await trail(), before);
    await studio.presses('← Back');
    await studio.presses('Forward →');
    await inPanel('What this page noticed');
    await inPanel('Notice again');
    assert.equal(await said('.went [role=status]'), '');
    await studio.views('/');
    assert.equal((await trail()).length, 2);
    await isQuiet(browser);
});

test('who takes the last page out of the walk goes on by keys: from the panel in the one that follows, from the list beside it', async () => {
    await begins();
    await studio.views('/pricing/');
    await studio.views('/');
    await inPanel('What this page noticed');
    await inPanel('Remove');
    await browser.until('the step is gone', () => document.querySelectorAll('.trail .step').length === 1);
    await studio.settles();
    assert.equal(await browser.run(() => document.activeElement.localName), 'cairn-panel');
    await browser.run(() => {
        document.querySelector('.trail .out').focus();
        document.activeElement.click();
    });
    assert.equal(await browser.run(() => document.activeElement.textContent), 'New walk');
    await isQuiet(browser);
});

test('walks that two tabs keep are all kept, and both show them', async () => {
    await begins();
    const here = await browser.driver.getWindowHandle();
    await studio.views('/pricing/');
    await browser.driver.switchTo().newWindow('tab');
    try {
        const other = await openStudio(browser, site);
        await other.views('/careers/');
        await other.presses('Keep this walk');
        await browser.driver.switchTo().window(here);
        await studio.presses('Keep this walk');
        const kept = await browser.until('both are there', () => {
            const names = [...document.querySelectorAll('.kept button:first-child')].map(it => it.textContent);
            return names.length === 2 && names;
        });
        assert.match(kept[1], /^1 step: .*pricing/);
        await browser.run(() => document.querySelector('.kept .out').click());
        const left = (await browser.driver.getAllWindowHandles()).find(it => it !== here);
        await browser.driver.switchTo().window(left);
        const one = await browser.until('the other tab shows what is left', () => {
            const names = [...document.querySelectorAll('.kept button:first-child')].map(it => it.textContent);
            return names.length === 1 && names;
        });
        assert.deepEqual(one, kept.slice(1));
        await browser.driver.close();
    } finally {
        await browser.driver.switchTo().window(here);
    }
});

test('the form stays at its offer when its place is undone', async () => {
    await begins();
    await asForm();
    await clicks('.offers li:nth-child(3) button');
    const chosen = await said('.form h2');
    await press('Up', '#write');
    assert.equal(await said('.form h2'), chosen);
    await press('Undo', '#write');
    assert.equal(await said('.form h2'), chosen);
    assert.equal(await browser.run(() => [...document.querySelectorAll('.offers button')].findIndex(it => it.hasAttribute('aria-current'))), 2);
    await isQuiet(browser);
});

test('a comparison names the steps as its own version does, whatever view is open', async () => {
    await begins();
    await studio.views('/pricing/');
    await browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('[part~=card]:last-child a').click());
    await browser.until('the offer was followed', () => document.querySelectorAll('.trail .step').length >= 2);
    await studio.turnsTo('compare');
    const [, clicked] = (await studio.steps()).join().match(/Clicked “(.*?)”/);
    const config = JSON.parse(demo);
    config.offers.find(({ title }) => title === clicked).title = 'Quite another name';
    // A difference, so that the steps are shown.
    config.panel = { ...config.panel, slots: 2 };
    await studio.writes(JSON.stringify(config));
    await browser.until('the step has the new name', () => /Clicked “Quite another name”/.test(document.querySelector('#compare').textContent));
    await isQuiet(browser);
});

test('a file that is dropped is opened wherever it falls; on the walk it is a journal', async () => {
    await begins();
    const drops = (where, name, content) => browser.run((where, name, content) => {
        const given = new DataTransfer();
        given.items.add(new File([content], name));
        const drop = new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true });
        document.querySelector(where).dispatchEvent(drop);
        return drop.defaultPrevented;
    }, where, name, content);
    assert.equal(await drops('.went', 'journal.ndjson', '{"at":"2026-01-02T10:00:00Z","page":{"url":"https://www.example.com/pricing/"}}\n'), true);
    await browser.until('the journal is walked', () => /1 event of a visitor from journal\.ndjson/.test(document.querySelector('.went').innerText));
    assert.equal((await trail()).length, 1);
    assert.equal(await drops('.sees', 'mine.json', demo), true);
    await browser.until('the file is open', () => document.querySelector('#write .name').textContent === 'mine.json');
    await isQuiet(browser);
});

/** Types into a field of the form, from its end on, and leaves it by the tab key. */
const fills = async (id, text) => {
    await browser.run(id => document.querySelector(`.fields [aria-describedby="${id}"]`).focus(), id);
    await browser.press(Key.END, ...text, Key.TAB);
};
const fieldOf = label => browser.run(label => [...document.querySelectorAll('.fields label')].find(it => it.innerText.startsWith(label)).querySelector('input, textarea').getAttribute('aria-describedby'), label);

test('an offer whose id is mended stays the one that is written on', async () => {
    await begins();
    const offers = [{ id: 'a', title: 'First', url: '/1' }, { id: 'a', title: 'Second', url: '/2' }, { id: 'b', title: 'Third', url: '/3' }];
    await studio.writes(JSON.stringify({ version: 1, offers }));
    await asForm();
    await clicks('.offers li:nth-child(2) button');
    await fills(await fieldOf('Id'), 'c');
    await fills(await fieldOf('Owner'), 'bob');
    const { offers: [first, second] } = JSON.parse(await draft());
    assert.deepEqual([first.owner, second.id, second.owner], [undefined, 'ac', 'bob']);
    await isQuiet(browser);
});

test('a field that is drawn anew while somebody is in it has what it had, and what he typed', async () => {
    await begins();
    const offers = [{ id: 'a', title: 'First', url: '/1', owner: 'ann' }];
    await studio.writes(JSON.stringify({ version: 1, offers }));
    await asForm();
    const [id, owner] = [await fieldOf('Id'), await fieldOf('Owner')];
    const held = () => browser.run(id => document.querySelector(`.fields [aria-describedby="${id}"]`).value, owner);
    const frames = act => browser.run(act => {
        window.frame ??= requestAnimationFrame;
        window.waiting ??= [];
        window.requestAnimationFrame = act === 'hold' ? then => waiting.push(then) : frame;
        if (act === 'release') waiting.splice(0).forEach(then => then());
    }, act);
    const enters = async (...typed) => {
        await fills(id, 'c');
        await browser.run(id => document.querySelector(`.fields [aria-describedby="${id}"]`).focus(), owner);
        await browser.press(Key.END, ...typed);
    };
    await enters();
    await browser.until('the form is drawn anew', () => /\\"ac\\"/.test(localStorage.getItem('cairn-studio-text')));
    assert.equal(await held(), 'ann');
    // A frame that takes its time.
    await frames('hold');
    await enters('a');
    await frames('release');
    await browser.press('b', Key.TAB);
    assert.equal(await held(), 'annab');
    const [{ id: now, owner: said }] = JSON.parse(await draft()).offers;
    assert.deepEqual([now, said], ['acc', 'annab']);
    await isQuiet(browser);
});

test('a duplicate has what was typed just before, and the list of offers keeps the focus', async () => {
    await begins();
    await asForm();
    await browser.run(() => document.querySelector('.offers li:nth-child(2) button').focus());
    await browser.press(Key.ENTER);
    assert.equal(await browser.run(() => document.activeElement.getAttribute('aria-current')), 'true');
    await clicks('.fields input');
    await browser.press(Key.END, ...' again');
    await clicks(await browser.run(() => [...document.querySelectorAll('#write button')].find(it => it.textContent === 'Duplicate')));
    assert.equal((await draft()).match(/ again"/g).length, 2);
    await isQuiet(browser);
});

test('where the last place explores, the offer that would have stood there is told so', async () => {
    await begins();
    const personas = ['it', 'finance'].map(id => ({ id }));
    const offers = Array.from({ length: 12 }, (_, at) => ({ id: `o${at}`, title: `Offer ${at}`, url: `/o${at}`, personas: [personas[at % 2].id] }));
    await studio.writes(JSON.stringify({ version: 1, personas, offers, panel: { slots: 3, explore: 0.5 } }));
    let explored = 0;
    for (let view = 0; view < 8; view += 1) {
        await studio.views(view % 2 ? '/' : '/o5');
        const why = await said('.why');
        const isExplored = /which explores this time/.test(why);
        explored += isExplored;
        // Of three places one at most is missing, and only then.
        assert.deepEqual([...why.matchAll(/Comes in place ([123])\D/g)].map(([, place]) => place), isExplored ? ['3'] : []);
        assert.equal((await studio.slate()).length, 3);
    }
    assert.ok(explored > 0 && explored < 8, `${explored} of 8`);
    await isQuiet(browser);
});

test('walks that do not fit into the browser are kept until the page is left, and that is said', async () => {
    await begins();
    await studio.views('/pricing/');
    await browser.run(() => {
        Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    });
    await studio.presses('Keep this walk');
    assert.match(await said('.went'), /Kept until you leave this page: the browser has no room/);
    await studio.views('/careers/');
    await studio.presses('Keep this walk');
    const kept = () => browser.run(() => [...document.querySelectorAll('.kept button:first-child')].map(it => it.textContent.slice(0, 6)));
    assert.deepEqual(await kept(), ['1 step', '2 step']);
    await browser.run(() => document.querySelector('.kept .out').focus());
    await browser.press(Key.ENTER);
    assert.deepEqual(await kept(), ['2 step']);
    assert.equal(await browser.run(() => Boolean(document.activeElement.closest('.kept'))), true, 'the focus stays in the list');
    await browser.press(Key.ENTER);
    assert.equal(await browser.run(() => Boolean(document.activeElement.closest('.went'))), true);
    await isQuiet(browser);
});

test('at either end of the walk the focus goes to the way that is left', async () => {
    await begins();
    await studio.views('/pricing/');
    const focused = () => browser.run(() => document.activeElement.textContent);
    await browser.run(() => [...document.querySelectorAll('.turns button')][0].focus());
    await browser.press(Key.ENTER);
    assert.equal(await focused(), 'Forward →');
    await browser.press(Key.ENTER);
    assert.equal(await focused(), '← Back');
    await isQuiet(browser);
});

test('a journal with a leap second is walked; of what cannot be read, and of visitors of another walk, nothing is left', async () => {
    await begins();
    const drops = (name, content) => browser.run((name, content) => {
        const given = new DataTransfer();
        given.items.add(new File([content], name));
        document.querySelector('.went').dispatchEvent(new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true }));
    }, name, content);
    const line = (visitor, at) => `{"visitor":"${visitor}","at":"${at}","page":{"url":"https://www.example.com/pricing/"}}\n`;
    await drops('leap.ndjson', line('a', '2026-01-02T23:59:60Z') + line('b', '2026-01-03t10:00:00Z'));
    await browser.until('it is walked', () => /1 event of visitor a from leap\.ndjson/.test(document.querySelector('.went').innerText));
    await studio.settles();
    assert.match(await said('.sees'), /Jan 3, 2026|3 Jan 2026|1\/3\/2026/);
    assert.match(await said('.went'), /Visitor\n/);
    await studio.presses('Keep this walk');
    await browser.run(() => document.querySelector('.kept button').click());
    assert.doesNotMatch(await said('.went'), /Visitor\n/);
    await drops('events.json', JSON.stringify({ at: '2026-01-02T10:00:00Z', search: { query: 'sso' } }, null, 2));
    await browser.until('one event over several lines is one', () => /1 event of a visitor from events\.json/.test(document.querySelector('.went').innerText));
    await browser.run(() => { File.prototype.text = () => Promise.reject(new DOMException('a folder', 'NotFoundError')); });
    await drops('folder', '');
    await browser.until('that is said', () => /folder cannot be read/.test(document.querySelector('.went').innerText));
    await isQuiet(browser);
});

test('the studio and the panel choose the same language for a text', async () => {
    await begins();
    const titles = [{ en: 'English', pt: 'Português' }, { en: 'English', 'PT-br': 'Brasileiro' }, { fr: 'Français' }];
    const offers = titles.map((title, at) => ({ id: `o${at}`, title, url: `/o${at}` }));
    await studio.writes(JSON.stringify({ version: 1, locale: 'pt-BR', offers }));
    await studio.views('/');
    assert.deepEqual((await studio.slate()).toSorted(), ['Brasileiro', 'Français', 'Português']);
    await isQuiet(browser);
});

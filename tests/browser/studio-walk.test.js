// The studio's walk in a real browser: what a visitor would do, what is concluded, offered and why, and the real panel.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { openBrowser } from './support/browser.js';
import { many } from './support/many.js';
import { command, root, serveDemo } from './support/serve.js';
import { openStudio } from './support/studio.js';
import { isQuiet } from './support/visitor.js';

let browser;
let site;
let studio;

before(async () => {
    // The strictest policy: what works here works anywhere.
    site = await serveDemo({ csp: 'strict' });
    browser = await openBrowser({ width: 1440, height: 1000 });
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

/** A new walk, whatever was walked before. */
const begins = async () => {
    studio = await openStudio(browser, site, { fresh: true });
};
const inPanel = (selector, act) => browser.run((selector, act) => {
    const element = document.querySelector('cairn-panel').shadowRoot.querySelector(selector);
    if (!element) throw new Error(`the panel has no ${selector}`);
    if (act) element.click();
    return element.textContent;
}, selector, act);
const text = selector => browser.run(selector => document.querySelector(selector).textContent, selector);

test('pages are viewed, and the belief, the real panel and the reasons follow', async () => {
    await begins();
    const first = await studio.personas();
    await studio.views('/docs/sso/');
    await studio.views('/docs/api/');
    const personas = await studio.personas();
    assert.ok(personas.IT + personas.Developer > first.IT + first.Developer + 20, JSON.stringify({ first, personas }));
    assert.deepEqual(await studio.steps().then(steps => steps.length), 2);
    assert.equal((await studio.slate()).length, 4);
    assert.match(await text('ol.reasons'), /Because you read/);
    assert.match(await text('.why'), /it leads to the page that the visitor is on/);
    assert.match(await text('.why'), /Comes in place 5; there is room for 4/);
    await browser.run(() => {
        const find = document.querySelector('.why input');
        find.value = 'recommend';
        find.dispatchEvent(new Event('input'));
    });
    assert.match(await text('.why .off'), /^Recommend Fernhillrefer/, 'any offer can be asked about');
    await isQuiet(browser);
});

test('of each of many offers it is told why it is on the slate or why not, a few at first', async () => {
    await begins();
    const config = many({ offers: 70, pages: 1 })['/offers.json'];
    // Far behind, two lead to the same place; the time of a third is yet to come.
    config.offers[60] = { id: 'first', title: 'The first of two', url: '/two', priority: 0.02 };
    config.offers[61] = { id: 'second', title: 'The second of two', url: '/two', priority: 0.01 };
    config.offers[62] = { id: 'later', title: 'Not yet', url: '/later', from: '2099-01-01' };
    await studio.writes(JSON.stringify(config));
    await studio.views('/offers/3');
    const told = selector => browser.run(selector => [...document.querySelectorAll(`.why ${selector} > li:not([hidden])`)].map(it => it.innerText.replace(/\s+/g, ' ').trim()), selector);
    const [few, slate] = [await told('> ul.off'), await told('> ol.reasons')];
    assert.deepEqual([slate.length, few.length], [4, 6]);
    assert.match(few[0], /offer-3 May not be shown: it leads to the page that the visitor is on\.$/);
    for (const [place, it] of few.slice(1).entries()) assert.match(it, new RegExp(`Comes in place ${place + 5}; there is room for 4`));
    await studio.presses('60 more', '.why');
    const more = await told('details ul.off');
    assert.equal(more.length, 51);
    assert.match(more.at(-1), /^… and 10 more: find one by its name\.$/);
    assert.deepEqual(await told('> ul.off'), few, 'those before stay');
    const finds = async words => {
        await browser.run(words => {
            const find = document.querySelector('.why input');
            find.value = words;
            find.dispatchEvent(new Event('input'));
        }, words);
        return [...await told('> ul.off'), ...await told('details ul.off')];
    };
    assert.match((await finds('first of two')).join(), /^The first of two first serves \S+ % Comes in place 67;/);
    assert.deepEqual(await finds('second of two'), ['The second of two second Leads to the same place as one that comes before it.']);
    assert.deepEqual(await finds('not yet'), ['Not yet later May not be shown: its time comes on 2099-01-01.']);
    assert.deepEqual(await finds('nobody'), ['No offer of that name is left off the slate.']);
    const each = [...slate, ...await finds('o')].map(it => it.match(/offer-\d+|first|second|later/)[0]);
    assert.deepEqual(each.toSorted(), config.offers.map(({ id }) => id).toSorted(), 'each offer once');
    await isQuiet(browser);
});

test('each step is looked at again with the slate that it had, and a new one goes on from there', async () => {
    await begins();
    const slates = [];
    for (const path of ['/', '/pricing/', '/careers/']) {
        await studio.views(path);
        slates.push([await studio.slate(), await studio.personas()]);
    }
    assert.notDeepEqual(slates[1], slates[2]);
    await studio.presses('← Back');
    assert.deepEqual([await studio.slate(), await studio.personas()], slates[1]);
    await studio.presses('← Back');
    assert.deepEqual([await studio.slate(), await studio.personas()], slates[0]);
    await studio.presses('Forward →');
    assert.deepEqual([await studio.slate(), await studio.personas()], slates[1]);
    assert.equal((await studio.steps()).length, 3, 'what comes after is still there');
    await studio.views('/docs/sso/');
    assert.match((await studio.steps()).join(), /\/pricing\/.*\/docs\/sso\//);
    assert.equal((await studio.steps()).length, 3, 'and is another way now');
    await isQuiet(browser);
});

test('what is done in the panel is a step: not for me, taken back, said who he is, gone on to an offer', async () => {
    await begins();
    await studio.views('/pricing/');
    const [first] = await studio.slate();
    await inPanel('[part~=dismiss]', true);
    await browser.until('the step is there', () => document.querySelectorAll('.trail .step').length === 2);
    assert.equal((await studio.steps())[1], `“${first}”: not for me`);
    assert.match(await text('.why'), /the visitor said “not for me”; it rests for \d+ days/);
    await browser.run(() => [...document.querySelector('cairn-panel').shadowRoot.querySelectorAll('button')].find(it => it.checkVisibility() && /undo|take.*back/i.test(it.textContent)).click());
    await browser.until('it is taken back', () => document.querySelectorAll('.trail .step').length === 1);
    assert.deepEqual((await studio.slate())[0], first);
    const title = await inPanel('[part~=card]:last-child a', true);
    await browser.until('the page of the offer is viewed', () => document.querySelectorAll('.trail .step').length === 3);
    await studio.settles();
    const steps = await studio.steps();
    assert.equal(steps[1], `Clicked “${title.trim()}”`);
    assert.ok(steps[2].startsWith(title.trim()), steps[2]);
    await studio.views('/pricing/');
    const before = (await studio.steps()).length;
    // An offer that takes a summary along, and one without.
    await inPanel('[data-offer=talk-to-us] a', true);
    await browser.until('the panel asks', () => document.querySelector('cairn-panel').shadowRoot.querySelector('#summary'));
    await browser.run(() => [...document.querySelector('cairn-panel').shadowRoot.querySelectorAll('.handoff button')].at(-1).click());
    await browser.until('he went there', count => document.querySelectorAll('.trail .step').length === count + 2, before);
    await studio.settles();
    assert.deepEqual((await studio.steps()).slice(-2).map(step => step.split(' (')[0]), ['Clicked “Talk to a person”', 'Talk to a person']);
    assert.match(await browser.run(() => location.pathname), /^\/studio\//, 'and the studio is still there');
    await isQuiet(browser);
});

test('weeks pass, and the visitor is welcomed back', async () => {
    await begins();
    await studio.views('/pricing/');
    await studio.presses('Three weeks');
    await studio.views('/');
    assert.match(await text('.believes'), /is back after a day or more/);
    const shown = await browser.run(() => document.querySelector('cairn-panel').shadowRoot.textContent);
    assert.match(shown, /Welcome back/);
    assert.match(shown, /3 weeks ago/);
    await isQuiet(browser);
});

test('where a visitor comes from, what he searches and what the site tells are evidence', async () => {
    await begins();
    await browser.run(() => {
        const select = [...document.querySelectorAll('.does select')][1];
        select.value = [...select.options].find(it => it.textContent === 'LinkedIn').value;
    });
    await studio.views('/blog/approvals-without-email/');
    await studio.presses('Something else');
    const fills = async (form, values) => browser.run((form, values) => {
        const element = document.querySelector(`form[aria-label="${form}"]`);
        for (const [name, value] of Object.entries(values)) element.elements[name].value = value;
        element.requestSubmit();
    }, form, values);
    await fills('Search the site', { query: 'audit log' });
    await fills('Something the site tells', { name: 'login', as: 'event' });
    await studio.settles();
    await fills('Use a form', { id: 'demo', did: 'abandon' });
    await fills('View any page', { url: '/anything?secret=1', title: 'Anything', words: 'saml' });
    await studio.settles();
    const hand = await studio.catchesFiles();
    await studio.presses('Save as a file');
    const { 'journal.ndjson': lines } = await hand();
    const events = lines.trim().split('\n').map(line => JSON.parse(line)).filter(event => !event.impression);
    assert.equal(events[0].page.referrer, 'https://www.linkedin.com/');
    assert.deepEqual(events.slice(1, 4).map(({ at, ...event }) => event), [{ search: { query: 'audit log' } }, { event: { name: 'login' } }, { form: { id: 'demo', did: 'abandon' } }]);
    assert.equal(events[4].page.url, 'https://www.example.com/anything');
    assert.deepEqual(events[4].page.words, ['anything', 'saml']);
    await isQuiet(browser);
});

test('a journal is loaded, walked through, and saved as it was; what is no journal is told', async () => {
    await begins();
    const folder = join(root, 'tests/journeys/dismissed-offer-comes-back');
    await studio.chooses(join(folder, 'journal.ndjson'), '.went');
    await browser.until('it is there', () => document.querySelectorAll('.trail .step').length > 2);
    await studio.settles();
    const hand = await studio.catchesFiles();
    await studio.presses('Save as a file');
    const { 'journal.ndjson': lines, 'expected.json': expected } = await hand();
    const events = text => text.trim().split('\n').map(line => JSON.parse(line));
    const given = events(await readFile(join(folder, 'journal.ndjson'), 'utf8'));
    // What the studio's own panel showed at the end was seen as well.
    assert.deepEqual(events(lines).slice(0, given.length), given);
    assert.deepEqual(Object.keys(JSON.parse(expected)).filter(key => !['persona'].includes(key)), ['idea', 'now', 'stage', 'movement', 'offers']);
    await studio.chooses(join(root, 'README.md'), '.went');
    await browser.until('it is told', () => /line 1: this is no JSON/.test(document.querySelector('.went [role=status]').textContent));
    await isQuiet(browser);
});

test('a saved walk is concluded from by the command as by the studio', async () => {
    await begins();
    for (const path of ['/docs/sso/', '/pricing/', '/docs/api/']) await studio.views(path);
    const hand = await studio.catchesFiles();
    await studio.presses('Save as a file');
    const files = await hand();
    const folder = await mkdtemp(join(tmpdir(), 'cairn-walk-'));
    try {
        await writeFile(join(folder, 'journal.ndjson'), files['journal.ndjson']);
        const { now, persona, offers } = JSON.parse(files['expected.json']);
        const said = JSON.parse(execFileSync(command, ['replay', join(root, 'www/offers.json'), join(folder, 'journal.ndjson'), '--last', '--now', now], { encoding: 'utf8' }));
        const sorted = values => values.sort((one, other) => one - other);
        assert.deepEqual(sorted(Object.values(said.personas).map(share => Math.round(share * 100))), sorted(Object.values(await studio.personas())));
        const [[leads, share]] = Object.entries(said.personas).sort(([, one], [, other]) => other - one);
        assert.equal(persona?.leads, share > 0.5 ? leads : undefined);
        const ids = said.slate.map(({ offer }) => offer);
        assert.deepEqual(offers.all.filter(id => !ids.includes(id)), []);
    } finally {
        await rm(folder, { recursive: true });
    }
    await isQuiet(browser);
});

test('a walk outlives a reload, and walks are kept to be walked on', async () => {
    await begins();
    await studio.views('/pricing/');
    await studio.presses('Keep this walk');
    await studio.presses('New walk');
    assert.deepEqual(await studio.steps(), []);
    await studio.views('/careers/');
    studio = await openStudio(browser, site);
    await studio.settles();
    assert.match((await studio.steps())[0], /careers/);
    await browser.run(() => document.querySelector('.kept button').click());
    await studio.settles();
    assert.match((await studio.steps())[0], /pricing/);
    await isQuiet(browser);
});

test('the panel speaks the language of the visitor’s page', async () => {
    await begins();
    await studio.views('/pricing/');
    await browser.run(() => {
        const select = document.querySelector('.sees select');
        select.value = 'de';
        select.dispatchEvent(new Event('change'));
    });
    await browser.until('it is German', () => /Nichts für mich|Passt nicht|Nicht für mich/.test(document.querySelector('cairn-panel').shadowRoot.textContent));
    assert.match(await text('ol.reasons'), /Weil|Nächster|nächster|Schritt/);
    await isQuiet(browser);
});

test('everything can be done by keys', async () => {
    await begins();
    await browser.run(() => document.querySelector('.does input[type=search]').focus());
    await browser.press(...'pricing');
    await browser.press(Key.TAB, Key.ENTER);
    await browser.until('a page is viewed', () => document.querySelectorAll('.trail .step').length === 1);
    await browser.run(() => document.querySelector('.trail .step').focus());
    await browser.press(Key.ENTER);
    assert.equal(await browser.run(() => document.activeElement.getAttribute('aria-current')), 'step', 'the focus stays on the step');
    await browser.run(() => document.querySelector('[role=tab][aria-selected=true]').focus());
    await browser.press(Key.ARROW_RIGHT);
    assert.equal(await browser.run(() => document.activeElement.id), 'tab-coverage');
    assert.equal(await browser.run(() => document.getElementById('coverage').hidden), false);
    await browser.press(Key.ARROW_LEFT);
    assert.equal(await browser.run(() => document.getElementById('walk').hidden), false);
    await isQuiet(browser);
});

for (const scheme of ['light', 'dark']) {
    test(`axe-core finds nothing against a walk, ${scheme}, on a desktop and on a phone`, async () => {
        await browser.prefer({ 'color-scheme': scheme, 'reduced-motion': 'reduce' });
        await begins();
        await studio.isAccessible('before the first step');
        await studio.views('/docs/sso/');
        await studio.views('/pricing/');
        await studio.presses('Something else');
        await studio.isAccessible('on a desktop');
        await browser.devtools('Emulation.setDeviceMetricsOverride', { width: 320, height: 640, deviceScaleFactor: 2, mobile: true });
        await studio.isAccessible('on a phone');
        assert.equal(await browser.run(() => document.documentElement.scrollWidth), 320, 'nothing is wider than the phone');
        await browser.devtools('Emulation.clearDeviceMetricsOverride');
        await isQuiet(browser);
    });
}

test('nothing leaves the browser, and the studio opens without a network', async () => {
    const own = await serveDemo();
    await openStudio(browser, own);
    await browser.until('it says that it works offline', () => /Works offline/.test(document.getElementById('promise').textContent));
    const from = new URL(own.url).origin;
    // What a page has in itself is asked of nobody.
    const asked = (await browser.requests()).filter(({ page, url }) => page.startsWith(from) && !/^(data|blob):/.test(url));
    assert.deepEqual([...new Set(asked.map(({ url, method }) => `${method} ${new URL(url).origin}`))], [`GET ${from}`]);
    await own.stop();
    studio = await openStudio(browser, own);
    await studio.views('/pricing/');
    assert.equal((await studio.slate()).length, 4);
});

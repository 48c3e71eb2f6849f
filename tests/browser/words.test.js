// The reasons speak the page's language: a page in another one than English fetches that one's words, once.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { CORNER, offers, openAcme } from './support/fixture.js';

let acme;
before(async () => {
    acme = await openAcme(offers({ signals: [] }));
});
beforeEach(() => {
    acme.site.requests.length = 0;
});
after(() => acme.close());

const START = { en: 'A good place to start', de: 'Ein guter Anfang', fr: 'Un bon point de départ', ar: 'نقطة بداية جيدة' };

/** The first reason on a page in this language. */
async function reason(path, lang) {
    await acme.open(path, { lang });
    await acme.ready();
    return acme.browser.run(() => cairn.slate().offers[0].because[0]);
}

/** The languages whose words were asked for. */
const asked = () => acme.site.requests.map(({ path }) => path.match(/words-\w{10}\.(\w+)\.txt/)?.[1]).filter(Boolean);

for (const [lang, language] of [['de', 'de'], ['de-AT', 'de'], ['FR', 'fr'], ['ar', 'ar']]) {
    test(`a page in "${lang}" has its reasons in ${language}`, async () => {
        assert.equal(await reason('/page', lang), START[language]);
        assert.deepEqual(asked(), [language]);
        await acme.expectConsole();
    });
}

test('a page in English, or in a language that Cairn does not speak, asks for nothing', async () => {
    for (const lang of ['en', 'en-GB', 'tlh', 'd', '']) {
        assert.equal(await reason('/page', lang), START.en);
        assert.deepEqual(asked(), [], lang);
    }
    await acme.expectConsole();
});

test('a page that names no language has the config\'s', async () => {
    acme.pages['/offers.json'] = offers({ signals: [], locale: 'fr' });
    assert.equal(await reason('/page', ''), START.fr);
    assert.equal(await reason('/page', 'en'), START.en, 'the page\'s own comes first');
    acme.pages['/offers.json'] = offers({ signals: [] });
    await acme.expectConsole();
});

test('words that cannot be had are told, and the panel works in English', async () => {
    const missing = { status: 404 };
    const page = { headers: { 'Content-Type': 'text/html' }, body: '<!DOCTYPE html>\n<p>Not here' };
    acme.site.answer('/cairn/words-*', missing);
    assert.equal(await reason('/page', 'de'), START.en);
    await acme.expectConsole(['words-not-found'], ['network']);
    acme.site.answer('/cairn/words-*', page);
    assert.equal(await reason('/page', 'de'), START.en, 'a page in their place is no words');
    acme.site.answer('/cairn/words-*', {});
    await acme.expectConsole();
});

test('the panel speaks the page\'s language, too, and asks for its words only when it is opened', async () => {
    await acme.open('/labels', { lang: 'de', panel: CORNER });
    await acme.ready();
    const labels = () => acme.site.requests.filter(({ path }) => /labels-\w{10}\.de\.txt/.test(path)).length;
    assert.equal(labels(), 0);
    await (await acme.browser.find('.opener', { within: 'cairn-panel' })).click();
    await acme.browser.until('the panel is there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('#title')?.textContent);
    const said = await acme.browser.run(() => ['#title', '[part~=why]', '[part~=dismiss]', '#notices'].map(selector => {
        return document.querySelector('cairn-panel').shadowRoot.querySelector(selector).firstChild.textContent || document.querySelector('cairn-panel').shadowRoot.querySelector(selector).textContent;
    }));
    assert.deepEqual(said, ['Wie geht es weiter?', 'Warum das?', 'Nichts für mich', 'Was diese Seite bemerkt hat']);
    assert.equal(labels(), 1);
    await acme.expectConsole();
});

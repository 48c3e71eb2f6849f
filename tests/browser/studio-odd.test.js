// The studio with files that nobody would wish for: those of tests/configs, and some that are legal and strange.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.js';
import { root, serveDemo } from './support/serve.js';
import { openStudio } from './support/studio.js';
import { isQuiet } from './support/visitor.js';

const configs = join(root, 'tests/configs');
const file = (offers, more = {}) => JSON.stringify({ version: 1, ...more, offers });
const STRANGE = {
    'offers that lead elsewhere': file([{ id: 'a', title: 'A', url: 'https://other.example/x' }, { id: 'm', title: 'Mail', url: 'mailto:x@y.example' }]),
    'one thing instead of a list, a relative link': file([{ id: 'a', title: { de: 'Ä', en: 'A' }, url: 'x/y?z=1#k', personas: 'p' }], { personas: [{ id: 'p' }], signals: [{ id: 's', when: { path: '**' }, persona: { p: 3 } }] }),
    'names that objects have anyway': file([{ id: 'hasOwnProperty', title: 'x', url: '/%E0%A4%A' }], {
        personas: [{ id: 'toString', words: ['a b', '', 'ß'] }, { id: 'constructor' }],
        signals: [{ id: 's', when: { referrer: '*' }, persona: { toString: 'certain' } }, { id: 't', when: { query: { a: '*' } }, persona: { toString: 2 } }],
    }),
    'markup, signs, from right to left': file([{ id: '🚀', title: '🚀 "<b>x</b>"', url: '/ü/ö' }], { locale: 'ar', personas: [{ id: '<i>', says: '<script>' }] }),
    'texts without an end': file(Array.from({ length: 30 }, (_, at) => ({ id: `o${at}`, title: 'x'.repeat(500), url: `/${'y'.repeat(300)}${at}` })), { panel: { slots: 8 } }),
};

let browser;
let site;
let studio;

before(async () => {
    site = await serveDemo({ csp: 'strict' });
    browser = await openBrowser({ width: 1440, height: 1000 });
    studio = await openStudio(browser, site, { fresh: true });
});

after(async () => {
    await browser?.close();
    await site?.stop();
});

/** Writes a text, looks at every view of it, and says whether it can be used. */
const isShown = async text => {
    await studio.writes(text);
    const isUsable = await browser.run(() => !document.getElementById('behind').textContent);
    for (const tab of ['coverage', 'compare', 'walk']) await studio.turnsTo(tab);
    await browser.run(() => document.querySelector('.does .pages button').click());
    await studio.settles();
    await browser.run(() => document.querySelector('input[name=way][value=form]').click());
    await browser.run(() => document.querySelector('input[name=way][value=text]').click());
    assert.doesNotMatch(await browser.run(() => document.getElementById('behind').textContent), /went wrong/);
    return isUsable;
};

test('every file of tests/configs is told about, and shown as far as it can be used', async () => {
    const names = (await readdir(configs)).filter(name => name.endsWith('.json'));
    assert.ok(names.length > 25);
    for (const name of names) {
        const [text, said] = await Promise.all([name, name.replace('.json', '.txt')].map(it => readFile(join(configs, it), 'utf8')));
        // What bytes were no text is lost here: another test drops such files.
        if (text.includes('\ufffd') || text.includes('\0')) continue;
        assert.equal(await isShown(text.replace('\ufeff', '')), !/^error: /m.test(said), name);
        const found = await studio.findings();
        const [, first] = said.match(/^(?:error|warning): (.*)$/m) ?? [];
        if (first && !name.startsWith('byte-order')) assert.ok(found.includes(first), `${name}: ${first} in ${found}`);
    }
    await isQuiet(browser);
});

for (const [what, text] of Object.entries(STRANGE)) {
    test(`${what}: shown all the same`, async () => {
        assert.ok(await isShown(text));
        await isQuiet(browser);
    });
}

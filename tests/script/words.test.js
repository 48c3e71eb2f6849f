// The panel's own words: every language has all of them, in all forms that it has for numbers.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { speaker } from '../../src/panel/words.js';

const panel = new URL('../../src/panel/', import.meta.url);
const folder = new URL('words/', panel);
const textOf = language => readFileSync(new URL(`${language}.txt`, folder), 'utf8');
const english = textOf('en');
const languages = readdirSync(folder).map(file => file.replace('.txt', ''));
const entries = text => text.trimEnd().split('\n').map(line => {
    const [, key, said] = line.match(/^([\w.]+) = (.+)$/) ?? [];
    return [key, said];
});
const numbered = ['found', 'opened', 'sum.minutes'];
const plain = key => numbered.find(stem => key.startsWith(`${stem}.`)) ?? key;

test('there are the twelve languages that Cairn speaks', () => {
    assert.deepEqual(languages.sort(), ['ar', 'de', 'en', 'es', 'fr', 'he', 'it', 'ja', 'nl', 'pl', 'pt', 'zh']);
});

for (const language of languages) {
    test(`${language} has every word, with the same gaps, and a form for every kind of number`, () => {
        const lines = entries(textOf(language));
        assert.ok(lines.every(([key, said]) => key && said.trim() === said), 'each line is a key and words, without blanks around');
        const keys = lines.map(([key]) => key);
        assert.equal(new Set(keys).size, keys.length, 'none twice');
        const known = [...new Set(entries(english).map(([key]) => plain(key)))];
        assert.deepEqual([...new Set(keys.map(plain))], known);
        const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
        for (const stem of numbered) {
            assert.deepEqual(keys.filter(key => plain(key) === stem).map(key => key.slice(stem.length + 1)).sort(), [...forms].sort(), stem);
        }
        const gaps = said => (said.match(/\{[12]?\}/g) ?? []).sort();
        const inEnglish = new Map(entries(english).map(([key, said]) => [plain(key), gaps(said)]));
        for (const [key, said] of lines) assert.deepEqual(gaps(said), inEnglish.get(plain(key)), key);
    });
}

test('every word that the panel says is there, and none that it never says', () => {
    const sources = readdirSync(panel).filter(file => /\.(rs|js)$/.test(file)).map(file => readFileSync(new URL(file, panel), 'utf8'));
    const all = sources.join('\n');
    const keys = [...new Set(entries(english).map(([key]) => plain(key)))];
    const said = new Set([
        ...[...all.matchAll(/\b(?:word\("\w+"|button\(\s*"[\w-]*"|toggle\(\s*"[\w-]*"), "([\w.]+)"/g)].map(([, key]) => key),
        ...[...all.matchAll(/\b(?:say|about|count|whisper_word|say_aloud|block)\(\s*["']([\w.]+)["']/g)].map(([, key]) => key),
        ...[...all.matchAll(/["']([a-z]+(?:\.[a-z]+)+)["']/g)].map(([, key]) => key).filter(key => keys.includes(key)),
        ...[...all.matchAll(/\? "([a-z]+)" : "([a-z]+)"|\{ "([a-z.]+)" \} else \{ "([a-z.]+)" \}/g)].flatMap(([, ...found]) => found).filter(key => keys.includes(key)),
        ...[...all.matchAll(/\.with\(part\("([a-z]+)"/g)].map(([, key]) => key),
        ...[...all.matchAll(/=> "([a-z]+)",/g)].map(([, key]) => key).filter(key => keys.includes(key)),
        // What went wrong with a journey is told by its key.
        'damaged', 'newer', 'failed',
    ]);
    const put = /^(kind|moves|trail)\./;
    assert.deepEqual([...said].filter(key => !keys.includes(key) && !put.test(key)), [], 'these are missing');
    assert.deepEqual(keys.filter(key => !said.has(key) && !put.test(key)), [], 'these are never said');
});

test('numbers have the form of their language', () => {
    const found = (language, number) => speaker(english, textOf(language), {}, language).count('found', number);
    assert.deepEqual([1, 2, 5, 22].map(number => found('pl', number)), ['1 wynik', '2 wyniki', '5 wyników', '22 wyniki']);
    assert.equal(found('ja', 3), '3件');
    assert.equal(new Set([1, 2, 3, 11].map(number => found('ar', number).replace(/[\d٠-٩]+/, ''))).size, 4);
    assert.equal(found('de', 1234), '1.234 Treffer');
});

test('a file that is none leaves English, and the words of the site win', () => {
    const { say, kind } = speaker(english, '<!doctype html>\n<p class="a = b">Not found', { undo: 'Doch', close: '' }, 'de');
    assert.deepEqual([say('undo'), say('close'), say('noted', 'X {} Y')], ['Doch', 'Close', 'Noted. You will not see “X {} Y” again soon.']);
    const { team } = speaker(english, '', { 'team.sales': 'Vertrieb' }, 'de');
    assert.deepEqual([team('sales'), team('support')], ['Vertrieb', 'Support']);
    assert.deepEqual([kind('guide'), kind('webinar'), kind('übung'), kind('')], ['Guide', 'Webinar', 'Übung', '']);
});

test('the language of a page that is no language at all does no harm', () => {
    const { count, ago } = speaker(english, '', {}, 'not a language!');
    assert.equal(count('found', 2), '2 results');
    assert.equal(typeof ago(1000), 'string');
});

// The writing pane without a browser: what can be written at the cursor, what the schema says of a place, and the form's edits.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { optionsAt } from '../../www/studio/write/completion.js';
import { addOffer, freshId, offersOf, put, spanOf, swapOffers } from '../../www/studio/write/edit.js';
import { declared } from '../../www/studio/write/ids.js';
import { describe, fieldsAt, kindAt, wordsAt } from '../../www/studio/write/schema.js';

const schema = JSON.parse(await readFile(new URL('../../www/cairn.schema.json', import.meta.url), 'utf8'));
const demo = await readFile(new URL('../../www/offers.json', import.meta.url), 'utf8');

/** What can be written at the bar of a text. */
const at = text => optionsAt(schema, text.replace('|', ''), text.indexOf('|'));
const labels = text => at(text).options.map(({ label }) => label);
/** A text with the changes made. */
const done = (text, changes) => [...changes].sort((one, other) => other.from - one.from).reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);

test('fields of an offer are offered, those that it needs first, and those that are there not again', () => {
    const found = labels('{"offers":[{"title":"A", "|"}]}');
    assert.deepEqual(found.slice(0, 2), ['id', 'url']);
    assert.ok(found.includes('personas') && found.includes('hideAfter') && !found.includes('title'), found.join());
    assert.ok(labels('{"|"}').includes('signals') && !labels('{"|"}').includes('title'));
});

test('text that is half written is completed, too', () => {
    for (const text of ['{"offers":[{"id":"a", "|', '{"offers":[{"id":"a", |', '{"offers":[{"id":"a",\n  "|\n}]}', '{"offers":[{|']) {
        assert.ok(labels(text).includes('url'), text);
    }
    assert.deepEqual(labels('{"offers":[{"handoff": |'), ['true', 'false']);
});

test('what is put in stands in place of what was typed, with a value to fill in', () => {
    const { from, to, options } = at('{"offers":[{"ti|"}]}');
    assert.deepEqual([from, to], [12, 16]);
    const template = name => options.find(({ label }) => label === name).template;
    assert.equal(template('title'), '"title": "${}"');
    assert.equal(template('personas'), '"personas": ["${}"]');
    assert.equal(template('limit'), '"limit": { ${} }');
    assert.equal(template('handoff'), '"handoff": ${true}');
    assert.equal(at('{"offers":[{"ti|": "A"}]}').options.find(({ label }) => label === 'title').template, '"title"', 'a value that is there stays');
});

const FILE = `{"personas":[{"id":"it","name":"IT"},{"id":"finance"}],
 "journeys":[{"id":"buy","stages":[{"id":"looking","name":{"de":"Schauen"}},{"id":"buying"}]}],
 "signals":[{"id":"s","when":{"offer":{"clicked":"@1"}},"persona":{"@2":"likely"},"stage":{"looking":"@3"}}],
 "offers":[{"id":"a","title":"A","personas":["@4"],"stages":"@5","next":["@6"],"kind":"@7","audience":{"@8":""}},{"id":"b","title":"B"}]}`;
const here = place => {
    const text = FILE.replace(`@${place}`, '|').replace(/@\d/g, '');
    return labels(text);
};

test('ids are offered where ids are meant, of what the file declares', () => {
    assert.deepEqual(here(1), ['a', 'b']);
    assert.deepEqual(here(2), ['it', 'finance']);
    assert.deepEqual(here(4), ['it', 'finance']);
    assert.deepEqual(here(5), ['looking', 'buying']);
    assert.deepEqual(here(6), ['b'], 'no offer follows itself');
    assert.ok(labels('{"offers":[{"stages":["|"]}]}').includes('onboarding'), 'without journeys the usual stages');
});

test('words are offered where words are meant', () => {
    assert.deepEqual(here(3), ['hint', 'likely', 'strong', 'certain', 'unlikely', 'never']);
    assert.deepEqual(labels('{"panel":{"open":"|"}}'), ['click', 'stall', 'end']);
    assert.ok(here(8).includes('event') && here(8).includes('all') && here(8).includes('not'));
    assert.ok(labels('{"signals":[{"when":{"any":[{"not":{"|"}}]}}]}').includes('path'), 'conditions stand inside each other');
});

test('an id or a word with signs in it stays what it is', () => {
    const [{ label, template }] = at('{"personas":[{"id":"a\\"${b}"}],"offers":[{"personas":["|"]}]}').options;
    assert.deepEqual([label, template], ['a"${b}', '"a\\"$\\{b\\}"']);
});

test('the schema says what a field is for, how much it may be, and what holds without it', () => {
    assert.match(describe(schema, ['offers', 3, 'title']).description, /link/);
    assert.equal(describe(schema, ['personas', 0, 'prior']).more, '0 to 1');
    assert.equal(describe(schema, ['offers', 0, 'hideAfter', 'dismissal']).more, 'at least 0; without it: 30');
    assert.equal(describe(schema, ['nothing']), undefined);
    assert.ok(!describe(schema, ['offers', 0, 'url']).description.includes('`'));
    assert.equal(kindAt(schema, ['offers']), 'array');
    assert.ok(wordsAt(schema, ['journeys', 0, 'stages', 1, 'phase']).some(({ word }) => word === 'after'));
    assert.ok(fieldsAt(schema, ['offers', 0]).find(({ name }) => name === 'url').needed);
});

test('every field of the demo is one that the schema describes', () => {
    const names = [];
    const walk = (value, path) => {
        if (value && typeof value === 'object') {
            for (const [key, inner] of Object.entries(value)) walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
            if (!Array.isArray(value)) names.push(...Object.keys(value).map(key => [...path, key]));
        }
    };
    walk(JSON.parse(demo), []);
    // Ids and languages are the file's own names.
    const own = path => ['persona', 'stage', 'journey', 'query', 'words'].includes(path.at(-2)) || /^(title|text|name|says|because)$/.test(path.at(-2));
    for (const path of names.filter(path => !own(path))) assert.ok(describe(schema, path), path.join('.'));
});

test('an edit of the form changes what it is about, and no other letter', () => {
    const text = '{\n  "offers": [\n    { "id": "a", "title": "A",   "url": "/a" },\n    { "id": "b", "title": "B" }\n  ]\n}\n';
    assert.equal(done(text, put(text, ['offers', 0, 'title'], 'New "A"')), text.replace('"A"', '"New \\"A\\""'));
    const more = done(text, put(text, ['offers', 1, 'kind'], 'guide'));
    assert.deepEqual(JSON.parse(more).offers[1], { id: 'b', title: 'B', kind: 'guide' });
    assert.ok(more.startsWith(text.slice(0, text.indexOf('{ "id": "b"'))), more);
    assert.deepEqual(JSON.parse(done(text, put(text, ['offers', 0, 'url'], undefined))).offers[0], { id: 'a', title: 'A' });
    assert.deepEqual(JSON.parse(done(text, put(text, ['offers', 0, 'limit', 'impressions'], 3))).offers[0].limit, { impressions: 3 });
});

test('offers are added, moved, and taken out as they are written', () => {
    const text = '{\n  "offers": [\n    { "id": "a",   "title": "A" },\n    { "id": "b" }\n  ]\n}\n';
    const ids = text => JSON.parse(text).offers.map(({ id }) => id);
    assert.deepEqual(ids(done(text, addOffer(text, { id: 'c' }))), ['a', 'b', 'c']);
    assert.deepEqual(ids(done(text, addOffer(text, { id: 'c' }, 1))), ['a', 'c', 'b']);
    assert.deepEqual(ids(done('{}', addOffer('{}', { id: 'c' }))), ['c']);
    assert.deepEqual(ids(done('{"offers": []}', addOffer('{"offers": []}', { id: 'c' }))), ['c']);
    const swapped = done(text, swapOffers(text, 0, 1));
    assert.deepEqual(ids(swapped), ['b', 'a']);
    assert.ok(swapped.includes('{ "id": "a",   "title": "A" }'), 'its blanks go with it');
    assert.deepEqual(ids(done(text, put(text, ['offers', 0], undefined))), ['b']);
    assert.deepEqual(swapOffers(text, 1, 2), []);
});

test('an id is made of a title, and of no two offers the same', () => {
    assert.equal(freshId('Über Preise & mehr!', []), 'uber-preise-mehr');
    assert.equal(freshId('A', ['a', 'a-2']), 'a-3');
    assert.equal(freshId('价格', []), 'offer');
});

test('a text that is no JSON has no offers to put a form over, and says where things are all the same', () => {
    assert.equal(offersOf('{"offers": [{"id": }]}'), undefined);
    assert.equal(offersOf(''), undefined);
    assert.equal(offersOf('[]'), undefined);
    assert.equal(offersOf('{"offers": 3}'), undefined);
    assert.deepEqual(offersOf('{"offers": [{"id": "a"}, 7]}'), [{ id: 'a' }, {}]);
    assert.deepEqual(spanOf('{"offers": [{"id": "a"}]}', ['offers', 0, 'id']), { from: 19, to: 22 });
    assert.deepEqual(declared('{"personas": [{"id": "it"}, {"id": 3}, null], "offers": "none"').personas, [{ id: 'it', says: '' }]);
});

// What sets two versions of a config apart, and the walks that they are compared on before anybody has walked.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { apart, differences, inWords, moves } from '../../www/studio/compare/difference.js';
import { sampleWalks } from '../../www/studio/compare/sample-walks.js';

const slate = ids => [...ids].map(offer => ({ offer }));

test('differences of files are found by ids, whatever their order', () => {
    const before = { offers: [{ id: 'a' }, { id: 'b', title: 'B' }, { id: 'c' }], personas: [{ id: 'it' }], pages: [{ url: '/x', title: 'X' }] };
    const after = { offers: [{ id: 'b', title: 'New' }, { id: 'a' }, { id: 'd' }], personas: [{ id: 'it' }], pages: [{ url: '/x', title: 'Y' }], panel: { slots: 3 } };
    assert.deepEqual(differences(before, after).map(inWords), [
        'offer “b” changed', 'offer “d” added', 'offer “c” removed', 'the order of the offers', 'page “/x” changed', 'panel changed',
    ]);
    assert.deepEqual(differences(before, structuredClone(before)), []);
    assert.deepEqual(differences({}, { offers: 'none' }), [], 'what is no list has no entries');
});

test('each offer of a slate has moved, or has come, or has gone', () => {
    assert.deepEqual(moves(slate('abc'), slate('bad')).map(({ offer, how }) => `${offer} ${how}`), ['b up', 'a down', 'd new', 'c gone']);
    assert.deepEqual(moves(slate('ab'), slate('ab')).map(({ how }) => how), ['same', 'same']);
});

test('two moments differ where somebody would notice', () => {
    const moment = { slate: slate('ab'), personas: { it: 0.6, other: 0.4 }, stages: { awareness: 1 }, movement: 'exploring' };
    assert.deepEqual(apart(moment, moment), []);
    assert.deepEqual(apart(moment, { ...moment, personas: { it: 0.63, other: 0.37 } }), [], 'three points are none');
    assert.deepEqual(apart(moment, { ...moment, slate: slate('ba'), personas: { it: 0.66, other: 0.34 }, stages: { evaluation: 1 }, movement: 'stalled' }), ['slate', 'persona', 'stage', 'movement']);
});

/** As far as walks ask a config. */
const configOf = config => ({ config, offers: config.offers ?? [], personas: (config.personas ?? []).map(({ id, name }) => ({ id, name: name ?? id })), say: text => text ?? '' });

test('a sample walk does what the signals of its persona listen to, the strongest first', () => {
    const config = configOf({
        personas: [{ id: 'it', words: ['sso', 'saml'] }, { id: 'finance' }],
        signals: [
            { when: { event: 'login' }, persona: { it: 'likely' } },
            { when: { path: '/docs/**' }, persona: { it: 'strong', finance: 'unlikely' } },
            { when: { any: [{ engaged: { atLeast: 3 } }, { search: ['budget'] }] }, persona: { finance: 5 } },
        ],
        offers: [{ id: 'a', title: 'Docs', url: '/docs/sso' }],
    });
    const [it, finance] = sampleWalks(config);
    const says = ({ journey }) => journey.events.map(event => event.page?.url.replace('https://www.example.com', '') ?? event.search?.query ?? event.event?.name);
    assert.deepEqual(says(it), ['/', '/docs/sso', 'login', '/example']);
    assert.deepEqual(it.journey.page.words, ['sso', 'saml'], 'then what its words say');
    assert.deepEqual(says(finance), ['/', 'budget']);
    assert.deepEqual(JSON.stringify(sampleWalks(config)), JSON.stringify(sampleWalks(config)), 'the same each time');
    assert.equal(sampleWalks(configOf({})).length, 1, 'somebody comes in any case');
});

test('the demo has a walk for each persona', async () => {
    const demo = JSON.parse(await readFile(new URL('../../www/offers.json', import.meta.url), 'utf8'));
    const walks = sampleWalks(configOf(demo));
    assert.deepEqual(walks.map(({ name }) => name), demo.personas.map(({ name }) => name));
    for (const { name, journey } of walks) assert.ok(journey.events.length >= 3, name);
});

// What sets two versions of a config apart, and the walks that they are compared on before anybody has walked.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { differences, inWords } from '../../www/studio/compare/difference.js';
import { apart, moves, total } from '../../www/studio/compare/moment.js';
import { sampleWalks } from '../../www/studio/compare/sample-walks.js';
import { leader } from '../../www/studio/shares.js';
import { walkTogether } from '../../www/studio/compare/together.js';
import { MOST, keepVersions, keptVersions, labelOf } from '../../www/studio/compare/versions.js';

const slate = ids => [...ids].map(offer => ({ offer }));

test('differences of files are found by ids, whatever their order', () => {
    const before = { offers: [{ id: 'a' }, { id: 'b', title: 'B' }, { id: 'c' }], personas: [{ id: 'it' }], pages: [{ url: '/x', title: 'X' }] };
    const after = { offers: [{ id: 'b', title: 'New' }, { id: 'a' }, { id: 'd' }], personas: [{ id: 'it' }], pages: [{ url: '/x', title: 'Y' }], panel: { slots: 3 } };
    assert.deepEqual(differences(before, after).map(it => inWords(it)), [
        'offer “b” changed: title “B” → “New”', 'offer “d” added', 'offer “c” removed', 'the order of the offers', 'page “/x” changed: title “X” → “Y”', 'panel changed',
    ]);
    assert.deepEqual(differences(before, structuredClone(before)), []);
    assert.deepEqual(differences({}, { offers: 'none' }), [], 'what is no list has no entries');
});

test('what changed in an entry is told by its fields, and called what people call it', () => {
    const before = { offers: [{ id: 'a', stages: ['evaluation'], priority: 1, limit: { perDays: 7 }, text: 'x'.repeat(90), hideAfter: { click: 3 } }], panel: { slots: 4 } };
    const after = { offers: [{ id: 'a', stages: [], priority: 2, audience: { event: 'login' }, text: 'y', hideAfter: { click: 7, dismissal: 30 } }], panel: { slots: 3 } };
    const [offer, panel] = differences(before, after).map(it => inWords(it, (what, id) => `the ${what} ${id}`));
    assert.equal(offer, 'offer “the offer a” changed: stages evaluation → none, priority 1 → 2, limit removed, text, hideAfter click 3 → click 7, dismissal 30 and audience added');
    assert.equal(panel, 'panel changed: slots 4 → 3');
});

test('a stage that comes or changes is told as a stage, and its journey only where its stages are others', () => {
    const journeys = (...stages) => ({ journeys: [{ id: 'buy', stages }] });
    const [a, b, renamed] = [{ id: 'a' }, { id: 'b' }, { id: 'a', name: 'Looking' }];
    assert.deepEqual(differences(journeys(a), journeys(renamed)).map(it => inWords(it)), ['stage “a” changed: name added']);
    assert.deepEqual(differences(journeys(a), journeys(a, b)).map(it => inWords(it)), ['journey “buy” changed: stages a → a, b', 'stage “b” added']);
});

test('each offer of a slate has moved, or has come, or has gone', () => {
    assert.deepEqual(moves(slate('abc'), slate('bad')).map(({ offer, how, from }) => `${offer} ${how} ${from}`), ['b up 2', 'a down 1', 'd new 0', 'c gone 3']);
    assert.deepEqual(moves(slate('ab'), slate('ab')).map(({ how }) => how), ['same', 'same']);
    assert.deepEqual(leader({ it: 0.2, other: 0.5, finance: 0.3 }), ['other', 0.5]);
});

const moment = { slate: slate('ab'), personas: { it: 0.6, other: 0.4 }, stages: { awareness: 1 }, movement: 'exploring' };

test('two moments differ where somebody would notice', () => {
    assert.deepEqual(apart(moment, moment), []);
    assert.deepEqual(apart(moment, { ...moment, personas: { it: 0.63, other: 0.37 } }), [], 'three points are none');
    assert.deepEqual(apart(moment, { ...moment, personas: { it: 0.66, other: 0.34 } }), ['surer']);
    assert.deepEqual(apart(moment, { ...moment, slate: slate('ba'), personas: { it: 0.4, other: 0.6 }, stages: { evaluation: 1 }, movement: 'stalled' }), ['slate', 'persona', 'stage', 'movement']);
});

test('two versions walk the same steps, and what differs is counted', async () => {
    const asked = [];
    const version = (name, offers) => ({ moment: (events, now, seed) => {
        asked.push(`${name} ${events} ${now} ${seed}`);
        return { ...moment, slate: slate(offers), leftOut: { long: 'capped' }, personas: events === 'e2' && name === 'new' ? { it: 0.1, other: 0.9 } : moment.personas };
    } });
    const steps = [1, 2].map(at => ({ label: `step ${at}`, now: at, seed: at, events: `e${at}` }));
    const heard = [];
    await new Promise(done => walkTogether([{ name: 'one', steps }, { name: 'two', steps: [] }], [version('old', 'ab'), version('new', 'ac')], it => {
        heard.push(it);
        if (it.walks) done();
    }));
    const { walks, ...rest } = heard.at(-1);
    assert.deepEqual(rest, { done: 2, steps: 2 });
    assert.deepEqual(asked, ['old e1 1 1', 'new e1 1 1', 'old e2 2 2', 'new e2 2 2']);
    assert.deepEqual(walks.map(({ name, rows }) => [name, ...rows.map(({ label, what }) => `${label}: ${what}`)]), [['one', 'step 1: slate', 'step 2: slate,persona'], ['two']]);
    assert.deepEqual(total(walks), { steps: 2, different: 2, slate: 2, persona: 1, stage: 0, movement: 0, surer: 0, onlyBefore: ['b'], onlyAfter: ['c'] });
});

test('a walk that is ended early is heard of no more', async () => {
    const slow = { moment() {
        for (const end = performance.now() + 30; performance.now() < end;);
        return moment;
    } };
    let heard = 0;
    const stop = walkTogether([{ name: 'one', steps: [1, 2, 3].map(now => ({ now, events: [] })) }], [slow, slow], () => { heard += 1; });
    stop();
    await new Promise(done => setTimeout(done, 150));
    assert.equal(heard, 1, 'only the first part, which was done at once');
});

test('versions outlive a reload where that is possible, the newest ten', () => {
    const list = Array.from({ length: MOST + 2 }, (_, at) => ({ name: `v${at}`, text: '{}' }));
    assert.equal(keepVersions(list).isStored, false, 'nothing can be stored here');
    const held = new Map();
    globalThis.localStorage = { getItem: key => held.get(key) ?? null, setItem: (key, value) => held.set(key, value) };
    try {
        assert.deepEqual(keptVersions(), []);
        const { versions, isStored } = keepVersions(list);
        assert.deepEqual([versions.length, versions[0].name, isStored], [MOST, 'v2', true]);
        assert.deepEqual(keptVersions(), versions);
        held.set([...held.keys()][0], '[{"name":"a"},null,{"name":"b","text":"{}"}]');
        assert.deepEqual(keptVersions().map(({ name }) => name), ['b'], 'what is none is left out');
    } finally {
        delete globalThis.localStorage;
    }
    assert.match(labelOf({ name: 'Draft', at: Date.parse('2026-11-02T12:00:00Z') }), /^Draft, kept on Nov 2, 2026/);
    assert.equal(labelOf({ name: '' }), 'without a name');
});

/** As far as walks ask a config. */
const configOf = config => ({ config, offers: config.offers ?? [], personas: (config.personas ?? []).map(({ id, name }) => ({ id, name: name ?? id })), stages: (config.journeys ?? []).flatMap(({ stages }) => stages), say: text => text ?? '' });

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

test('walks lead past what only one of the versions listens to', () => {
    const version = (...paths) => configOf({ personas: [{ id: 'it' }], signals: paths.map(path => ({ when: { path }, persona: { it: 'likely' } })), offers: [] });
    const [walk, ...others] = sampleWalks(version('/both', '/new'), version('/both', '/old'));
    assert.deepEqual(walk.journey.events.map(({ page }) => new URL(page.url).pathname), ['/', '/both', '/old', '/new']);
    assert.deepEqual(others, []);
});

test('what speaks of stages alone is walked through in their order', () => {
    const config = configOf({
        personas: [{ id: 'it' }],
        journeys: [{ stages: [{ id: 'a' }, { id: 'b' }] }],
        signals: [{ when: { offer: { clicked: 'demo' } }, stage: { b: 'strong' } }, { when: { query: { utm: 'spring*' } }, stage: { a: 'hint' } }, { when: { path: '/it' }, persona: { it: 'strong' }, stage: { a: 'strong' } }],
        privacy: { queryKeys: ['utm'] },
        offers: [{ id: 'demo', title: 'Demo', url: '/demo', personas: ['it'] }],
    });
    const [it, through] = sampleWalks(config);
    assert.equal(through.name, 'Through the stages');
    assert.deepEqual(through.journey.events.map(({ page, click }) => page?.url.replace('https://www.example.com', '') ?? click.offer), ['/', '/?utm=springexample', 'demo']);
    assert.deepEqual(it.journey.events.map(({ page }) => page.title), ['', '', 'Demo'], 'where little is listened to, an offer for the persona is read');
});

test('the demo has a walk for each persona', async () => {
    const demo = JSON.parse(await readFile(new URL('../../www/offers.json', import.meta.url), 'utf8'));
    const walks = sampleWalks(configOf(demo));
    assert.deepEqual(walks.map(({ name }) => name), [...demo.personas.map(({ name }) => name), 'Through the stages']);
    for (const { name, journey } of walks) assert.ok(journey.events.length >= 3, name);
});

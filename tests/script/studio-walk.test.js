// A walk of the studio: its steps and times, the pages that a config knows, and the files that it comes from and goes to.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { written } from '../../src/panel/carry.js';
import { coursing } from '../../www/studio/walk/course.js';
import { expectedOf, read } from '../../www/studio/walk/file.js';
import { Journey, READING } from '../../www/studio/walk/journey.js';
import { kept, namesOf, originOf, pagesOf } from '../../www/studio/walk/pages.js';
import { gapBefore, readFor, wordsFor } from '../../www/studio/walk/steps.js';

const START = Date.parse('2026-11-02T09:00:00Z');
const SITE = 'https://acme.example';
const at = path => ({ url: `${SITE}${path}`, title: `Page ${path}` });
const fine = events => events.map(event => (typeof event?.at === 'string' ? null : ['this event has no time', 'none', 'write one']));

/** As far as walks ask a config. */
const configOf = config => ({
    config,
    offers: config.offers ?? [],
    personas: config.personas ?? [],
    offer: id => config.offers.find(it => it.id === id) ?? { id, title: id },
    say: text => text ?? '',
});

const walked = () => {
    const journey = new Journey(START);
    journey.visit(at('/'), READING.read);
    journey.visit(at('/pricing'), READING.study);
    return journey;
};

test('pages follow each other as they are read, each from the one before', () => {
    const [home, pricing] = walked().events;
    assert.equal(home.at, '2026-11-02T09:00:00Z');
    assert.deepEqual(home.page, { ...at('/'), referrer: '', words: ['page'], engaged: 40, scrolled: 0.8 });
    // 40 seconds of reading, and two on the way.
    assert.equal(pricing.at, '2026-11-02T09:00:42Z');
    assert.equal(pricing.page.referrer, `${SITE}/`);
    assert.deepEqual(pricing.page.words, ['page', 'pricing']);
});

test('a page is looked at when it has been read, and a silence has its time', () => {
    const journey = walked();
    assert.equal(journey.now, START + 42_000 + 180_000);
    journey.wait(21 * 86_400_000, 'Three weeks later');
    assert.equal(journey.now, START + 222_000 + 21 * 86_400_000);
    assert.equal(journey.events.length, 2, 'a silence is no event');
    journey.visit(at('/back'), READING.read);
    assert.equal(journey.page.referrer, '', 'who comes back comes by himself');
    journey.visit(at('/docs'), READING.glance, 'https://www.linkedin.com/');
    assert.equal(journey.page.referrer, 'https://www.linkedin.com/');
});

test('steps are looked at again, and what is done there goes on from there', () => {
    const journey = walked();
    journey.act({ search: { query: 'audit' } });
    journey.goTo(1);
    assert.deepEqual([journey.events.length, journey.atEnd, journey.steps.length], [1, false, 3]);
    journey.note({ impression: { slate: 's', offers: [] } });
    assert.equal(journey.lines().split('\n').length, 4, 'what is only looked at again is not seen again');
    journey.goTo(99);
    assert.equal(journey.done, 3);
    journey.goTo(1);
    journey.act({ event: { name: 'login' } });
    assert.deepEqual(journey.steps.map(step => wordsFor(step)), ['Page / (/)', 'Event login']);
});

test('what was seen belongs to its step, and goes with it', () => {
    const journey = walked();
    journey.note({ impression: { slate: 's', offers: [{ id: 'a', propensity: 1 }] } });
    assert.equal(journey.steps.length, 2);
    assert.equal(journey.events.length, 3);
    journey.remove(1);
    assert.deepEqual([journey.events.length, journey.done], [1, 1]);
});

test('a slate explores alike at the same page of every walk, and otherwise at another', () => {
    const [one, other] = [walked(), walked()];
    assert.equal(one.seed, other.seed);
    assert.notEqual(one.steps[0].seed, one.steps[1].seed);
    one.act({ event: { name: 'login' } });
    assert.equal(one.seed, other.seed, 'on one page it stays the same');
});

test('what a visitor takes out of his journal is gone from the walk, and silences stay', () => {
    const journey = walked();
    journey.wait(60_000, '1 minute later');
    journey.act({ dismissal: { offer: 'a' } });
    journey.replace(journey.events.filter(event => !event.dismissal));
    assert.deepEqual(journey.steps.map(({ wait, events }) => wait ?? events[0].page.url), [`${SITE}/`, `${SITE}/pricing`, '1 minute later']);
});

test('a journal of any journey becomes a walk, and that the same journal again', async () => {
    const folder = new URL('../journeys/', import.meta.url);
    for (const name of await readdir(folder)) {
        if (name.endsWith('.rs')) continue;
        const text = await readFile(new URL(`${name}/journal.ndjson`, folder), 'utf8');
        const { visitors: [{ events }], left } = read(text, fine);
        assert.deepEqual(left, [], name);
        const lines = Journey.of(events).lines().trim().split('\n').map(line => JSON.parse(line));
        const sorted = [...events].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
        assert.deepEqual(lines, sorted, name);
    }
});

test('a journal may be lines, a list, or what the panel gives, of one visitor or many', () => {
    const event = { at: '2026-11-02T09:00:00Z', event: { name: 'login' } };
    const ids = text => read(text, fine).visitors.map(({ id, events }) => `${id}:${events.length}`);
    assert.deepEqual(ids(JSON.stringify([event, event])), [':2']);
    assert.deepEqual(ids(`\ufeff${JSON.stringify({ version: 1, events: [event] })}`), [':1']);
    assert.deepEqual(ids(`{"version":1}\n${JSON.stringify(event)}\n\n`), [':1']);
    assert.deepEqual(ids([{ visitor: 'a', ...event }, { visitor: 7, ...event }, { visitor: 'a', ...event }].map(it => JSON.stringify(it)).join('\n')), ['a:2', '7:1']);
});

test('what the panel lets a visitor take along is loaded', () => {
    const events = walked().events;
    assert.deepEqual(read(written(events), fine), { visitors: [{ id: '', events }], left: [] });
});

test('of a walk only what is new is asked', () => {
    const asked = [];
    const config = { course: steps => (asked.push(steps.length), steps.map((_, place) => `asked ${place}`)) };
    const courseOf = coursing();
    const journey = walked();
    assert.deepEqual(courseOf(config, journey, 'now'), ['asked 0', 'asked 1']);
    journey.act({ event: { name: 'login' } });
    assert.deepEqual(courseOf(config, journey, 'after login'), ['asked 0', 'asked 1', 'after login']);
    journey.goTo(1);
    assert.deepEqual(courseOf(config, journey, 'back'), ['asked 0', 'asked 1', 'after login'], 'a step that is looked at again changes nothing');
    journey.act({ event: { name: 'logout' } });
    assert.deepEqual(courseOf(config, journey, 'another way'), ['asked 0', 'asked 1'], 'another way is asked about');
    journey.remove(1);
    assert.deepEqual(courseOf(config, journey, 'without it'), ['asked 0']);
    assert.deepEqual(asked, [2, 2]);
    courseOf({ course: config.course }, journey, 'another version');
    assert.deepEqual(asked, [2, 2, 1]);
});

test('what is no event is named with its place, and the rest is taken', () => {
    const { visitors, left } = read('{"at":"2026-11-02T09:00:00Z","event":{"name":"a"}}\n{oops\n{"event":{"name":"b"}}\n', fine);
    assert.equal(visitors[0].events.length, 1);
    assert.match(left[0], /^line 2: this is no JSON/);
    assert.equal(left[1], 'line 3: this event has no time; none; write one.');
    assert.match(read('', fine).left[0], /empty/);
    assert.match(read('{"version":2,"events":[]}', fine).left[0], /version 2.*version 1/);
    assert.match(read('x'.repeat(5_000_001), fine).left[0], /larger than 5 MB/);
});

test('steps are told in words', () => {
    const config = configOf({ offers: [{ id: 'call', title: 'A call' }], personas: [{ id: 'it', name: 'IT' }] });
    const said = what => wordsFor({ events: [{ at: '', ...what }] }, config);
    assert.equal(said({ click: { offer: 'call' } }), 'Clicked “A call”');
    assert.equal(said({ click: { offer: 'gone' } }), 'Clicked “gone”');
    assert.equal(said({ persona: { is: 'it' } }), 'Said: IT');
    assert.equal(said({ persona: { is: null } }), 'Took back who he is');
    assert.equal(said({ form: { id: 'demo', did: 'abandon' } }), 'Form demo: left half-way');
    assert.equal(readFor({ events: [{ page: { engaged: 180 } }] }), '3 min');
    assert.equal(readFor({ events: [{ page: {} }] }), '');
    const steps = [{ at: 0, now: 0, events: [{}] }, { at: 21 * 86_400_000, now: 0, events: [{}] }, { at: 21 * 86_400_000 + 60_000, events: [{}] }];
    assert.deepEqual([0, 1].map(place => gapBefore(steps, place)), ['', '3 weeks later']);
    assert.equal(gapBefore([steps[0], { at: 60_000, events: [{}] }], 1), '', 'a minute is no word worth');
});

test('the pages of a config are those of its offers, of its list, and one for each pattern without any', () => {
    const config = configOf({
        offers: [
            { id: 'a', title: 'Prices', url: '/pricing#plans' }, { id: 'b', title: 'Prices again', url: 'pricing' },
            { id: 'c', title: 'Write', url: 'mailto:a@acme.example' }, { id: 'd', title: 'Elsewhere', url: 'https://other.example/x' },
            { id: 'e', title: 'Late', url: '/late', audience: { path: '/secret' } },
        ],
        pages: [{ url: '/about', title: 'About' }, { url: 'http://[', title: 'No address' }],
        signals: [{ when: { any: [{ path: ['/docs/**', '/pricing/*', '/pricing', '/late/', '/about/index.html', '/'] }, { not: { path: '/never' } }] } }, { when: null }],
    });
    const pages = pagesOf(config, SITE).map(({ url, label }) => [url.slice(SITE.length), label]);
    assert.deepEqual(pages, [
        ['/', 'Front page'], ['/pricing', 'Prices'], ['/late', 'Late'], ['/about', 'About'],
        ['/docs/example', 'A page like /docs/**'], ['/pricing/example', 'A page like /pricing/*'], ['/never', ''], ['/secret', ''],
    ]);
    const titles = pagesOf(config, SITE).map(({ title }) => title).filter(Boolean);
    assert.deepEqual(titles, ['Prices', 'Late', 'About'], 'a label is no title that words could be taken from');
});

test('the site is where most offers lead, or nowhere in particular', () => {
    const offers = links => configOf({ offers: links.map(url => ({ url })) });
    assert.equal(originOf(offers(['https://acme.example/a', 'https://acme.example/b', '/c'])), SITE);
    assert.equal(originOf(offers(['/a', '/b', 'https://partner.example/'])), 'https://www.example.com');
    assert.equal(originOf(offers([])), 'https://www.example.com');
});

test('names are suggested that the config listens to', () => {
    const names = namesOf(configOf({
        personas: [{ words: ['sso'] }],
        signals: [
            { when: { all: [{ event: 'login' }, { form: { id: 'demo' } }, { form: { id: 'sign-*' } }] } },
            { when: { referrer: ['*.linkedin.com', 'news.*'] } }, { when: { search: ['audit', 'audit'] } },
        ],
    }));
    assert.deepEqual(names, { events: ['login'], forms: ['demo'], searches: ['audit'], words: ['sso'], referrers: ['www.linkedin.com'] });
});

test('an address keeps of its query what the config names', () => {
    const config = configOf({ privacy: { queryKeys: ['utm_campaign'] } });
    assert.equal(kept('/a?utm_campaign=x&mail=me#top', SITE, config), `${SITE}/a?utm_campaign=x`);
    assert.equal(kept('/a?mail=me', SITE, configOf({})), `${SITE}/a`);
});

test('what a test may expect of a walk are fields that journeys in tests have', async () => {
    const moment = {
        personas: { it: 0.7, other: 0.3 }, stages: { awareness: 0.2, evaluation: 0.8 }, movement: 'advancing',
        slate: [{ offer: 'a', propensity: 1 }, { offer: 'b', propensity: 0.9 }],
    };
    const { idea, ...expected } = JSON.parse(expectedOf(walked(), moment));
    assert.match(idea, /^Somebody views Page \/, then Page \/pricing\. /);
    assert.deepEqual(expected, {
        now: '2026-11-02T09:03:42.000Z', persona: { leads: 'it' }, stage: { oneOf: ['evaluation'] }, movement: 'advancing',
        offers: { all: ['a'], atLeast: 2 },
    });
    const text = await readFile(new URL('../journeys/case.rs', import.meta.url), 'utf8');
    const known = [...text.match(/const FIELDS: [^=]*=\s*\[([^\]]*)\]/)[1].matchAll(/"(\w+)"/g)].map(([, name]) => name);
    assert.deepEqual(Object.keys(JSON.parse(expectedOf(walked(), moment))).filter(name => !known.includes(name)), []);
    assert.equal(JSON.parse(expectedOf(walked(), { ...moment, personas: { it: 0.4, other: 0.6 } })).persona, undefined);
});

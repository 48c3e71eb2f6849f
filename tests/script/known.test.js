// What the panel says of a site and a visit, from a config, a journal and a belief.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { known } from '../../src/panel/known.js';

const english = readFileSync(new URL('../../src/panel/words/en.txt', import.meta.url), 'utf8');
const HOUR = 36e5;
const DAY = 24 * HOUR;

const config = {
    version: 1,
    personas: [
        { id: 'it', name: 'IT', says: 'I look after systems' },
        { id: 'finance', name: { en: 'Finance', de: 'Finanzen' }, says: 'I look after budgets', team: 'your finance team' },
    ],
    journeys: [{ id: 'buy', name: 'Buying', stages: [{ id: 'look', name: 'Looking around' }, { id: 'compare', name: 'Comparing' }] }],
    signals: [
        { id: 'docs', when: { path: '/docs/**' }, because: 'you read the documentation' },
        { id: 'also-docs', when: { path: '/docs/*' }, because: 'you read the documentation' },
        { id: 'silent', when: { path: '/' } },
        { id: 'customer', when: { event: 'customer' } },
    ],
    offers: [
        { id: 'guide', title: 'Guide', text: 'Twelve pages.', url: '/guide', kind: 'guide', personas: ['it'], owner: 'marketing' },
        { id: 'prices', title: 'Prices', url: '/prices/', kind: 'guide', personas: ['finance'], owner: 'sales' },
        { id: 'terms', title: 'Terms', url: '/prices/#terms', kind: 'help', personas: ['it'] },
        { id: 'call', title: 'Call us', url: 'contact', kind: 'talk', owner: 'sales', handoff: true },
        { id: 'help', title: 'Ask support', url: 'mailto:help@acme.example', kind: 'help', owner: 'customer-support', handoff: true },
    ],
    panel: { personas: true },
};

/** A visit that began some time ago, each step a minute after the one before. */
const journal = (steps, before = 0) => steps.map((step, index) => {
    const { at = 0, ...event } = step;
    return { at: new Date(Date.now() - before - (steps.length - index) * 6e4 + at).toISOString(), ...event };
});
const page = (path, title = path, engaged = 20) => ({ page: { url: `https://acme.example${path}`, title, engaged } });

/** What the panel knows, and the calls it made of the page's API. */
function panel({ events = [], belief = {}, config: changes = {}, ...rest } = {}) {
    const calls = [];
    let held = events;
    const api = {
        journal: given => {
            if (given) held = given;
            return held;
        },
        belief: () => ({ personas: {}, stages: {}, evidence: [], movement: 'exploring', ...belief }),
        ...Object.fromEntries(['persona', 'event', 'forget', 'pause'].map(name => [name, (...given) => void calls.push([name, ...given])])),
    };
    const about = { config: { ...config, ...changes }, base: '/shop/offers.json', api, english, language: 'en', address: () => 'https://acme.example/docs/sso#top', ...rest };
    return Object.assign(known(about), { calls, held: () => held });
}

const pick = (offer, fit = 0.3, more = {}) => ({ offer, fit, title: offer, url: `/${offer}`, kind: 'guide', because: [], ...more });
const slate = (...offers) => ({ id: 's', title: 'Where next?', offers });
const sorts = dressed => dressed.offers.map(({ sort }) => sort);

test('the best bet, the offer for a colleague and the one where a person answers are told apart', () => {
    const offers = slate(pick('guide', 0.7), pick('prices', 0.4), pick('call', 0.9, { kind: 'talk' }), pick('terms', 0.3));
    const known = panel({ belief: { said: 'it', personas: { it: 0.9 } } }).dressed(offers);
    assert.deepEqual(sorts(known), ['best', 'colleague', 'person', '']);
    assert.deepEqual(known.offers.map(({ badge }) => badge), ['Best match', 'For your finance team', 'A person answers', '']);
    assert.deepEqual(known.offers.map(({ asks }) => asks), [false, false, true, false]);
});

test('nobody has a colleague before it is fairly clear who he is, and no bet is best where two are as good', () => {
    const offers = slate(pick('guide', 0.6), pick('prices', 0.58));
    assert.deepEqual(sorts(panel({ belief: { personas: { it: 0.5, other: 0.5 } } }).dressed(offers)), ['', '']);
    assert.deepEqual(sorts(panel({ belief: { personas: { it: 0.7 } } }).dressed(offers)), ['', 'colleague']);
    assert.deepEqual(sorts(panel().dressed(slate(pick('guide', 0.2)))), ['']);
});

test('what was followed or whose page was viewed is used; a place on a page is not', () => {
    const events = journal([page('/prices'), { click: { offer: 'guide' } }]);
    const known = panel({ events }).dressed(slate(pick('guide'), pick('prices', 0, { url: '/prices/' }), pick('terms', 0, { url: '/prices/#terms' })));
    assert.deepEqual(known.offers.map(({ used }) => used), ['You used this already', 'You used this already', '']);
});

test('an offer that lacks an id or a title or leads somewhere unsafe is not shown', () => {
    const offers = slate(pick('a', 0, { url: 'javascript:alert(1)' }), pick('b', 0, { url: ' java\tscript:x' }), pick(''), pick('c', 0, { title: '' }), pick('d'));
    assert.deepEqual(panel().dressed(offers).offers.map(({ offer }) => offer), ['d']);
});

test('texts come in the language of the page, else in the file’s own, and relative links start at the config', () => {
    const german = panel({ language: 'de-AT', belief: { said: 'it', personas: {} } });
    assert.equal(german.dressed(slate(pick('prices'))).offers[0].badge, 'For your finance team');
    const words = { undo: { en: 'Undo', de: 'Doch' }, colleague: 'Pour {}', best: '' };
    const own = panel({ language: 'de', config: { panel: { words, title: { de: 'Wohin?' } } } });
    assert.equal(own.say('undo'), 'Doch');
    assert.equal(own.say('best'), 'Best match');
    assert.equal(own.dressed(slate()).title, 'Wohin?');
    assert.equal(own.entries().find(({ offer }) => offer === 'call').url, '/shop/contact');
});

test('a visitor who comes back after a pause hears where he left off and what is still open', () => {
    const before = journal([
        page('/docs/a', 'First'),
        { impression: { slate: 'x', offers: [{ id: 'prices' }, { id: 'guide' }, { id: 'call' }] } },
        page('/docs/b', 'Last page'),
        { dismissal: { offer: 'call' } },
    ], 3 * DAY);
    const known = panel({ events: [...before, ...journal([page('/docs/sso')])] }).dressed(slate(pick('guide')));
    const { start, end, title, url, long, open, here } = known.welcome;
    assert.equal(`${start}[${title}]${end}`, 'You left off 3 days ago at [Last page]');
    assert.deepEqual([url, long, here, open.map(({ offer }) => offer)], ['https://acme.example/docs/b', false, false, ['prices']]);
});

test('what a site adds to all its titles is left out, and what stands in one alone is kept', () => {
    const events = journal([page('/a', 'Prices | Acme'), page('/b', 'Docs – Set up | Acme'), page('/c', 'Alone | Other'), page('/d', '| Acme')]);
    const whats = panel({ events }).noticed().steps.map(({ what }) => what);
    assert.deepEqual(whats, ['| Acme', 'Alone | Other', 'Docs – Set up', 'Prices']);
});

test('after months it is a fresh start, after an hour it is no news, and four pages on it is over', () => {
    const events = (ago, pages) => [...journal([page('/a')], ago), ...journal(Array(pages).fill(page('/b')))];
    assert.equal(panel({ events: events(90 * DAY, 1) }).dressed(slate()).welcome.long, true);
    assert.equal(panel({ events: events(HOUR, 1) }).dressed(slate()).welcome, undefined);
    assert.equal(panel({ events: events(DAY, 4) }).dressed(slate()).welcome, undefined);
    assert.equal(panel({ events: journal([page('/a')]) }).dressed(slate()).welcome, undefined);
});

test('a natural end is a thing done or a few pages, once nothing was said of it', () => {
    const ends = steps => panel({ events: journal(steps) }).ends();
    assert.equal(ends([page('/a')]), false);
    assert.equal(ends([page('/a'), { click: { offer: 'guide' } }]), true);
    assert.equal(ends([page('/a'), page('/b'), page('/c'), page('/d')]), true);
    assert.equal(ends([page('/a'), { conversion: { name: 'trial' } }, { feedback: { helped: false } }]), false);
});

test('what was noticed is said with its doubts, and each step by its name, the newest first', () => {
    const events = journal([
        page('/docs/sso', 'Single sign-on'),
        { search: { query: 'audit log' } },
        { form: { id: 'demo', did: 'start' } },
        { impression: { slate: 'x', offers: [{ id: 'guide' }] } },
        { click: { offer: 'guide' } },
        { dismissal: { offer: 'gone' } },
        { persona: { is: 'it' } },
        { persona: {} },
        { feedback: { helped: true } },
    ]);
    const belief = { personas: { it: 0.45, other: 0.2 }, stages: { compare: 0.7 }, evidence: [{ signal: 'docs' }, { signal: 'also-docs' }, { signal: 'silent' }] };
    const { concluded, because, steps } = panel({ events, belief }).noticed();
    assert.deepEqual(concluded, [
        'Perhaps, and not sure yet: I look after systems',
        'Where things seem to stand: Comparing',
        'Your visits look around in several directions.',
    ]);
    assert.deepEqual(because, ['you read the documentation']);
    assert.deepEqual(steps.map(({ what }) => what), [
        'You got what you needed',
        'You took back what you said',
        'You said: I look after systems',
        'You said “not for me”: gone',
        'You followed “Guide”',
        'You began the form “demo”',
        'You searched for “audit log”',
        'Single sign-on',
    ]);
    assert.deepEqual([steps.at(-1).url, steps.at(-1).event], ['https://acme.example/docs/sso', events[0]]);
});

test('who is somebody else is nobody in particular', () => {
    const { concluded } = panel({ belief: { personas: { other: 0.8, it: 0.1 }, stages: { look: 0.2 } } }).noticed();
    assert.deepEqual(concluded.slice(0, 2), ['Not sure yet what brings you here.', 'Not sure yet where things stand.']);
});

test('a summary for sales begins with where the visitor stands, one for support with what he looked for', () => {
    const events = journal([
        page('/prices', 'Prices', 30),
        page('/docs/sso', 'Single sign-on', 200),
        page('/prices', 'Prices', 60),
        { search: { query: 'saml error' } },
        { form: { id: 'demo', did: 'start' } },
        { form: { id: 'sent', did: 'start' } },
        { form: { id: 'sent', did: 'submit' } },
        { click: { offer: 'guide' } },
        { impression: { slate: 'x', offers: [{ id: 'terms' }, { id: 'call' }, { id: 'prices' }] } },
    ]);
    const belief = { personas: { it: 0.8 }, stages: { compare: 0.7 } };
    const { summary, team } = panel({ events, belief }).handoff('call');
    assert.equal(team, 'Sales');
    assert.equal(summary, [
        'I would like: Call us',
        'My visit looked like: IT (a guess)\nWhere I stand: Comparing',
        'Read:\n- Single sign-on (3 minutes)\n- Prices (2 minutes)',
        'Searched for:\n- saml error',
        'Used already:\n- Guide',
        'Still open:\n- Begun and not sent: form “demo”\n- Terms',
    ].join('\n\n'));
    const support = panel({ events, belief: { ...belief, said: 'it' } }).handoff('help').summary;
    assert.ok(support.startsWith('I would like: Ask support\n\nSearched for:\n- saml error'), support);
    assert.ok(support.endsWith('My situation: I look after systems\nWhere I stand: Comparing'), support);
});

test('a summary never says a minute more than was noticed, nor more lines than somebody reads', () => {
    const events = journal(Array.from({ length: 30 }, (_, index) => page(`/p${index}`, `Page ${index}`, 5)));
    const { summary } = panel({ events }).handoff('call');
    assert.equal(summary.match(/^- /gm).length, 8);
    assert.ok(!summary.includes('minute'));
});

test('the visitor says who he is, takes it back, and takes back that he is a customer', () => {
    const known = panel({ events: journal([{ event: { name: 'customer' } }, page('/a')]), belief: { said: 'finance' } });
    assert.deepEqual([known.asks, known.knowsCustomers, known.heard().said, known.heard().customer], [true, true, 2, true]);
    known.sayPersona(1);
    known.sayPersona(0);
    known.sayCustomer(true);
    assert.deepEqual(known.calls, [['persona', 'it'], ['persona', null], ['event', 'customer']]);
    known.sayCustomer(false);
    assert.deepEqual(known.held().map(event => Object.keys(event)[1]), ['page']);
    assert.equal(known.heard().customer, false);
});

test('a dismissal is undone, a step removed, and steps from elsewhere come in besides', () => {
    const known = panel({ events: journal([page('/a'), { dismissal: { offer: 'guide' } }, { dismissal: { offer: 'call' } }]) });
    known.undoDismissal('guide');
    assert.equal(known.held().length, 2);
    known.remove(known.held()[0]);
    assert.deepEqual(known.held().map(({ dismissal }) => dismissal?.offer), ['call']);
    known.add([{ at: '2026-01-01T00:00:00Z', search: { query: 'x' } }]);
    assert.equal(known.held().length, 2);
});

test('a config of any kind leaves the panel with what can be understood', () => {
    const odd = { personas: 'it', offers: [null, 7, { id: 'x' }, { id: 'y', title: 'Y', url: 'http://[' }], signals: {}, journeys: [{}], panel: null, pages: [{ url: '/p', title: 'P' }, 4] };
    const known = panel({ config: odd });
    assert.deepEqual(known.entries().map(({ title }) => title), ['P']);
    assert.deepEqual(known.personas(), []);
    assert.equal(known.handoff('x'), undefined);
    assert.equal(known.noticed().concluded.length, 3);
    const nothing = panel({ api: { journal: () => undefined, belief: () => null } });
    assert.equal(nothing.dressed(slate(pick('guide'))).offers.length, 1);
});

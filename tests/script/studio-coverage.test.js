// What the coverage says of offers and of cells, in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listed, some } from '../../www/studio/counted.js';
import { isIn, thinCells, titleOf } from '../../www/studio/coverage/cell.js';
import { aboutOf, rulesOf } from '../../www/studio/offer.js';

const config = {
    personas: [{ id: 'it', name: 'IT' }, { id: 'finance', name: 'Finance' }],
    stages: [{ id: 'evaluation', name: 'Comparing' }, { id: 'renewal', name: 'Renewing' }],
    journeyName: id => ({ buy: 'Choosing Acme' })[id] ?? id,
};

test('counts and lists read as sentences do', () => {
    assert.deepEqual([some(0, 'offer'), some(1, 'offer'), some(2, 'offer')], ['0 offers', '1 offer', '2 offers']);
    assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(names => listed(names)), ['', 'a', 'a and b', 'a, b and c']);
    assert.equal(listed(['a', 'b', 'c', 'd'], 2), 'a, b and 2 more');
});

test('an offer says whom it is for, and where', () => {
    assert.equal(aboutOf({ kind: 'guide', personas: ['it', 'finance'], stages: ['renewal'] }, config), 'guide · for IT and Finance · in Renewing');
    assert.equal(aboutOf({ journeys: ['buy'] }, config), 'for every persona · in all stages of Choosing Acme');
    assert.equal(aboutOf({ personas: [], stages: 'gone' }, config), 'for every persona · in gone', 'what nobody knows is called by its id');
});

test('the rules that decide when an offer may be shown are told, and others are not', () => {
    assert.deepEqual(rulesOf({ priority: 'high', hideAfter: { click: 3 } }), []);
    assert.deepEqual(rulesOf({ from: '2026-12-01', until: '2027-01-01', limit: { impressions: 1, perDays: 7, perSession: 2 }, audience: { event: 'login' } }), [
        'from 2026-12-01 on', 'until 2027-01-01', 'at most once in 7 days', 'at most 2 times a session', 'only to its audience, {"event":"login"}',
    ]);
    assert.ok(rulesOf({ audience: { words: Array(90).fill('word') } })[0].length < 160, 'a long audience is not written out');
});

test('thin cells are those with fewer than two offers, stage by stage', () => {
    assert.deepEqual(thinCells(config, [[2, 1], [0, 5]]), [{ persona: 'finance', stage: 'evaluation', count: 1 }, { persona: 'it', stage: 'renewal', count: 0 }]);
});

test('a cell is called by what is known of it, and gone once its persona or stage is', () => {
    assert.equal(titleOf({ persona: 'it', stage: 'renewal' }, config), 'IT · Renewing');
    assert.equal(titleOf({ persona: '', stage: 'renewal' }, config), 'Persona not known · Renewing');
    assert.equal(titleOf({ persona: '', stage: '' }, config), 'Nothing known');
    assert.ok(isIn({ persona: '', stage: 'renewal' }, config));
    assert.ok(!isIn({ persona: 'gone', stage: 'renewal' }, config));
});

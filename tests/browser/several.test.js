// Several panels on one page: one belief, and no offer twice.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { INLINE, openAcme, storing } from './support/fixture.js';
import { root } from './support/serve.js';

const many = Array.from({ length: 10 }, (_, index) => ({ id: `o${index}`, title: `Offer ${index}`, url: `/o${index}` }));
let acme;
let browser;

before(async () => {
    acme = await openAcme({ ...storing(), offers: many, panel: { slots: 3, explore: 0 } });
    browser = acme.browser;
});

after(() => acme?.close());

const TALL = '<div style="height: 30px">Between</div>';
const THREE = `${TALL}<cairn-panel id="second" placement="inline"><a href="/b">B</a></cairn-panel><cairn-panel id="third"><a href="/c">C</a></cairn-panel>`;

/** What each panel shows. */
const dealt = () => browser.run(() => [...document.querySelectorAll('cairn-panel')].map(panel => panel.slate?.offers.map(({ offer }) => offer) ?? []));

test('each has as many offers as the config says, and no offer stands in two', async () => {
    await acme.open('/three', { panel: INLINE, body: THREE });
    await acme.ready();
    const hands = await dealt();
    assert.deepEqual(hands.map(hand => hand.length), [3, 3, 3]);
    assert.equal(new Set(hands.flat()).size, 9);
    await browser.until('the cards are there', () => {
        const cards = selector => document.querySelector(selector).shadowRoot.querySelectorAll('[data-offer]').length;
        return cards('cairn-panel') === 3 && cards('#second') === 3;
    });
    await acme.expectConsole([]);
});

test('one that leaves gives its offers back, and the others show those that are best then, none twice', async () => {
    await acme.open('/leaves', { panel: INLINE, body: THREE });
    await acme.ready();
    const [first] = await dealt();
    await browser.run(() => {
        document.querySelector('cairn-panel').remove();
        cairn.event('x');
    });
    const hands = await dealt();
    assert.deepEqual(hands.map(hand => hand.length), [3, 3]);
    assert.equal(new Set(hands.flat()).size, 6);
    assert.ok(first.some(offer => hands.flat().includes(offer)));
    await acme.expectConsole([]);
});

test('where there are fewer offers than room, they are shared out, and who has none keeps its links', async () => {
    await acme.open('/few', { panel: INLINE, body: THREE, head: `<script>window.cairn = [['config', ${JSON.stringify({ ...storing(), offers: many.slice(0, 2) })}]]</script>` });
    await acme.ready();
    assert.deepEqual((await dealt()).map(hand => hand.length), [1, 1, 0]);
    assert.ok(await browser.run(() => document.querySelector('#third a').checkVisibility({ visibilityProperty: true })));
    await acme.expectConsole([]);
});

test('what the visitor does in one is known in the other', async () => {
    await acme.open('/both', { panel: INLINE, body: THREE });
    await acme.ready();
    await browser.until('the cards are there', () => document.querySelector('#second').shadowRoot.querySelector('[part~=dismiss]'));
    await (await browser.find('[part~=dismiss]', { within: '#second' })).click();
    const dismissals = (await acme.journal()).filter(({ dismissal }) => dismissal);
    assert.equal(dismissals.length, 1);
    acme.put('/after', { panel: INLINE, body: THREE });
    await acme.go('/after');
    await acme.ready();
    assert.ok(!(await dealt()).flat().includes(dismissals[0].dismissal.offer));
    await acme.expectConsole([]);
});

test('who hears the page tells them apart, and what is said once stands in the first', async () => {
    await acme.open('/read', { panel: INLINE, body: THREE });
    await acme.ready();
    await browser.run(() => {
        const at = new Date(Date.now() - 3 * 864e5).toISOString();
        cairn.journal([{ at, page: { url: new URL('/before', location).href, title: 'Before' } }, ...cairn.journal()]);
        cairn.event('trial', { conversion: true });
    });
    await browser.run(() => document.dispatchEvent(new PageTransitionEvent('pagehide')));
    acme.put('/back', { panel: INLINE, body: THREE });
    await acme.go('/back');
    await acme.ready();
    await browser.until('the cards are there', () => [...document.querySelectorAll('cairn-panel[placement]')].every(panel => panel.shadowRoot.querySelector('[data-offer]')));
    const seen = part => browser.run(part => [...document.querySelectorAll('cairn-panel')].map(panel => Boolean(panel.shadowRoot.querySelector(`[part~=${part}]`)?.checkVisibility())), part);
    assert.deepEqual(await seen('needed'), [true, false, false]);
    assert.deepEqual(await seen('welcome'), [true, false, false]);
    await browser.run(() => document.querySelector('#third').shadowRoot.querySelector('.opener').click());
    await browser.until('the third is open', () => document.querySelector('#third').shadowRoot.querySelector('section')?.checkVisibility());
    const { nodes } = await browser.devtools('Accessibility.getFullAXTree');
    const regions = nodes.filter(({ role }) => role?.value === 'region').map(({ name }) => name.value);
    assert.equal(new Set(regions).size, 3, `${regions}`);
    await browser.devtools('Runtime.evaluate', { expression: await readFile(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8') });
    // The page's own words stand in no landmark.
    const violations = await browser.run(async () => (await axe.run(document, { rules: { region: { enabled: false } } })).violations.map(({ id }) => id));
    assert.deepEqual(violations, []);
    await acme.expectConsole([]);
});

// Forms, and what the site itself tells: what the journal holds of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { offers, openAcme, storing } from './support/fixture.js';

let acme, browser;
before(async () => {
    acme = await openAcme(storing());
    browser = acme.browser;
});
after(() => acme.close());

/** A new visitor's page, once Cairn runs on it. */
async function open(path, options) {
    await acme.open(path, options);
    await acme.ready();
}

/** The journal without its page views, and without what was seen meanwhile: that depends on how long a test takes. */
async function happened() {
    return (await acme.journal()).filter(event => !event.page && !event.impression);
}

async function type(text, selector, scope) {
    await (await browser.find(selector, scope)).sendKeys(text);
}

const form = (id, did) => ({ form: { id, did } });

// The host sends its forms by itself.
const SENT = '<script>document.addEventListener("submit", event => event.preventDefault())</script>';

// ---- Forms. ----

test('a form that is filled in and sent is a start and a submit', async () => {
    await open('/form', { head: SENT, body: '<form id="demo"><input id="mail"><textarea></textarea><button>Send</button></form>' });
    await type('me@acme.example', '#mail');
    await type('Hello', 'textarea');
    await type(Key.ENTER, '#mail');
    assert.deepEqual(await happened(), [form('demo', 'start'), form('demo', 'submit')]);
    assert.ok(!JSON.stringify(await acme.journal()).includes('me@acme'), 'nothing of what was typed is kept');
    await acme.expectConsole();
});

test('a form that is left half-way is abandoned, by a route and by a page', async () => {
    await open('/half', { body: '<form name="offer"><input id="mail"></form>' });
    await type('me', '#mail');
    await browser.run(() => history.pushState({}, '', '/half/more'));
    await type('me', '#mail');
    acme.put('/away', {});
    await acme.go('/away');
    await acme.ready();
    const steps = [form('offer', 'start'), form('offer', 'abandon')];
    assert.deepEqual(await happened(), [...steps, ...steps]);
    await acme.expectConsole();
});

test('a form that navigates as it is sent is not abandoned', async () => {
    acme.put('/thanks', {});
    await open('/send', { body: '<form id="trial" action="/thanks"><input id="mail" name="mail"></form>' });
    await type(`me${Key.ENTER}`, '#mail');
    await browser.until('the next page is there', () => location.pathname === '/thanks' && window.cairn && cairn.slate && cairn.slate());
    assert.deepEqual(await happened(), [form('trial', 'start'), form('trial', 'submit')]);
    await acme.expectConsole();
});

test('a search form is no form', async () => {
    const body = `<form role="search" id="one"><input id="a"></form><form id="two"><input id="b" type="search"></form>`;
    await open('/searching', { head: SENT, body });
    await type(`sso${Key.ENTER}`, '#a');
    await type(`sso${Key.ENTER}`, '#b');
    assert.deepEqual(await happened(), []);
    await acme.expectConsole();
});

test('fields called like properties of a form are not in the way', async () => {
    const names = ['id', 'name', 'action', 'submit', 'method', 'target', 'role'];
    const fields = names.map(name => `<input name="${name}">`).join('');
    await open('/names', { head: SENT, body: `<form id="odd">${fields}<button>Send</button></form>` });
    await type(`x${Key.ENTER}`, 'input[name=id]');
    assert.deepEqual(await happened(), [form('odd', 'start'), form('odd', 'submit')]);
    await acme.expectConsole();
});

test('a form within a component of the site is a form', async () => {
    const head = SENT + `<script>customElements.define('acme-form', class extends HTMLElement {
        connectedCallback() {
            const made = document.createElement('form');
            made.id = 'inside';
            made.append(document.createElement('input'));
            made.addEventListener('submit', event => event.preventDefault());
            this.attachShadow({ mode: 'open' }).append(made);
        }
    })</script>`;
    await open('/component', { head, body: '<acme-form></acme-form>' });
    await type(`x${Key.ENTER}`, 'input', { within: 'acme-form' });
    assert.deepEqual(await happened(), [form('inside', 'start'), form('inside', 'submit')]);
    // No two things in one moment, which would be one.
    await browser.run(() => {
        let now = Date.now();
        Date.now = () => (now += 5);
    });
    await type(`y${Key.ENTER}`, 'input', { within: 'acme-form' });
    const steps = [form('inside', 'start'), form('inside', 'submit')];
    assert.deepEqual(await happened(), [...steps, ...steps], 'and again');
    await acme.expectConsole();
});

test('a form without any name is still one', async () => {
    await open('/nameless', { body: '<form><input id="mail"></form>' });
    await type('x', '#mail');
    assert.deepEqual(await happened(), [form('form', 'start')]);
    await acme.expectConsole();
});

// ---- What the site tells. ----

test('what is told before the script arrives counts, and so does what comes after', async () => {
    const head = '<script>window.cairn = window.cairn || []; cairn.push(["event", "early"], ["persona", "it"])</script>';
    await open('/queue', { head });
    await browser.run(() => {
        cairn.push(['event', 'pushed']);
        cairn.event('called');
        cairn.event('trial', { conversion: true });
        cairn.persona(null);
    });
    const told = await happened();
    const expected = [
        { event: { name: 'early' } },
        { persona: { is: 'it' } },
        { event: { name: 'pushed' } },
        { event: { name: 'called' } },
        { conversion: { name: 'trial' } },
        { persona: { is: null } },
    ];
    // What happens within one millisecond has an order of its own.
    const sorted = list => list.map(event => JSON.stringify(event)).sort();
    assert.deepEqual(sorted(told), sorted(expected));
    await acme.expectConsole();
});

test('what is told between the script and the engine counts, with its own time', async () => {
    const head = `<script>addEventListener('DOMContentLoaded', () => {
        const wait = setInterval(() => {
            if (!window.cairn) return;
            clearInterval(wait);
            cairn.event('waiting');
            window.toldAt = Date.now();
        });
    })</script>`;
    acme.site.answer('/cairn/engine-*.wasm', { delay: 600 });
    await open('/waiting', { head });
    acme.site.answer('/cairn/engine-*.wasm', {});
    const [told, { at }] = await browser.run(() => [toldAt, cairn.journal().find(({ event }) => event)]);
    assert.ok(Math.abs(Date.parse(at) - told) < 50, `${at} is not ${new Date(told).toISOString()}`);
    await acme.expectConsole();
});

for (const [what, call, name] of [
    ['a command that does not exist', () => cairn.push(['evnt', 'login']), 'unknown-command'],
    ['a name inherited from every object', () => cairn.push(['toString']), 'unknown-command'],
    ['a call that is no list', () => cairn.push(null), 'unknown-command'],
    ['an event without a name', () => cairn.event(), 'event-without-name'],
    ['an event whose name is no text', () => cairn.event({ name: 'login' }), 'event-without-name'],
    ['a consent that does not exist', () => cairn.consent('yes'), 'unknown-consent'],
]) {
    test(`${what} is told, and all else goes on`, async () => {
        await open('/mistaken');
        await browser.run(call);
        await browser.run(() => cairn.event('login'));
        assert.deepEqual(await happened(), [{ event: { name: 'login' } }]);
        assert.ok(await browser.run(() => cairn.slate()));
        await acme.expectConsole([name]);
    });
}

test('a persona that does not exist changes nothing', async () => {
    await open('/persona');
    await browser.run(() => cairn.persona({ toString: 0 }));
    await browser.run(() => cairn.persona('exec'));
    assert.ok(await browser.run(() => cairn.slate()));
    await acme.expectConsole();
});

test('a new config takes the journal with it, and after a wrong one the one before stays', async () => {
    await open('/docs/config');
    const sure = () => cairn.belief().personas;
    assert.deepEqual(Object.keys(await browser.run(sure)).sort(), ['finance', 'it', 'other']);
    const personas = [{ id: 'it', name: 'IT' }, { id: 'boss', name: 'Boss' }];
    await browser.run(config => cairn.config(config), offers({ personas, offers: [{ id: 'talk', title: 'Talk', url: '/talk' }] }));
    assert.deepEqual(Object.keys(await browser.run(sure)).sort(), ['boss', 'it', 'other']);
    assert.deepEqual(await acme.viewed(), ['/docs/config']);
    await browser.run(() => cairn.config({ version: 1, offers: 7 }));
    assert.ok(await browser.run(() => cairn.slate()));
    assert.deepEqual(Object.keys(await browser.run(sure)).sort(), ['boss', 'it', 'other']);
    await acme.expectConsole(['config-invalid']);
});

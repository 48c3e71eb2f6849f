// What the engine's module costs in Chromium: restoring a journal, a page view, a second look. Run it by hand, after
// `cargo cairn build`, on a machine that does nothing else: `node benches/browser.js`.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser } from '../tests/browser/support/browser.js';
import { root, serveSite } from '../tests/browser/support/serve.js';

/** So often each thing is measured. */
const ROUNDS = 15;

// Without these two a page's clock counts in steps of 0.1 ms.
const PRECISE = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** A made-up config of any size, as in `benches/engine/site.rs`. */
function made({ signals = 20, offers = 30, personas = 4, stages = 6, slots = 4 } = {}) {
    const each = (count, make) => Array.from({ length: count }, (_, it) => make(it));
    return {
        version: 1,
        privacy: { consent: 'not-required' },
        panel: { slots },
        personas: each(personas, it => ({ id: `persona-${it}` })),
        journeys: [{ id: 'journey', stages: each(stages, it => ({ id: `stage-${it}`, next: [`stage-${(it + 1) % stages}`] })) }],
        signals: each(signals, it => ({
            id: `signal-${it}`,
            when: { path: `/folder-${it}/**` },
            persona: { [`persona-${it % personas}`]: 'likely' },
            stage: { [`stage-${it % stages}`]: 'likely' },
            because: `you read folder ${it}`,
        })),
        offers: each(offers, it => ({
            id: `offer-${it}`,
            title: `Offer ${it}`,
            url: `/folder-${it % signals}/page-${it}`,
            personas: [`persona-${it % personas}`],
            stages: [`stage-${it % stages}`],
            next: [`offer-${(it + 1) % offers}`],
        })),
    };
}

/** Pages of the demo site, in the order of somebody who looks around. */
const DEMO_PAGES = [
    '/', '/products/vault', '/blog/retention-rules', '/pricing', '/docs/sso', '/security', '/customers',
    '/resources/security-guide', '/products/flow', '/docs/api', '/integrations', '/blog/what-an-audit-costs',
];

/** Runs in the page: all times are in microseconds. */
async function measure({ engine, config, pages, rounds }) {
    const WORDS = 'records retention schedule audit evidence hold single sign-on how teams keep what they must and let go of the rest';
    const address = step => `https://www.acme.example${pages[(step * 7) % pages.length]}`;
    // A session of eight page views, two minutes apart, every ten hours; the last one ends now.
    const begin = Date.now();
    const span = 500;
    const at = step => begin - (span - step) * 120_000 - (Math.floor(span / 8) - Math.floor(step / 8)) * 3_600_000;
    const view = step => ({
        at: new Date(at(step)).toISOString(),
        page: {
            url: address(step),
            title: `Page ${step % pages.length} – Acme`,
            referrer: step % 8 ? address(step - 1) : 'https://www.google.com/',
            words: WORDS.split(' '),
            engaged: 12.25,
            scrolled: 0.75,
        },
    });
    const event = step => step % 5 === 4
        ? { at: new Date(at(step)).toISOString(), impression: { slate: `s${step}`, offers: [1, 2, 3].map(it => ({ id: `offer-${it}`, propensity: 0.9 })) } }
        : step % 17 === 8
            ? { at: new Date(at(step)).toISOString(), event: { name: 'calculated' } }
            : view(step);
    const store = length => localStorage.setItem(
        'cairn',
        JSON.stringify({ version: 1, events: Array.from({ length }, (_, it) => event(span - length + it)) }),
    );
    const ask = (module, path) => module.slate('corner', path);
    let fresh = 0;
    const open = async length => {
        if (length) store(length);
        else localStorage.clear();
        const module = await import(`${engine}?${(fresh += 1)}`);
        await module.default();
        return module;
    };
    const timed = (work) => {
        const from = performance.now();
        work();
        return (performance.now() - from) * 1_000;
    };
    const found = {};
    const keep = (name, value) => (found[name] ??= []).push(value);

    for (let round = 0; round < rounds; round += 1) {
        for (const length of [0, 500]) {
            const module = await open(length);
            keep(`start, ${length} events stored`, timed(() => module.start(config, '/offers.json', 'en', '', 'granted')));
            keep(`first slate, ${length} events`, timed(() => ask(module)));
            if (length && JSON.parse(module.journal()).length < length) throw new Error('the journal was not restored');
        }
    }
    for (const length of [0, 100, 390]) {
        const views = 100;
        const module = await open(length);
        module.start(config, '/offers.json', 'en', '', 'granted');
        ask(module);
        let now = begin;
        for (let step = 0; step < views; step += 1) {
            const note = { at: (now += 1), view: address(step), referrer: address(step + 1), drawn: true };
            const name = `after ${length} events`;
            const noted = timed(() => module.note(note));
            const first = timed(() => ask(module));
            // The first views are compiled on the way.
            if (step < 20) continue;
            keep(`page view noted, ${name}`, noted);
            keep(`its slate, ${name}`, first);
            keep(`page view and slate, ${name}`, noted + first);
            keep(`the slate again, ${name}`, timed(() => ask(module)));
        }
    }
    return found;
}

const built = await readdir(join(root, 'dist')).catch(() => []);
const engine = built.find(name => /^engine-.*\.js$/.test(name));
if (!engine) throw new Error('there is no engine in dist/: run `cargo cairn build` first');
const demo = JSON.parse(await readFile(join(root, 'www/offers.json'), 'utf8'));
const site = await serveSite({ '/': '<!doctype html><title>Bench</title><h1>Bench</h1>' }, { headers: PRECISE });
const browser = await openBrowser();
try {
    await browser.driver.manage().setTimeouts({ script: 120_000 });
    await browser.visit(site.url);
    for (const [name, config, pages] of [
        ['the demo site', { ...demo, privacy: { consent: 'not-required' } }, DEMO_PAGES],
        ['20 signals, 4 personas, 6 stages, 30 offers, 4 slots', made(), made().offers.map(offer => offer.url)],
    ]) {
        const found = await browser.run(measure, { engine: `/cairn/${engine}`, config, pages, rounds: ROUNDS });
        console.log(`\n${name}`.padEnd(61) + '  median     least  (µs)');
        for (const [what, times] of Object.entries(found)) {
            const sorted = times.toSorted((one, other) => one - other);
            const [median, least] = [sorted[sorted.length >> 1], sorted[0]];
            console.log(`  ${what.padEnd(56)}${median.toFixed(0).padStart(10)}${least.toFixed(0).padStart(10)}`);
        }
    }
} finally {
    await browser.close();
    await site.stop();
}

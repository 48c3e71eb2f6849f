// What the studio costs whoever writes a file of 500 offers: from a key until what was found is painted, and a step of a walk until
// everything about it is laid out. Run it by hand, after `cargo cairn build`, on a machine that does nothing else:
// `node benches/studio.js`.
import { Key } from 'selenium-webdriver';
import { openBrowser } from '../tests/browser/support/browser.js';
import { many } from '../tests/browser/support/many.js';
import { serveDemo } from '../tests/browser/support/serve.js';
import { openStudio } from '../tests/browser/support/studio.js';

const ROUNDS = 15;
const OFFERS = 500;

const site = await serveDemo();
const browser = await openBrowser({ width: 1440, height: 1000 });
const times = new Map();
const keep = (name, value) => times.set(name, [...(times.get(name) ?? []), value]);

/** Runs in the page: a key in the middle of the text, and how long it takes until the list of findings has been painted. */
const watch = () => {
    const list = document.querySelector('.findings');
    const content = document.querySelector('.sheet').shadowRoot.querySelector('.cm-content');
    content.addEventListener('keydown', () => {
        const pressed = performance.now();
        new MutationObserver((changes, observer) => {
            observer.disconnect();
            // Behind the frame in which it is there.
            requestAnimationFrame(() => setTimeout(() => (window.found = performance.now() - pressed)));
        }).observe(list, { childList: true });
    }, true);
};

try {
    const studio = await openStudio(browser, site, { fresh: true });
    const config = many({ offers: OFFERS, pages: 1 })['/offers.json'];
    // Something is wrong somewhere: findings are drawn each time.
    config.offers[7].next = ['nowhere'];
    await studio.writes(JSON.stringify(config, null, 2));
    await browser.run(() => document.querySelector('.finding').click());
    // Within the quotes: the text stays JSON, and all of it is looked at.
    await browser.press(Key.ARROW_RIGHT);
    await browser.run(watch);
    for (let round = 0; round < ROUNDS; round += 1) {
        await browser.run(() => (window.found = undefined));
        await browser.press('x');
        keep('from a key until the findings are painted', await browser.until('it is found', () => window.found));
    }
    config.offers[7].next = undefined;
    await studio.writes(JSON.stringify(config, null, 2));
    // The panel comes as a piece of work of its own: until it is laid out.
    await browser.run(() => {
        const attach = Element.prototype.attachShadow;
        Element.prototype.attachShadow = function (given) {
            const began = performance.now();
            Promise.resolve().then(() => {
                document.body.getBoundingClientRect();
                window.mounted = performance.now() - began;
            });
            return attach.call(this, given);
        };
    });
    for (let round = 0; round < 3 * ROUNDS; round += 1) {
        keep('a step of a walk', await browser.run(async place => {
            const pages = document.querySelectorAll('.pages:not(.offers) button');
            const began = performance.now();
            pages[place % pages.length].click();
            document.body.getBoundingClientRect();
            const took = performance.now() - began;
            await new Promise(done => setTimeout(done, 150));
            return took;
        }, round));
        keep('… and the panel after it', await browser.run(() => window.mounted));
        keep('both together', times.get('a step of a walk').at(-1) + times.get('… and the panel after it').at(-1));
    }
} finally {
    await browser.close();
    // Nothing is left to wait for: it ends with this.
    site.stop();
}
console.log(`${OFFERS} offers`.padEnd(52) + 'median      most  (ms)');
for (const [what, list] of times) {
    const sorted = list.toSorted((one, other) => one - other);
    console.log(`  ${what.padEnd(44)}${sorted[sorted.length >> 1].toFixed(0).padStart(12)}${sorted.at(-1).toFixed(0).padStart(10)}`);
}

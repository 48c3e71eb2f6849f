// What the panel costs a visitor on a slow phone (4x CPU slow-down) of a large site: until the list is painted, and how long a
// key in the search blocks. Run it by hand, after `cargo cairn build`, on a machine that does nothing else: `node benches/panel.js`.
import { Key } from 'selenium-webdriver';
import { openBrowser } from '../tests/browser/support/browser.js';
import { many } from '../tests/browser/support/many.js';
import { serveSite } from '../tests/browser/support/serve.js';

const ROUNDS = 9;
const SLOWER = Number(process.env.SLOWER ?? 4);
const SIZE = { offers: 500, pages: 1500 };

const site = await serveSite(many(SIZE));
const browser = await openBrowser();
const times = new Map();
const keep = (name, value) => times.set(name, [...(times.get(name) ?? []), value]);

/** Runs in the page: from now on, how long each event blocks, and when the list is painted after the button was pressed. */
const watch = () => {
    window.blocked = [];
    const { shadowRoot } = document.querySelector('cairn-panel');
    for (const name of ['input', 'paste']) {
        let began;
        addEventListener(name, () => (began = performance.now()), true);
        // Behind all that hears it: what was made anew must be laid out, too.
        addEventListener(name, () => {
            shadowRoot.querySelector('section').getBoundingClientRect();
            window.blocked.push(performance.now() - began);
        });
    }
    shadowRoot.querySelector('.opener').addEventListener('click', () => {
        const pressed = performance.now();
        const look = () => (shadowRoot.querySelector('[data-offer]')?.checkVisibility()
            // Behind the frame in which it is there.
            ? requestAnimationFrame(() => setTimeout(() => (window.painted = performance.now() - pressed)))
            : requestAnimationFrame(look));
        look();
    }, true);
};

try {
    await browser.visit(site.url);
    for (let round = 0; round < ROUNDS; round += 1) {
        await browser.devtools('Emulation.setCPUThrottlingRate', { rate: 1 });
        await browser.driver.actions().move({ x: 2, y: 2 }).perform();
        await browser.visit(site.url);
        await browser.until('the button is there', () => document.querySelector('cairn-panel')?.shadowRoot.querySelector('.opener'));
        await browser.run(watch);
        await browser.devtools('Emulation.setCPUThrottlingRate', { rate: SLOWER });
        const opener = await browser.find('.opener', { within: 'cairn-panel' });
        // The module comes with the pointer.
        await browser.driver.actions().move({ origin: opener }).perform();
        await browser.until('the panel is mounted', () => document.querySelector('cairn-panel').shadowRoot.querySelector('section'));
        await browser.driver.actions().click().perform();
        keep('from the click until the list is painted', await browser.until('it is painted', () => window.painted));
        await browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('#else').click());
        await browser.until('the pages are taken in', count => document.querySelector('cairn-panel').shadowRoot.querySelector('.results')?.textContent.includes('Pages of this site') || count, SIZE.pages);
        await new Promise(done => setTimeout(done, 1_500));
        await browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('input').focus());
        for (const [at, key] of [...'staverpo re'].entries()) {
            await browser.press(key);
            const [block] = await browser.until('it was felt', () => window.blocked.length && window.blocked.splice(0));
            keep(at ? 'a further letter' : 'the first letter', block);
        }
        await browser.driver.actions().keyDown(Key.CONTROL).sendKeys('a').keyUp(Key.CONTROL).perform();
        await browser.devtools('Input.insertText', { text: 'caret veremo logiti staverpo dukle mirasoing' });
        keep('six words pasted', (await browser.until('it was felt', () => window.blocked.length && window.blocked.splice(0)))[0]);
    }
} finally {
    await browser.close();
    await site.stop();
}
console.log(`${SIZE.offers} offers, ${SIZE.pages} pages, ${SLOWER} times slower`.padEnd(52) + 'median      most  (ms)');
for (const [what, list] of times) {
    const sorted = list.toSorted((one, other) => one - other);
    console.log(`  ${what.padEnd(44)}${sorted[sorted.length >> 1].toFixed(0).padStart(12)}${sorted.at(-1).toFixed(0).padStart(10)}`);
}

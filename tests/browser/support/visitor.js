// A visitor, in words: he reads, follows links, opens the panel, says no. Every click and key is a real one.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';

/** How long a visitor stays on one screenful, in seconds: less than reading can pause unnoticed. */
const SCREEN = 20;

/** Brings a visitor into the browser, whose clock the test can put forward while he reads. */
export async function newVisitor(browser) {
    await browser.beforeEachPage(() => {
        // The window's name outlives the pages; the clock stands nowhere else.
        const real = Date.now.bind(Date);
        Date.now = () => real() + Number(window.name);
    });
    // Pages that scroll smoothly would still move when he clicks.
    await browser.prefer({ 'reduced-motion': 'reduce' });
    return new Visitor(browser);
}

class Visitor {
    constructor(browser) {
        this.browser = browser;
    }

    /** Types an address. */
    async visits(url) {
        await this.browser.visit(url);
        await this.settles();
    }

    /** Lets time pass. */
    async waits(seconds) {
        await this.browser.run(wait => void (window.name = Number(window.name) + wait * 1000), seconds);
    }

    /** Waits until Cairn knows this page, its title included. */
    async settles() {
        await this.browser.until('Cairn has read the page', () => {
            const journal = window.cairn?.journal?.() ?? [];
            const last = journal.findLast(event => event.page)?.page;
            return window.cairn?.slate?.() && last?.title === document.title;
        });
    }

    /** Reads the page from top to end, screen by screen. */
    async reads() {
        const screens = await this.browser.run(() => Math.ceil(document.documentElement.scrollHeight / innerHeight));
        for (let screen = 0; screen < Math.min(screens, 5); screen += 1) {
            await this.waits(SCREEN);
            await this.browser.press(Key.PAGE_DOWN);
        }
        // A page may grow as its end comes near.
        while (!(await this.isAtEnd())) await this.browser.press(Key.END);
        // What was seen counts from the scroll event on, which follows the scroll.
        await this.browser.until('the scrolling was noted', () => {
            return cairn.journal().findLast(event => event.page).page.scrolled > 0.8;
        });
    }

    async isAtEnd() {
        return this.browser.run(() => new Promise(done => requestAnimationFrame(() => {
            done(scrollY + innerHeight >= document.documentElement.scrollHeight - 2);
        })));
    }

    /** Follows links of the page one after the other: the first opens a menu perhaps, the last leads on. */
    async follows(...selectors) {
        const before = await this.leaving();
        for (const selector of selectors) await this.clicks(selector);
        await this.arrives(before);
    }

    /** Moves the pointer to an element that can be seen and that nothing covers, and clicks. */
    async clicks(selector, where) {
        const element = await this.browser.find(selector, where);
        await this.browser.until(`${selector} can be seen, and nothing covers it`, element => {
            if (!element.checkVisibility()) return false;
            // WebDriver's own click thinks that what a closed <details> shows by style is hidden.
            const box = element.getClientRects()[0];
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const there = element.getRootNode().elementFromPoint(x, y);
            const free = element.contains(there) || there?.contains(element);
            // Below the edge of the window, or of what scrolls by itself.
            if (!free) element.scrollIntoView({ block: 'center', behavior: 'instant' });
            return free;
        }, element);
        const [x, y] = await this.browser.run(element => {
            const box = element.getClientRects()[0];
            return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
        }, element);
        await this.browser.driver.actions().move({ x, y }).click().perform();
    }

    /** Marks this page, so that the next one can be told from it. */
    async leaving() {
        return this.browser.run(() => (window.leaving = location.href));
    }

    async arrives(before) {
        await this.browser.until(`${before} was left`, () => !window.leaving && document.readyState === 'complete');
        await this.settles();
    }

    /** Opens the corner panel with the mouse, and gives the offers in it. */
    async opensPanel() {
        await this.clicks('.opener', { within: 'cairn-panel' });
        await this.browser.until('the panel is open', () => {
            const panel = document.querySelector('cairn-panel').shadowRoot.querySelector('section');
            return panel && !panel.hidden;
        });
        return this.offers();
    }

    /** The offers in the panel, in their order: `{ id, title, text, reason, href }`. */
    async offers() {
        return this.browser.run(() => {
            const cards = document.querySelector('cairn-panel').shadowRoot.querySelectorAll('[data-offer]');
            const say = (card, part) => card.querySelector(`[part~=${part}]`).textContent;
            return [...cards].filter(card => !card.querySelector('.face').hidden).map(card => ({
                id: card.dataset.offer,
                title: say(card, 'title'),
                text: say(card, 'text'),
                reason: say(card, 'reason'),
                href: card.querySelector('a').href,
            }));
        });
    }

    /** Follows an offer of the open panel. */
    async takes(offer) {
        const before = await this.leaving();
        await this.clicks(`[data-offer="${offer}"] a`, { within: 'cairn-panel' });
        await this.arrives(before);
    }

    /** Says "not for me" to an offer of the open panel. */
    async dismisses(offer) {
        await this.clicks(`[data-offer="${offer}"] [part~=dismiss]`, { within: 'cairn-panel' });
    }

    /** The personas that Cairn thinks of, the likeliest first. */
    async personas() {
        const belief = await this.browser.run(() => cairn.belief());
        return Object.keys(belief.personas).sort((one, other) => belief.personas[other] - belief.personas[one]);
    }
}

/** The console is empty, and nothing was thrown: the end of every test. */
export async function isQuiet(browser) {
    assert.deepEqual(await browser.console(), [], 'the console is empty');
    assert.deepEqual(await browser.uncaught(), []);
}

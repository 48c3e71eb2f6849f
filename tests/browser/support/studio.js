// The studio, opened for a test, and what tests do in it.
import assert from 'node:assert/strict';
import { By, Key } from 'selenium-webdriver';
import { isAccessible } from './access.js';

/**
 * Opens the studio of a served demo: `const studio = await openStudio(browser, site)`. With `{ fresh: true }` as for somebody who
 * was never there.
 */
export async function openStudio(browser, site, { fresh = false } = {}) {
    // A page that is still open would keep what it knows.
    if (fresh) await browser.visit('about:blank');
    if (fresh) await browser.devtools('Storage.clearDataForOrigin', { origin: new URL(site.url).origin, storageTypes: 'local_storage' });
    await browser.visit(new URL('/studio/', site.url).href);
    await browser.until('the studio shows its pages', () => document.querySelectorAll('.pages button').length);
    return new Studio(browser);
}

class Studio {
    constructor(browser) {
        this.browser = browser;
    }

    /** Views a page of the list, by its path, and waits for the panel of that page. */
    async views(path) {
        const { browser } = this;
        await browser.run(() => document.querySelector('.trail [aria-current]')?.toggleAttribute('data-before', true));
        await browser.run(path => {
            const page = [...document.querySelectorAll('.pages button')].find(it => it.querySelector('small').textContent === path);
            if (!page) throw new Error(`no page ${path} among the pages`);
            page.click();
        }, path);
        await browser.until(`${path} is the last step`, path => {
            const step = document.querySelector('.trail [aria-current]:not([data-before])');
            return step?.textContent.includes(path);
        }, path);
        await this.settles();
    }

    /** Presses the button with this text. */
    async presses(text, within = 'body') {
        const done = await this.browser.run((text, within) => {
            const buttons = [...document.querySelector(within).querySelectorAll('button, summary')];
            const button = buttons.find(it => it.checkVisibility() && it.textContent.trim() === text);
            button?.click();
            return Boolean(button);
        }, text, within);
        assert.ok(done, `there is no button "${text}"`);
        await this.settles();
    }

    /** Puts the cursor into the text, at its end. */
    async entersText() {
        await this.browser.run(() => document.querySelector('.sheet').shadowRoot.querySelector('.cm-content').focus());
        await this.browser.driver.actions().keyDown(Key.CONTROL).sendKeys(Key.END).keyUp(Key.CONTROL).perform();
    }

    /** The text is this from now on, and all views have heard of it. */
    async writes(text) {
        const { browser } = this;
        await this.entersText();
        await browser.driver.actions().keyDown(Key.CONTROL).sendKeys('a').keyUp(Key.CONTROL).perform();
        await browser.run(text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', text);
            document.querySelector('.sheet').shadowRoot.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        }, text);
        await browser.run(() => new Promise(done => setTimeout(done, 400)));
    }

    /** What is found in the text. */
    async findings() {
        return this.browser.run(() => [...document.querySelectorAll('.findings b')].map(it => it.textContent));
    }

    /** Turns to a view, by its tab. */
    async turnsTo(name) {
        await this.browser.run(name => document.getElementById(`tab-${name}`).click(), name);
    }

    /** Waits until the panel shows the slate that the reasons are about. */
    async settles() {
        await this.browser.until('the panel shows the slate', () => {
            const root = document.querySelector('cairn-panel')?.shadowRoot;
            const shown = [...root?.querySelectorAll('[part~=card] [part~=title]') ?? []].map(it => it.textContent.trim());
            const told = [...document.querySelectorAll('.why ol.reasons .row b')].map(it => it.textContent.trim());
            // On one page the panel keeps its offers in their order.
            return root && shown.sort().join() === told.sort().join();
        });
    }

    /** The titles on the slate. */
    async slate() {
        return this.browser.run(() => [...document.querySelectorAll('.why ol.reasons .row b')].map(it => it.textContent));
    }

    /** The shares of the personas as they are shown, in percent. */
    async personas() {
        return this.browser.run(() => Object.fromEntries([...document.querySelectorAll('.believes .half:first-child .bar')]
            .map(bar => [bar.querySelector('span').textContent, Number.parseInt(bar.querySelector('b').textContent)])));
    }

    /** The steps, in words. */
    async steps() {
        return this.browser.run(() => [...document.querySelectorAll('.trail .step span')].map(it => it.textContent));
    }

    /** Files that are handed to the user from now on: `{ name: text }`, asked for in the end. */
    async catchesFiles() {
        await this.browser.run(() => {
            window.handed = {};
            const blobs = new Map();
            const create = URL.createObjectURL;
            URL.createObjectURL = (blob) => {
                const url = create.call(URL, blob);
                blobs.set(url, blob);
                return url;
            };
            HTMLAnchorElement.prototype.click = function () {
                const blob = blobs.get(this.href);
                window.handed[this.download] = blob.text();
            };
        });
        return () => this.browser.run(async () => Object.fromEntries(await Promise.all(Object.entries(window.handed).map(async ([name, text]) => [name, await text]))));
    }

    /** Chooses a file where a view asks for one. */
    async chooses(path, within) {
        await this.browser.driver.findElement(By.css(`${within} input[type=file]`)).sendKeys(path);
    }

    /** What axe-core has to say against the page as it is now. */
    async isAccessible(state) {
        await isAccessible(this.browser, state);
    }
}

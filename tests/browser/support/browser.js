// A real Chromium, fresh for each test file, with what the tests ask it in words.
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Browser as Name, Builder, By, logging } from 'selenium-webdriver';
import { Options, ServiceBuilder } from 'selenium-webdriver/chrome.js';

const QUIET = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

/** How long anything may take that a test waits for, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Opens a browser of its own: `const browser = await openBrowser({ width: 320, height: 640 })`,
 * and `await browser.close()` at the end.
 */
export async function openBrowser({ width = 1280, height = 900, flags = [] } = {}) {
    const profile = await mkdtemp(join(tmpdir(), 'cairn-browser-'));
    const logs = new logging.Preferences();
    logs.setLevel(logging.Type.BROWSER, logging.Level.ALL);
    logs.setLevel(logging.Type.PERFORMANCE, logging.Level.ALL);
    const options = new Options()
        .setChromeBinaryPath(program('CHROMIUM', ['chromium', 'google-chrome', 'chrome', 'chromium-browser']))
        .addArguments(...QUIET, `--user-data-dir=${profile}`, `--window-size=${width},${height}`, ...flags);
    options.setLoggingPrefs(logs);
    const driver = await new Builder()
        .forBrowser(Name.CHROME)
        .setChromeOptions(options)
        .setChromeService(new ServiceBuilder(program('CHROMEDRIVER', ['chromedriver'])))
        .build();
    await driver.manage().setTimeouts({ script: PATIENCE, pageLoad: 3 * PATIENCE });
    return new Browser(driver, profile);
}

class Browser {
    #profile;
    #said = [];
    #asked = [];

    constructor(driver, profile) {
        /** Selenium's driver, for what has no words here. */
        this.driver = driver;
        this.#profile = profile;
    }

    /** Goes to an address and waits until the page has loaded. */
    async visit(url) {
        await this.driver.get(url);
    }

    /** Runs a function in the page with these values; a promise is waited for. */
    async run(work, ...values) {
        return this.driver.executeScript(`return (${work})(...arguments)`, ...values);
    }

    /** Runs a function before each page's own scripts, in every page from now on. */
    async beforeEachPage(work, ...values) {
        const list = values.map(value => JSON.stringify(value)).join();
        await this.devtools('Page.addScriptToEvaluateOnNewDocument', { source: `(${work})(${list})` });
    }

    /** Waits until a function of the page gives something true, and gives that. */
    async until(what, work, ...values) {
        let last;
        const isSo = async () => {
            last = await this.run(work, ...values);
            return Boolean(last);
        };
        await this.driver.wait(isSo, PATIENCE, `waited in vain until ${what}`, 50);
        return last;
    }

    /** The first element for this selector, inside `host`'s shadow root if one is named. */
    async find(selector, { within } = {}) {
        const scope = within ? await this.driver.findElement(By.css(within)).getShadowRoot() : this.driver;
        return scope.findElement(By.css(selector));
    }

    /** Presses keys one after the other, such as `Key.TAB`. */
    async press(...keys) {
        await this.driver.actions().sendKeys(...keys).perform();
    }

    /** Dark colours, less motion, forced colours: `prefer({ 'color-scheme': 'dark' })`. */
    async prefer(preferences) {
        const features = Object.entries(preferences).map(([name, value]) => {
            return { name: name === 'forced-colors' ? name : `prefers-${name}`, value };
        });
        await this.devtools('Emulation.setEmulatedMedia', { features });
    }

    /** A phone held upright, or any size given. */
    async becomePhone({ width = 320, height = 640, scale = 2 } = {}) {
        const metrics = { width, height, deviceScaleFactor: scale, mobile: true };
        await this.devtools('Emulation.setDeviceMetricsOverride', metrics);
        await this.devtools('Emulation.setTouchEmulationEnabled', { enabled: true });
    }

    /** Puts the page out of sight, or back, as switching tabs does. */
    async show(visible) {
        await this.devtools('Emulation.setFocusEmulationEnabled', { enabled: visible });
        await this.devtools('Page.setWebLifecycleState', { state: visible ? 'active' : 'frozen' });
    }

    /** A command of the DevTools protocol, and its answer. */
    async devtools(command, values = {}) {
        return this.driver.sendAndGetDevToolsCommand(command, values);
    }

    /**
     * All that the console has shown since the start: `{ level, source, text }`. Uncaught errors have the source
     * `javascript`, blocked things `security`, failed requests `network`, the page's own words `console-api`.
     */
    async console() {
        for (const entry of await this.driver.manage().logs().get(logging.Type.BROWSER)) {
            const { level, message } = entry.toJSON();
            this.#said.push({ level, source: sourceOf(entry, message), text: message });
        }
        return this.#said;
    }

    /** The uncaught errors among them. */
    async uncaught() {
        return (await this.console()).filter(entry => /\bUncaught\b/.test(entry.text));
    }

    /** Every request since the start, of all pages: `{ method, url, type, page, headers, body }`. */
    async requests() {
        for (const entry of await this.driver.manage().logs().get(logging.Type.PERFORMANCE)) {
            const { method, params } = JSON.parse(entry.message).message;
            if (method !== 'Network.requestWillBeSent') continue;
            const { request, type, documentURL } = params;
            // The browser's own start page asks for its own parts.
            if (documentURL.startsWith('chrome:')) continue;
            this.#asked.push({
                method: request.method,
                url: request.url,
                type,
                page: documentURL,
                headers: request.headers,
                body: request.postData,
            });
        }
        return this.#asked;
    }

    /** Ends the browser and removes what it kept. */
    async close() {
        await this.driver.quit();
        await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
    }
}

/** Selenium keeps no source, so it is read off the message's form. */
function sourceOf(entry, message) {
    if (/Content Security Policy|Trusted ?Types?|Permissions policy/i.test(message)) return 'security';
    if (/Failed to load resource|net::ERR_/.test(message)) return 'network';
    if (/ Uncaught /.test(message)) return 'javascript';
    return 'console-api';
}

/** A program named by an environment variable, or the first of these names on the path. */
function program(variable, names) {
    if (process.env[variable]) return process.env[variable];
    const folders = (process.env.PATH ?? '').split(delimiter);
    const found = names.flatMap(name => folders.map(folder => join(folder, name))).find(isProgram);
    if (!found) throw new Error(`no ${names[0]} on the path: \`cargo cairn test\` installs it where it can`);
    return found;
}

function isProgram(path) {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

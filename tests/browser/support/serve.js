// Servers for the browser tests: the command's own, and one whose answers a test makes up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The workspace. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The command, as it was built. */
export const command = process.env.CAIRN ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'tool/cairn');

const TYPES = {
    '.css': 'text/css; charset=utf-8',
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.json': 'application/json',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.wasm': 'application/wasm',
    '.woff2': 'font/woff2',
};

/**
 * The demo site as `cairn serve` gives it, with what is built already.
 * `serveDemo({ csp: 'strict' })` → `{ url, stop }`
 */
export async function serveDemo({ csp } = {}) {
    const options = ['serve', '--no-build', '--port', '0', ...(csp ? ['--csp', csp] : [])];
    const server = spawn(command, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(server, 'spawn').catch(problem => {
        throw new Error(`${command} cannot be started (${problem.message}): run \`cargo cairn build\` first`);
    });
    const ended = once(server, 'exit');
    // The tests must not wait for the server, nor the server outlive them.
    server.unref();
    const stop = async () => {
        server.kill();
        await ended;
    };
    process.once('exit', () => server.kill());
    for await (const line of createInterface({ input: server.stdout })) {
        const [url] = line.match(/http:\/\/\S+/) ?? [];
        if (url) return { url, stop };
    }
    throw new Error('`cairn serve` ended before it said its address');
}

/**
 * A site of the test's own: `pages` maps a path to what is there, text or an object (sent as JSON).
 * Under `/cairn/` is the built folder. Any answer can be changed, also while a page is open:
 *
 *     const site = await serveSite({ '/': '<script async src="/cairn/cairn.js"></script>' });
 *     site.answer('/cairn/panel-*.wasm', { status: 404 });
 *     site.answer('/sitemap.xml', { until: aPromise });
 *     site.answer('/offers.json', { delay: 500, headers: { 'Content-Type': 'text/plain' }, body: '{' });
 *
 * An answer's path may contain `*`; the latest that fits is given. `headers` go out with every page.
 * `site.requests` lists what was asked for: `{ method, path, headers, body }`.
 */
export async function serveSite(pages = {}, { headers = {} } = {}) {
    const answers = [];
    const requests = [];
    const server = createServer(async (request, response) => {
        const path = decodeURIComponent(new URL(request.url, 'http://site').pathname);
        const body = Buffer.concat(await request.toArray()).toString();
        requests.push({ method: request.method, path: request.url, headers: request.headers, body });
        const made = answers.findLast(answer => answer.fits(path)) ?? {};
        const found = await content(path, pages);
        if (made.delay) await pause(made.delay);
        await made.until;
        response.writeHead(made.status ?? (found || made.body !== undefined ? 200 : 404), {
            'Content-Type': TYPES[extname(path)] ?? TYPES['.html'],
            'Cache-Control': 'no-cache',
            ...headers,
            ...made.headers,
        });
        response.end(made.body ?? (made.status >= 400 ? '' : found));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
        url: `http://127.0.0.1:${server.address().port}/`,
        requests,
        answer(path, made) {
            answers.push({ ...made, fits: matching(path) });
        },
        async stop() {
            server.closeAllConnections();
            server.close();
            await once(server, 'close');
        },
    };
}

/** What is at `path`: a page of the test, or a file of the built folder. */
async function content(path, pages) {
    const page = pages[path];
    if (page !== undefined) return typeof page === 'object' && !Buffer.isBuffer(page) ? JSON.stringify(page) : page;
    const file = normalize(path).match(/^\/cairn\/(.+)$/)?.[1];
    return file && readFile(join(root, 'dist', file)).catch(() => undefined);
}

function matching(path) {
    const parts = path.split('*').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const pattern = new RegExp(`^${parts.join('.*')}$`);
    return asked => pattern.test(asked);
}

// What ships, measured once more and by other means than the build's own table.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib';
import { root } from './support/serve.js';

const dist = join(root, 'dist');
const files = await readdir(dist);
const loader = await readFile(join(dist, 'cairn.js'), 'utf8');
const scripts = files.filter(file => file.endsWith('.js'));
const shipped = files.filter(file => /\.(js|wasm)$/.test(file));

/** Bytes over the wire of all shipped files whose name starts so. */
async function weight(prefix) {
    const contents = await Promise.all(
        shipped.filter(file => file.startsWith(prefix)).map(file => readFile(join(dist, file))),
    );
    return contents.reduce((sum, content) => sum + brotli(content).length, 0);
}

function brotli(content) {
    const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
    return brotliCompressSync(content, {
        params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: content.length },
    });
}

for (const [part, prefix, budget] of [
    ['loader', 'cairn.js', 4_000],
    ['engine', 'engine-', 42_000],
    ['panel', 'panel-', 58_000],
]) {
    test(`the ${part} weighs at most ${budget} bytes of brotli`, async () => {
        const bytes = await weight(prefix);
        assert.ok(bytes > 0, `nothing is called ${prefix}*`);
        assert.ok(bytes <= budget, `${bytes} bytes: ${bytes - budget} too many`);
    });
}

const modules = shipped.filter(file => /^(engine|panel)-/.test(file));

test('every module that the loader names is there, and no other one', () => {
    const named = [...loader.matchAll(/(?:engine|panel)-[0-9a-f]{10}/g)].flatMap(([stem]) => [`${stem}.js`, `${stem}.wasm`]);
    assert.deepEqual([...new Set(named)].sort(), modules.sort());
});

test('each script finds its own wasm, and the panel what draws a code', async () => {
    for (const script of modules.filter(file => file.endsWith('.js'))) {
        const text = await readFile(join(dist, script), 'utf8');
        const named = text.match(/(?:engine|panel)-[0-9a-f]{10}\.wasm|qr-[0-9a-f]{10}\.js/g);
        assert.ok(named.length >= 1 && named.every(name => files.includes(name)), `${script} names ${named}`);
    }
});

test('no script writes markup or compiles text, which strict pages refuse', async () => {
    for (const script of scripts) {
        const text = await readFile(join(dist, script), 'utf8');
        for (const refused of ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'eval(', 'new Function']) {
            assert.ok(!text.includes(refused), `${script} contains ${refused}`);
        }
    }
});

test('beside each file stand its compressed forms, and they hold the same', async () => {
    for (const file of shipped) {
        const content = await readFile(join(dist, file));
        assert.deepEqual(brotliDecompressSync(await readFile(join(dist, `${file}.br`))), content, `${file}.br`);
        assert.deepEqual(gunzipSync(await readFile(join(dist, `${file}.gz`))), content, `${file}.gz`);
    }
});

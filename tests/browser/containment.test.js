// What the build adds to each module's glue, tried on functions that fail as wasm fails.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const source = await readFile(new URL('../../src/cli/contain.js', import.meta.url), 'utf8');
let copies = 0;

// Each module of a page has a copy of its own.
function freshCopy() {
    const script = `${source}\nexport { contain, onPanic }; // ${copies++}`;
    return import(`data:text/javascript,${encodeURIComponent(script)}`);
}

const trap = () => {
    throw new WebAssembly.RuntimeError('unreachable');
};

test('what works passes unchanged, and so does what is no function', async () => {
    const { contain } = await freshCopy();
    const memory = { buffer: new ArrayBuffer(1) };
    const wasm = contain({ memory, add: (a, b) => a + b }, []);
    assert.equal(wasm.add(1, 2), 3);
    assert.equal(wasm.memory, memory);
});

test('a trap is not thrown at the caller, is told once, and ends the module', async () => {
    const { contain, onPanic } = await freshCopy();
    const told = [];
    let entered = 0;
    onPanic(failure => told.push(failure.message));
    const wasm = contain({ trap, work: () => ++entered }, []);
    assert.equal(wasm.trap(), undefined);
    assert.equal(wasm.trap(), undefined);
    assert.equal(wasm.work(), undefined);
    assert.equal(entered, 0, 'a dead module is not entered again');
    assert.deepEqual(told, ['unreachable']);
});

test('whoever asks late is told at once', async () => {
    const { contain, onPanic } = await freshCopy();
    contain({ trap }, []).trap();
    const told = [];
    onPanic(failure => told.push(failure.message));
    assert.deepEqual(told, ['unreachable']);
});

test('a failure in a nested call stays inside too, and the outer call gets out', async () => {
    const { contain } = await freshCopy();
    let page = 'untouched';
    const wasm = contain({
        trap,
        free: () => 'freed',
        // As a listener does that a `dispatchEvent` of the module calls: what it throws, the page would see.
        outer: () => {
            try {
                wasm.trap();
            } catch {
                page = 'reached';
            }
            return wasm.free();
        },
    }, []);
    assert.equal(wasm.outer(), 'freed');
    assert.equal(page, 'untouched');
    assert.equal(wasm.outer(), undefined, 'dead from outside');
});

test('exports of several values answer with zeros, which the glue can take apart', async () => {
    const { contain } = await freshCopy();
    const [pointer, length, failed] = contain({ text: trap }, ['text']).text();
    assert.deepEqual([pointer, length, failed], [0, 0, 0]);
});

test('a listener of the failure that fails itself is not heard', async () => {
    const { contain, onPanic } = await freshCopy();
    onPanic(trap);
    assert.equal(contain({ trap }, []).trap(), undefined);
});

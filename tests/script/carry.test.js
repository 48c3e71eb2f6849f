// A journal as a link or a file, and back.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { mock, test } from 'node:test';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { pack, read, unpack, written } from '../../src/panel/carry.js';

const ndjson = await readFile(new URL('../journeys/advances-from-blog-to-price/journal.ndjson', import.meta.url), 'utf8');
const events = ndjson.trim().split('\n').map(line => JSON.parse(line));
const odd = [{ at: '2026-11-12T09:00:00Z', page: { title: 'Übersicht 价格 🚀 \uD83D "\\\n', 2: 'b', 1: 'a', ['__proto__']: 1 } }];

const refused = message => error => error instanceof Error && error.constructor === Error && error.message === message;
const deflated = text => deflateRawSync(text).toString('base64url');
const plain = text => `.${Buffer.from(text).toString('base64url')}`;

/** Runs where the browser has no such streams. */
async function withoutStreams(act) {
    const { CompressionStream, DecompressionStream } = globalThis;
    delete globalThis.CompressionStream;
    delete globalThis.DecompressionStream;
    try {
        return await act();
    } finally {
        Object.assign(globalThis, { CompressionStream, DecompressionStream });
    }
}

test('a packed journal comes back as it was', async () => {
    for (const list of [events, odd, []]) {
        assert.deepEqual(await unpack(await pack({ events: list })), list);
        assert.deepEqual(await unpack(await pack(list)), list, 'from a list');
    }
});

test('a packed journal is deflated JSON in letters that an address leaves alone', async () => {
    const text = await pack({ events });
    assert.match(text, /^[\w-]+$/);
    const { version, events: inside } = JSON.parse(inflateRawSync(Buffer.from(text, 'base64url')));
    assert.deepEqual([version, inside], [1, events]);
    assert.ok(text.length < JSON.stringify(events).length / 1.5, `${text.length} letters`);
});

test('a link made by other means is read', async () => {
    assert.deepEqual(await unpack(deflated(JSON.stringify({ version: 1, events }))), events);
    assert.deepEqual(await unpack(plain(JSON.stringify({ version: 1, events }))), events);
});

test('a browser that cannot deflate packs all the same, with a dot in front', async () => {
    const text = await withoutStreams(() => pack({ events: odd }));
    assert.match(text, /^\.[\w-]+$/);
    assert.deepEqual(await unpack(text), odd);
    assert.deepEqual(await withoutStreams(() => unpack(text)), odd);
    await assert.rejects(withoutStreams(async () => unpack(deflated('{}'))), refused('unreadable'));
});

test('a browser that has the stream, but not this kind, packs as if it had none', async () => {
    const { CompressionStream } = globalThis;
    globalThis.CompressionStream = class {
        constructor() {
            throw new TypeError('Unsupported format');
        }
    };
    try {
        assert.match(await pack({ events }), /^\./);
    } finally {
        globalThis.CompressionStream = CompressionStream;
    }
});

for (const [kind, make] of [['deflated', () => pack({ events })], ['plain', () => withoutStreams(() => pack({ events }))]]) {
    test(`a ${kind} link with a letter changed, lost or added gives no other journal`, async () => {
        const text = await make();
        let refusals = 0;
        for (let at = 0; at < text.length; at += 1) {
            const [before, after] = [text.slice(0, at), text.slice(at + 1)];
            for (const other of [`${before}${text[at] === 'A' ? 'B' : 'A'}${after}`, before + after, `${before}_${text[at]}${after}`]) {
                await unpack(other).then(
                    // The last letter has bits that stand for nothing.
                    list => assert.deepEqual(list, events, other),
                    error => assert.ok(refused('unreadable')(error) || refused('newer')(error), `${error}`) ?? refusals++,
                );
            }
        }
        assert.ok(refusals > 2.9 * text.length, `${refusals} of ${3 * text.length}`);
    });

    test(`a ${kind} link that is cut short is refused`, async () => {
        const text = await make();
        for (let length = 0; length < text.length - 2; length += 1) {
            await assert.rejects(unpack(text.slice(0, length)), refused('unreadable'), `${length}`);
        }
    });
}

test('what is no link of ours is refused in the same way', async () => {
    const texts = [undefined, null, 1, '', '.', '!', 'ä', '🚀', 'A', 'AAAA', '....', deflated(''), deflated('x'), deflated('null'), deflated('[]'),
        deflated('{}'), deflated('{"version":1}'), deflated('{"version":1,"events":{}}'), deflated('{"version":1,"events":"x"}'),
        deflated('{"version":"2","events":[]}'), deflated('{"version":1,"events":[]'), deflated(Buffer.from([0xff, 0xfe])),
        deflated('{"version":1,"events":[],"sum":1}'), plain('{"version":1,"events":[],"sum":1}')];
    for (const text of texts) await assert.rejects(unpack(text), refused('unreadable'), String(text));
});

test('what a later version wrote is told apart', async () => {
    for (const version of [2, 99, 0]) {
        const json = JSON.stringify({ version, events });
        for (const text of [deflated(json), plain(json)]) await assert.rejects(unpack(text), refused('newer'));
        assert.throws(() => read(json), refused('newer'));
        assert.throws(() => read(written({ events }).replace('"version":1', `"version":${version}`)), refused('newer'));
    }
});

test('only events with a time survive', async () => {
    const mixed = [1, null, 'at', [], {}, { at: 5 }, events[0], { at: null }, { at: '' , note: 1 }];
    const json = JSON.stringify({ version: 1, events: mixed });
    const left = [events[0], { at: '', note: 1 }];
    assert.deepEqual(await unpack(deflated(json)), left);
    assert.deepEqual(read(json), left);
});

test('a small link that inflates to more than a journal has is refused, and not inflated to the end', async () => {
    const bomb = deflated(`{"version":1,"events":[]${' '.repeat(64 << 20)}}`);
    assert.ok(bomb.length < 1 << 20, `${bomb.length} letters`);
    let inflated = 0;
    const { DecompressionStream } = globalThis;
    globalThis.DecompressionStream = class {
        constructor(kind) {
            const inner = new DecompressionStream(kind);
            const count = new TransformStream({
                transform(chunk, out) {
                    inflated += chunk.length;
                    out.enqueue(chunk);
                },
            });
            this.writable = inner.writable;
            this.readable = inner.readable.pipeThrough(count);
        }
    };
    try {
        await assert.rejects(unpack(bomb), refused('unreadable'));
    } finally {
        globalThis.DecompressionStream = DecompressionStream;
    }
    assert.ok(inflated < 8 << 20, `${inflated} bytes`);
    const full = `{"version":1,"events":[]${' '.repeat((1 << 20) - 25)}}`;
    assert.equal(full.length, 1 << 20);
    assert.deepEqual(await unpack(deflated(full)), []);
    assert.deepEqual(await unpack(plain(full)), []);
    await assert.rejects(unpack(deflated(`${full} `)), refused('unreadable'));
    await assert.rejects(unpack(plain(`${full} `)), refused('unreadable'));
    await assert.rejects(unpack('A'.repeat(3 << 20)), refused('unreadable'));
});

test('a file has a line for each event and is read again', () => {
    const text = written({ events });
    assert.deepEqual(JSON.parse(text), { version: 1, events });
    const lines = text.split('\n');
    assert.equal(lines.length, events.length + 3);
    events.forEach((event, index) => assert.deepEqual(JSON.parse(lines[index + 1].replace(/,$/, '')), event));
    for (const list of [events, odd, []]) assert.deepEqual(read(written(list)), list);
    assert.deepEqual(read(text.replaceAll('\n', '\r\n')), events);
});

test('a file with nothing but a line for each event is read', () => {
    assert.deepEqual(read(ndjson), events);
    assert.deepEqual(read(ndjson.replaceAll('\n', '\r\n\r\n')), events);
    assert.deepEqual(read(ndjson.split('\n')[0]), events.slice(0, 1));
    assert.deepEqual(read(`${ndjson}{"note":"no time"}\n5\n`), events);
});

test('what is no journal is refused as a file, too', () => {
    const text = written({ events });
    const texts = [undefined, null, '', '\n', 'null', '0', '"x"', '[]', '{}', '1\n2', '{"a":1}\n{"b":2}', '<html>', '{"version":1}', text.slice(0, -4),
        text.slice(0, 300), `${text}x`, `${ndjson}{"at":`, `{"version":1,"events":[${' '.repeat(1 << 20)}]}`];
    for (const other of texts) assert.throws(() => read(other), refused('unreadable'), String(other).slice(0, 60));
});

test('no failure stays behind unheard', async () => {
    const heard = mock.fn();
    process.on('unhandledRejection', heard);
    for (const text of ['AAAA', deflated('x'.repeat(2 << 20)), (await pack({ events })).slice(0, 50)]) await assert.rejects(unpack(text));
    await new Promise(resolve => setTimeout(resolve));
    process.off('unhandledRejection', heard);
    assert.equal(heard.mock.callCount(), 0);
});

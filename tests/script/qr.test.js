// QR codes, read by another library than the one that makes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import jsqr from 'jsqr';
import { COMFORTABLE, path } from '../../src/panel/qr.js';

/** Whether each module is dark, as the path paints them. */
function painted({ size, d }) {
    assert.match(d, /^(M\d+ \d+h\d+v1H\d+z)+$/);
    const modules = Array.from({ length: size }, () => new Array(size).fill(false));
    for (const [, x, y, width, back] of d.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)) {
        assert.equal(x, back);
        modules[y].fill(true, +x, +x + +width);
    }
    return modules;
}

/** What a reader makes of the code, each module `scale` pixels wide. */
function seen(code, scale = 3) {
    const modules = painted(code);
    const width = code.size * scale;
    const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
    for (let y = 0; y < width; y++) {
        for (let x = 0; x < width; x++) {
            if (modules[Math.floor(y / scale)][Math.floor(x / scale)]) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
        }
    }
    return jsqr(pixels, width, width, { inversionAttempts: 'dontInvert' });
}

/** Letters as those of a packed journal. */
const letters = length => Array.from({ length }, (_, index) => (index * 7919 % 36).toString(36)[index % 3 ? 'toLowerCase' : 'toUpperCase']()).join('');

test('a reader sees the text', () => {
    for (const text of ['https://fernhill.example/#cairn=x', 'A', '12345', 'UPPER CASE', 'Übersicht 价格 🚀', `https://fernhill.example/#${letters(160)}`]) {
        assert.equal(seen(path(text))?.data, text);
    }
});

test('there is a light margin of four modules', () => {
    for (const text of ['A', letters(300)]) {
        const code = path(text);
        const modules = painted(code);
        modules.forEach((row, y) => row.forEach((dark, x) => {
            if (Math.min(x, y, code.size - 1 - x, code.size - 1 - y) < 4) assert.ok(!dark, `${x} ${y}`);
        }));
        // The corner marks begin right there.
        assert.ok(modules[4][4] && modules[4][code.size - 5] && modules[code.size - 5][4]);
    }
});

test('a comfortable text has modules of three pixels in a square of 240, and one byte more has not', () => {
    const code = path(letters(COMFORTABLE));
    assert.equal(seen(code).data, letters(COMFORTABLE));
    assert.ok(240 / code.size >= 3, `${240 / code.size} pixels`);
    assert.ok(path(letters(COMFORTABLE + 1)).size > code.size);
});

test('no more room is taken than the lowest error correction needs', () => {
    // Version 1 has 17 bytes at level L, and 14 at the next.
    assert.equal(path(letters(17)).size, 21 + 8);
    assert.equal(path(letters(18)).size, 25 + 8);
});

test('what is too long is refused with a plain error', () => {
    assert.equal(path('x'.repeat(2953)).size, 177 + 8);
    for (const text of ['x'.repeat(2954), 'ä'.repeat(1477), 'x'.repeat(100_000)]) {
        assert.throws(() => path(text), error => error.constructor === Error && error.message === 'too long');
    }
});

test('half a character is no reason to fail', () => {
    assert.equal(seen(path('a\uD83D'))?.data, 'a\uFFFD');
});

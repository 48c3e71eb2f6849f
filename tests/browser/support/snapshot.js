// Pictures of what stands on the page, kept small, and compared with those that were looked at and found good.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { root } from './serve.js';

/** Half the size shows what has moved, gone or changed its colour, in a quarter of the bytes. */
const SCALE = 0.5;
/** Of two colours that differ by less than this share, as people see them, nobody would say that they differ. */
const UNSEEN = 0.15;
/** So many pixels may differ: what another version of the browser draws otherwise at the edges of letters. */
const TOLERANCE = 0.0012;

const KEPT = join(root, 'tests/browser/snapshots');
const MADE = join(root, 'target/snapshots');

/**
 * Compares a part of the page, `{ x, y, width, height }`, with the picture of this name; gives what is wrong, or nothing.
 * With `SNAPSHOTS=keep` the picture is taken as the new one.
 */
export async function differs(browser, name, clip) {
    const taken = await take(browser, clip);
    const file = join(KEPT, `${name}.png`);
    if (process.env.SNAPSHOTS === 'keep') {
        const same = existsSync(file) && !difference(await readFile(file), taken).problem;
        if (!same) await write(file, small(taken));
        return undefined;
    }
    if (!existsSync(file)) return `${name}: there is no picture yet; look at it, and keep it with SNAPSHOTS=keep`;
    const { problem, drawn } = difference(await readFile(file), taken);
    if (!problem) return undefined;
    await write(join(MADE, `${name}.png`), taken);
    if (drawn) await write(join(MADE, `${name}.differs.png`), drawn);
    return `${name}: ${problem}; it is in target/snapshots, and kept with SNAPSHOTS=keep if it is meant so`;
}

/** The picture of a part of the page as it is now. */
export async function take(browser, clip) {
    const { data } = await browser.devtools('Page.captureScreenshot', { format: 'png', clip: { ...clip, scale: SCALE } });
    return Buffer.from(data, 'base64');
}

/** The picture in fewer bytes: sixteen steps a colour, far finer than what counts as different. */
function small(picture) {
    const it = PNG.sync.read(picture);
    for (let at = 0; at < it.data.length; at += 1) it.data[at] = Math.round(it.data[at] / 17) * 17;
    return PNG.sync.write(it, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
}

/** What sets two pictures apart: a sentence, and where it can be, a drawing. */
export function difference(kept, taken) {
    const [one, other] = [kept, taken].map(picture => PNG.sync.read(picture));
    const { width, height } = one;
    // A line that is a hair's breadth higher ends in another pixel.
    if (Math.abs(width - other.width) > 1 || Math.abs(height - other.height) > 1) {
        return { problem: `${other.width} × ${other.height} pixels instead of ${width} × ${height}` };
    }
    const drawing = new PNG({ width, height });
    const fitted = new PNG({ width, height });
    PNG.bitblt(other, fitted, 0, 0, Math.min(width, other.width), Math.min(height, other.height));
    const differing = pixelmatch(one.data, fitted.data, drawing.data, width, height, { threshold: UNSEEN });
    const share = differing / (width * height);
    if (share <= TOLERANCE) return {};
    return { problem: `${(share * 100).toFixed(2)} % of the pixels differ, ${(TOLERANCE * 100).toFixed(2)} % may`, drawn: PNG.sync.write(drawing) };
}

async function write(file, bytes) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
}

/** Ends a test with all that was different. */
export const looksAsKept = found => assert.deepEqual(found.filter(Boolean), []);

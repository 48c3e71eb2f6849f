// What axe-core has to say.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './serve.js';

const axe = await readFile(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Nothing, against the page as it is now; `state` names that. */
export async function isAccessible(browser, state) {
    await browser.devtools('Runtime.evaluate', { expression: axe });
    const found = await browser.run(async () => {
        await Promise.all(document.getAnimations().map(({ finished }) => finished));
        const { violations } = await axe.run(document);
        return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`));
    });
    assert.deepEqual(found, [], state);
}

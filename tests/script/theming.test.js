// docs/theming.md tells of every property and every part, of no other, and with the defaults that are in the style sheets.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

const from = path => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const [told, panel, loader, script, site] = await Promise.all(
    ['docs/theming.md', 'src/panel/panel.css', 'www/cairn.css', 'www/cairn.js', 'src/panel/visit.js'].map(from),
);
const files = (await readdir(new URL('../../src/panel/', import.meta.url))).filter(file => file.endsWith('.rs'));
const views = (await Promise.all(files.map(file => from(`src/panel/${file}`)))).join('\n');

const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => found);
const unique = names => [...new Set(names)].sort();
const names = (text, pattern) => unique(all(text, pattern).flatMap(found => found.trim().split(/\s+/)));
const rows = name => told.split('\n').filter(line => line.startsWith(`| \`${name}`)).map(line => line.split('|').map(cell => cell.trim()));

/** Every part: named in a view, given to a button, or an offer's sort. */
const parts = unique([
    ...names(views, /\.part\(\s*"([^"]+)"/g),
    ...names(views, /\.part\(&\["([^"]+)"/g),
    ...names(views, /\["(button) "/g),
    ...names(views, /\b(?:button|toggle|labelled)\(\s*"([^"]+)"/g),
    ...names(site, /\['(best|colleague|person)', say/g),
    ...names(site, /return \['([a-z]+)',/g),
    ...names(script, /part: "([^"]+)"/g),
]);

test('every property of the style sheets is told of, and no other', () => {
    const used = unique(all(panel + loader, /var\((--cairn-[\w-]+)/g));
    assert.deepEqual(rows('--cairn-').map(([, name]) => name.replaceAll('`', '')).sort(), used);
});

test('every part is told of, and no other', () => {
    const table = told.slice(told.indexOf('## Parts'), told.indexOf('## Examples'));
    assert.deepEqual(all(table, /^\| `([\w-]+)` \|/gm).sort(), parts);
});

test('the examples, the style of the demo and the panel itself name only what there is', async () => {
    const properties = rows('--cairn-').map(([, name]) => name.replaceAll('`', ''));
    const looks = await from('www/looks/looks.css');
    const styles = { looks, told, site: await from('www/assets/site.css') };
    for (const [where, text] of Object.entries(styles)) {
        for (const property of all(text, /(--cairn-[\w-]+)/g)) {
            assert.ok(properties.includes(property) || property === '--cairn-', `${where}: ${property}`);
        }
        for (const part of all(text, /::part\(([\w-]+)\)/g)) {
            assert.ok(parts.includes(part) || part === 'name', `${where}: ${part}`);
        }
    }
    for (const part of all(panel, /\[part~="([\w-]+)"\]/g)) assert.ok(parts.includes(part), `panel.css: ${part}`);
});

test('the defaults that are told are those of the style sheets', () => {
    const values = text => Object.fromEntries([...text.matchAll(/var\((--cairn-[\w-]+), (#[0-9a-f]+|[\w.]+)\)/g)].map(([, name, value]) => [name, value]));
    const dark = panel.slice(panel.indexOf('.panel.dark {'), panel.indexOf('@media'));
    const plain = { ...values(loader.split('@media')[0]), ...values(panel), ...values(panel.slice(0, panel.indexOf('.panel.dark'))) };
    for (const [, name, , light, night] of rows('--cairn-')) {
        const property = name.replaceAll('`', '');
        const [day, late] = [light, night].map(cell => cell.replaceAll('`', ''));
        if (property in plain) assert.equal(day, plain[property], property);
        if (property in values(dark)) assert.equal(late, values(dark)[property], `${property}, dark`);
    }
});

test('the read-me names the page', async () => {
    assert.match(await from('README.md'), /\(docs\/theming\.md\)/);
});

// A real company website: the "Modern Business" template, as its package brings it. Its files stay as they are; what
// they fetch from elsewhere is answered here, so that the tests need no network and the console stays comparable.
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root, serveSite } from './serve.js';

const SITE = join(root, 'node_modules/startbootstrap-modern-business/dist');
const BOOTSTRAP = join(root, 'node_modules/bootstrap/dist/js/bootstrap.bundle.min.js');
const OFFERS = join(root, 'tests/browser/real-site/offers.json');
const TAG = '<script async src="/cairn/cairn.js" data-config="/offers.json"></script>';

/** What the template's pages ask other hosts for, and what stands in for it. */
const ELSEWHERE = [
    [/https:\/\/cdn\.jsdelivr\.net\/npm\/bootstrap@[^"]+/g, '/stand-in/bootstrap.js'],
    [/https:\/\/cdn\.jsdelivr\.net\/npm\/bootstrap-icons@[^"]+/g, '/stand-in/icons.css'],
    [/https:\/\/cdn\.startbootstrap\.com\/[^"]+/g, '/stand-in/forms.js'],
    [/https:\/\/dummyimage\.com\/(\d+x\d+)[^"')]*/g, '/stand-in/$1.svg'],
];

/** The template's pages, without Cairn or with it. */
export async function serveTemplate({ cairn }) {
    const pages = {
        '/stand-in/bootstrap.js': await readFile(BOOTSTRAP),
        '/stand-in/icons.css': '/* no icons */',
        '/stand-in/forms.js': '// no forms',
    };
    for (const entry of await readdir(SITE, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        const content = await readFile(file);
        pages[`/${relative(SITE, file)}`] = file.endsWith('.html') ? prepared(content.toString(), cairn, pages) : content;
    }
    pages['/'] = pages['/index.html'];
    if (cairn) pages['/offers.json'] = await readFile(OFFERS);
    return serveSite(pages);
}

/** The names of the template's pages. */
export async function templatePages() {
    return (await readdir(SITE)).filter(file => file.endsWith('.html')).sort();
}

function prepared(html, cairn, pages) {
    let page = html;
    for (const [there, here] of ELSEWHERE) page = page.replaceAll(there, here);
    for (const [path, width, height] of page.matchAll(/\/stand-in\/(\d+)x(\d+)\.svg/g)) {
        pages[path] = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`;
    }
    return cairn ? page.replace('</head>', `${TAG}</head>`) : page;
}

// Search in the panel: what is found, and in which order.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { searcher, sitemapEntries } from '../../src/panel/search.js';

/** The titles that a query finds among these. */
function found(query, ...titles) {
    return searcher(titles.map(title => ({ title })))(query).map(index => titles[index]);
}

test('a word is found from its first letter on', () => {
    for (const query of ['p', 'pr', 'pri', 'pricing', ' PRICING ']) {
        assert.deepEqual(found(query, 'Customers', 'Pricing', 'Contact'), ['Pricing'], query);
    }
});

test('one slip is forgiven in words of four letters and more', () => {
    for (const query of ['priccing', 'prcing', 'prizing', 'prciing', 'oricing', 'rpicing', 'pricign']) {
        assert.deepEqual(found(query, 'Customers', 'Pricing', 'Contact'), ['Pricing'], query);
    }
    for (const query of ['dcs', 'odcs', 'dosc', 'docks', 'bocs']) {
        assert.deepEqual(found(query, 'Customers', 'Docs', 'Contact'), ['Docs'], query);
    }
    assert.deepEqual(found('intgra', 'Blog', 'Integrations'), ['Integrations'], 'in a beginning');
});

test('in shorter words none is, and in longer ones not more than one', () => {
    assert.deepEqual(found('ffq', 'FAQ'), []);
    assert.deepEqual(found('paq', 'FAQ', 'Page', 'Paper'), []);
    assert.deepEqual(found('prxcxng', 'Pricing'), []);
});

test('another number is no slip', () => {
    assert.deepEqual(found('2024', 'Report 2023', 'Report 2024'), ['Report 2024']);
});

test('two slips are forgiven in words of eight letters and more, and no third', () => {
    for (const query of ['intergratoin', 'imtegratiom', 'nitegratino', 'ntegrtion']) {
        assert.deepEqual(found(query, 'Pricing', 'Integration', 'Contact'), ['Integration'], query);
    }
    assert.deepEqual(found('cntrct', 'Pricing', 'Contract'), ['Contract'], 'two of eight are missing');
    assert.deepEqual(found('imtexratiom', 'Integration'), []);
});

test('several words are found in any order', () => {
    const titles = ['Sign in', 'Set up single sign-on', 'Sign up'];
    for (const query of ['single sign', 'sign single', 'sign snigle', 'sin set']) {
        assert.deepEqual(found(query, ...titles), ['Set up single sign-on'], query);
    }
});

test('the words may be in different parts of an entry', () => {
    const find = searcher([{ title: 'Pricing' }, { title: 'Pricing', text: 'What teams pay', more: 'page /pricing/teams' }]);
    assert.deepEqual(find('pay page pricing'), [1]);
});

test('where nothing has all words, what has most of them is found, if that is half', () => {
    const titles = ['Cancel a subscription', 'Subscription', 'Contact'];
    assert.deepEqual(found('cancel our subscription', ...titles), ['Cancel a subscription']);
    assert.deepEqual(found('why ever contact', ...titles), []);
});

test('accents, case and soft hyphens do not matter, and "ss" is "ß"', () => {
    assert.deepEqual(found('preise ubersicht', 'Kontakt', 'Preisübersicht'), ['Preisübersicht']);
    assert.deepEqual(found('PREISÜBERSICHT', 'Kontakt', 'Preisu\u0308bersicht'), ['Preisu\u0308bersicht']);
    assert.deepEqual(found('café', 'Cafe', 'Kontakt'), ['Cafe']);
    assert.deepEqual(found('strassen', 'Straßenverkehr'), ['Straßenverkehr']);
    assert.deepEqual(found('datenschutz', 'Da\u00ADten\u00ADsch\u00ADutz\u00AD\u200B'), ['Da\u00ADten\u00ADsch\u00ADutz\u00AD\u200B']);
    assert.deepEqual(found('spass', 'Spaß'), ['Spaß']);
    assert.deepEqual(found('istanbul', 'İstanbul'), ['İstanbul']);
});

test('Chinese and Japanese are found anywhere, from one character on', () => {
    assert.deepEqual(found('价格', '关于我们', '产品价格和方案'), ['产品价格和方案']);
    assert.deepEqual(found('价', '关于我们', '产品价格和方案'), ['产品价格和方案']);
    assert.deepEqual(found('料金', '会社概要', 'クラウドサービス料金'), ['クラウドサービス料金']);
    assert.deepEqual(found('サービス', '会社概要', 'クラウドサービス料金'), ['クラウドサービス料金']);
});

test('Korean is found while a syllable is not finished', () => {
    assert.deepEqual(found('가겨', '회사', '가격 안내'), ['가격 안내']);
});

test('Arabic and Hebrew are found with and without vowel marks', () => {
    assert.deepEqual(found('محمد', 'الأسعار', 'مُحَمَّد'), ['مُحَمَّد']);
    assert.deepEqual(found('مُحَمَّد', 'الأسعار', 'محمد'), ['محمد']);
    assert.deepEqual(found('الاسعار', 'اتصل', 'الأســــــعار'), ['الأســــــعار']);
    assert.deepEqual(found('שלום', 'מחיר', 'שָׁלוֹם'), ['שָׁלוֹם']);
    assert.deepEqual(found('שָׁלוֹם', 'מחיר', 'שלום'), ['שלום']);
});

test('a word inside of a compound is found, and one that is written apart', () => {
    assert.deepEqual(found('erklärung', 'Kontakt', 'Datenschutzerklärung'), ['Datenschutzerklärung']);
    assert.deepEqual(found('versicherung', 'Kontakt', 'Krankenversicherungsbeitrag'), ['Krankenversicherungsbeitrag']);
    assert.deepEqual(found('login', 'Kontakt', 'Log in to your account'), ['Log in to your account']);
});

test('two letters are not looked for inside of words', () => {
    assert.deepEqual(found('on', 'Contact', 'On call'), ['On call']);
});

test('the exact word comes before a beginning, that before an inside, and that before a slip', () => {
    const best = ['Pricing', 'Pricings', 'Repricing', 'Prcing'];
    assert.deepEqual(found('pricing', ...[...best].reverse()), best);
    const texts = ['pricing', 'pricings', 'repricing', 'prcing'].reverse();
    assert.deepEqual(searcher(texts.map(text => ({ title: 'A', text })))('pricing'), [3, 2, 1, 0]);
});

test('a title comes before a text, but a slip not before what is there', () => {
    const entries = [{ title: 'Prcing' }, { title: 'A', text: 'pricing' }, { title: 'A', more: 'repricing' }, { title: 'Repricing' }];
    assert.deepEqual(searcher(entries)('pricing'), [3, 1, 2, 0]);
});

test('one slip comes before two', () => {
    assert.deepEqual(found('integration', 'Imtegratiom', 'Integratiom'), ['Integratiom', 'Imtegratiom']);
});

test('the title that was typed comes first, then one with the words side by side', () => {
    const titles = ['Sign up for a single plan', 'About single sign on', 'Single sign on'];
    assert.deepEqual(found('single sign on', ...titles), ['Single sign on', 'About single sign on']);
    assert.deepEqual(found('single sign', ...titles)[2], 'Sign up for a single plan');
});

test('equals stay in their order', () => {
    const titles = Array.from({ length: 50 }, (_, index) => `Plan ${(index * 7) % 50}a`);
    assert.deepEqual(found('plan', ...titles), titles);
});

test('nothing is found for an empty query, or for what is nowhere', () => {
    for (const query of ['', '  ', '.,-', '\u0301', 'xyzzy', '\u200B']) assert.deepEqual(found(query, 'Pricing', 'Contact'), [], query);
    assert.deepEqual(searcher([])('pricing'), []);
});

test('odd input finds what it can, and nothing is thrown', () => {
    assert.deepEqual(found('🚀', 'Launch 🚀', 'Contact'), ['Launch 🚀']);
    assert.deepEqual(found('(pricing[*', 'Pricing', 'Contact'), ['Pricing']);
    assert.deepEqual(found('c++', 'C++', 'C'), ['C++']);
    const long = 'x'.repeat(10_000);
    const odd = ['\uD83D', '\uDE80a', '\\', '$&', '[', '(?:', '.*', '^$', '__proto__', 'constructor', long, 'a b '.repeat(2_500), '\u0000', '👨‍👩‍👧'];
    const find = searcher([...odd.map(title => ({ title, text: title, more: title })), { title: 'Pricing' }, {}]);
    for (const query of odd) assert.ok(Array.isArray(find(query)), query);
    assert.deepEqual(find('pricing'), [odd.length]);
    assert.deepEqual(find('undefined'), []);
});

test('many entries are taken in by slices, and who asks in between gets what is there', () => {
    const later = [];
    const timers = mock.method(globalThis, 'setTimeout', act => later.push(act));
    try {
        let taken = 0;
        const text = 'Some words of a text that stands below the title. '.repeat(6);
        const entries = Array.from({ length: 2000 }, (_, index) => ({
            get title() {
                taken += text.length;
                return `Page ${index}`;
            },
            text,
            more: `number${index}`,
        }));
        let isReady = 0;
        const find = searcher(entries, () => isReady++);
        assert.deepEqual(find('page 0')[0], 0);
        let slices = 1;
        while (!isReady) {
            assert.ok(taken <= 35_000, `${taken} characters at once`);
            assert.ok(!find('number1999').includes(1999), 'not yet');
            taken = 0;
            later.shift()();
            slices++;
        }
        assert.ok(slices > 10, `${slices} slices`);
        assert.deepEqual(find('number1999')[0], 1999);
        assert.deepEqual(later, []);
    } finally {
        timers.mock.restore();
    }
});

test('few entries are there at once', () => {
    const find = searcher([{ title: 'Pricing' }], () => assert.fail('nobody has to wait'));
    assert.deepEqual(find('pricing'), [0]);
});

// ---- The site's own list of its pages. ----

const SITE = 'https://fernhill.example';
const urls = (...locs) => `<?xml version="1.0"?><urlset xmlns="x">${locs.map(loc => `<url><loc>${loc}</loc></url>`).join('\n')}</urlset>`;
const index = (...locs) => `<sitemapindex>${locs.map(loc => `<sitemap><loc>${loc}</loc></sitemap>`).join('')}</sitemapindex>`;

/** What comes out where these files are there; all others fail. */
async function pages(files, limit) {
    const asked = [];
    const entries = await sitemapEntries(async url => {
        asked.push(url);
        if (!(url in files)) throw new Error('404');
        return files[url];
    }, SITE, limit);
    return { asked, entries, addresses: entries.map(({ url }) => url), titles: entries.map(({ title }) => title) };
}

const one = (text, limit) => pages({ [`${SITE}/sitemap.xml`]: text }, limit);

test('a page without a title is called after its path', async () => {
    const { entries } = await one(urls(`${SITE}/docs/single-sign-on/`, `${SITE}/`));
    assert.deepEqual(entries, [
        { url: `${SITE}/docs/single-sign-on/`, title: 'Docs › Single sign on' },
        { url: `${SITE}/`, title: 'fernhill.example' },
    ]);
    const { titles } = await one(urls(...['/de/preis%C3%BCbersicht', '/a_b/index.html', '/über/', '/50%25-off/100%', '/x.php', '/paper.pdf']
        .map(path => SITE + path)));
    assert.deepEqual(titles, ['De › Preisübersicht', 'A b', 'Über', '50%25 off › 100%', 'X', 'Paper.pdf']);
});

test('entities, CDATA and space around an address are understood', async () => {
    const { addresses } = await one(urls(
        `${SITE}/?a=1&amp;b=2`, `${SITE}/?c=&#38;&#x26;`, `\n  ${SITE}/space/\n`, `<![CDATA[${SITE}/cdata/?a&b]]>`, `${SITE}/&apos;`,
    ));
    assert.deepEqual(addresses, [`${SITE}/?a=1&b=2`, `${SITE}/?c=&&`, `${SITE}/space/`, `${SITE}/cdata/?a&b`, `${SITE}/'`]);
});

test('each page comes out once, images and what is commented out do not', async () => {
    const { addresses } = await one(urls(`${SITE}/a`, `${SITE}/a`, `${SITE}/a#part`)
        + `<!-- ${urls(`${SITE}/old`)} --><url><image:loc>${SITE}/a.png</image:loc></url><!-- ${urls(`${SITE}/cut`)}`);
    assert.deepEqual(addresses, [`${SITE}/a`]);
});

test('only the own origin comes out, and nothing with a password', async () => {
    const { addresses } = await one(urls(
        'https://evil.example/', 'http://fernhill.example/', 'https://fernhill.example.evil.example/', 'https://fernhill.example:444/',
        'https://fernhill.example@evil.example/', 'https://me:secret@fernhill.example/', 'javascript:alert(1)', 'java&#115;cript:alert(1)',
        'data:text/html,x', `blob:${SITE}/1`, '//evil.example/', '&#x110000;', 'http://', `${SITE}/good`,
    ));
    assert.deepEqual(addresses, [`${SITE}/good`]);
    const nowhere = await sitemapEntries(async () => urls('data:text/html,x', 'javascript:alert(1)'), 'null');
    assert.deepEqual(nowhere, []);
});

test('an index is followed: ten files of the own origin, each once', async () => {
    const parts = Array.from({ length: 14 }, (_, number) => `${SITE}/part-${number}.xml`);
    const files = Object.fromEntries(parts.map((part, number) => [part, urls(`${SITE}/page-${number}`)]));
    files[parts[1]] = index(`${SITE}/sitemap.xml`);
    delete files[parts[2]];
    files[`${SITE}/sitemap.xml`] = index('https://evil.example/sitemap.xml', parts[0], ...parts);
    const { asked, addresses } = await pages(files);
    assert.deepEqual(asked, [`${SITE}/sitemap.xml`, ...parts.slice(0, 10)]);
    assert.deepEqual(addresses, [0, 3, 4, 5, 6, 7, 8, 9].map(number => `${SITE}/page-${number}`));
});

test('no more pages come out than asked for, and no more files are read then', async () => {
    const { asked, addresses } = await pages({
        [`${SITE}/sitemap.xml`]: index(`${SITE}/1.xml`, `${SITE}/2.xml`),
        [`${SITE}/1.xml`]: urls(...Array.from({ length: 600 }, (_, number) => `${SITE}/${number}`)),
    }, 500);
    assert.equal(addresses.length, 500);
    assert.ok(!asked.includes(`${SITE}/2.xml`));
});

test('what is no list of pages gives none', async () => {
    for (const text of ['', '<html><body><loc>https://fernhill.example/x</loc></body></html>', '<urlset', '<urlset><url><loc>', '{}',
        undefined, null, `<urlset>${'<loc>'.repeat(1000)}`, '<urlset>' + '<!--'.repeat(100_000)]) {
        const { asked, entries } = await one(text);
        assert.deepEqual([entries, asked.length], [[], 1], String(text).slice(0, 40));
    }
    assert.deepEqual((await pages({})).entries, []);
    assert.deepEqual(await sitemapEntries(() => { throw new Error('refused'); }, SITE), []);
});

test('of a broken file what can be read is', async () => {
    const { addresses } = await one(`<urlset><url><loc>${SITE}/a</loc><url></wrong><loc>${SITE}/b</loc><loc>${SITE}/c`);
    assert.deepEqual(addresses, [`${SITE}/a`, `${SITE}/b`]);
});

test('a huge file is cut', async () => {
    const { addresses } = await one(`${urls(`${SITE}/first`)}${' '.repeat(2_000_000)}${urls(`${SITE}/last`)}`);
    assert.deepEqual(addresses, [`${SITE}/first`]);
});

test('the page gets a turn while a long list is read', async () => {
    const text = urls(...Array.from({ length: 20_000 }, (_, number) => `https://elsewhere.example/${number}`));
    const waits = mock.method(globalThis, 'setTimeout');
    await one(text);
    const count = waits.mock.callCount();
    waits.mock.restore();
    assert.ok(count >= 100, `${count} breaks`);
});

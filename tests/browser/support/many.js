// A site of any size, made up: the same each time.

const SYLLABLES = ['ca', 're', 'ti', 'on', 'ma', 'ne', 'lo', 'gi', 'sta', 'ver', 'po', 'du', 'kle', 'mi', 'ra', 'so', 'ing', 'ment', 'ex', 'pro', 'con', 'de', 'al', 'er', 'tu'];

/** Numbers below 1, the same each time (the minimal standard generator of Park and Miller). */
function numbers(seed = 1) {
    let state = seed;
    return () => {
        state = (state * 16807) % 2147483647;
        return state / 2147483647;
    };
}

/** The pages of a site with so many offers, and with so many pages in its map. */
export function many({ offers, pages }) {
    const number = numbers();
    const pick = list => list[Math.floor(number() ** 2 * list.length)];
    const vocabulary = Array.from({ length: 6000 }, () => Array.from({ length: 2 + Math.floor(number() * 3) }, () => SYLLABLES[Math.floor(number() * SYLLABLES.length)]).join(''));
    const words = count => Array.from({ length: count }, () => pick(vocabulary)).join(' ');
    const config = {
        version: 1,
        personas: ['one', 'two', 'three'].map(id => ({ id, says: `I am number ${id}` })),
        signals: ['one', 'two', 'three'].map(id => ({ id, when: { path: `/${id}/**` }, persona: { [id]: 'strong' }, because: `you read about ${id}` })),
        offers: Array.from({ length: offers }, (_, at) => ({
            id: `offer-${at}`,
            title: `${words(3)}: offer ${at}`,
            text: words(12),
            url: `/offers/${at}`,
            kind: pick(['guide', 'demo', 'tool', 'story']),
            personas: [pick(['one', 'two', 'three'])],
        })),
        panel: { slots: 4, explore: 0 },
        privacy: { consent: 'not-required' },
    };
    const map = Array.from({ length: pages }, (_, at) => `<url><loc>/${words(2).replaceAll(' ', '/')}/page-${at}/</loc></url>`);
    return {
        '/': `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A large site</title><link rel="icon" href="data:,">
            <script async src="/cairn/cairn.js" data-config="/offers.json"></script></head><body><h1>A large site</h1></body></html>`,
        '/offers.json': config,
        '/sitemap.xml': `<?xml version="1.0"?><urlset>${map.join('')}</urlset>`,
    };
}

// Search among the site's pages, as somebody types: in any language, with slips of the hand.
//
// No index of letters is kept, only the list of all words: each is looked at once for each word typed.

/** How many characters are taken in before the page gets a turn: a few milliseconds on a slow phone. */
const SLICE = 30_000;
/** Of an entry no more is taken in: its beginning says what it is about. */
const LONGEST = 1_000;

// How well a word fits. In a title a fit is worth three times as much, but a slip never as much as what is really there.
const EXACT = 5;
const PREFIX = 4;
const INSIDE = 3;

/** The words of a text, without what may be left out: accents, vowel marks, soft hyphens, the case. "ß" becomes "SS". */
const wordsOf = (text) => text.normalize('NFKD').replace(/[\p{M}\p{Cf}\u0640]/gu, '').toUpperCase().split(/[\s\p{P}]+/u)
    .filter(Boolean);

/** Whether a word begins as typed, but for some slips: a letter wrong, too many, missing, or two that changed places. */
const begins = (word, typed, slips, w = 0, t = 0) => {
    while (t < typed.length && word[w] === typed[t]) w++, t++;
    if (t >= typed.length) return true;
    return slips > 0 && (
        begins(word, typed, slips - 1, w + 1, t + 1) ||
        begins(word, typed, slips - 1, w, t + 1) ||
        begins(word, typed, slips - 1, w + 1, t) ||
        word[w] === typed[t + 1] && word[w + 1] === typed[t] && begins(word, typed, slips - 1, w + 2, t + 2)
    );
};

/** Whether it may stand inside of a word: short ones do everywhere, except where nobody puts spaces between words. */
const isTelling = (typed) => typed.length > 2 || typed > '\u2E80';

/** A word's letters, as bits: which it lacks of another word's is quickly said so. Two letters may share a bit. */
const lettersOf = (word) => {
    let letters = 0;
    for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
    return letters;
};

/** Whether more letters are missing than there may be slips: so it is for most words. */
const lacks = (missing, slips) => {
    while (slips--) missing &= missing - 1;
    return missing;
};

/**
 * Whether there are no more slips than these: one is forgiven from four letters on, a second from eight. They are those typed
 * so far, or those of a word that ends there, of which some are missing: hence the mark for the end.
 */
const isSlip = (word, typed, slips, missing) => typed.length >= 4 * slips ? !lacks(missing, slips) && begins(word, typed, slips)
    : word.length >= 4 * slips && word.length <= typed.length + slips && begins(`${word}.`, `${typed}.`, slips);

/** How well a word fits what was typed, of which it lacks those letters; 0 is not at all. */
const fit = (word, typed, missing) => {
    const at = word.indexOf(typed);
    if (!at) return word.length > typed.length ? PREFIX : EXACT;
    if (at > 0 && isTelling(typed)) return INSIDE;
    // Another number is no slip.
    if (typed < 'A') return 0;
    return isSlip(word, typed, 1, missing) ? 2 : +isSlip(word, typed, 2, missing);
};

/**
 * Takes in entries with a `title`, and with `text` and `more` that may be missing. What comes back finds the indices of those
 * that a query fits, best first, otherwise in their order. Where no entry has all words typed, those with most of them count,
 * if that is at least half.
 *
 * Many entries are taken in while the page breathes; until then only the first are found. `ready` is called if it came to that.
 */
export const searcher = (entries, ready) => {
    const known = new Map();
    const letters = [];
    const titles = [];
    // Each entry's words, as twice their number among those known, plus one in a title.
    const contents = [];
    // What the words of the last query are worth: most of them will be there with the next letter, too.
    let lately;

    const learn = (words, inTitle) => words.map((word) => {
        const number = known.get(word) ?? letters.push(lettersOf(word)) - 1;
        known.set(word, number);
        return 2 * number + inTitle;
    });

    /** What each word of an entry is worth to one typed. */
    const worthOf = (typed) => {
        const worth = [];
        const sought = lettersOf(typed);
        known.forEach((number, word) => {
            const fits = fit(word, typed, sought & ~letters[number]);
            worth.push(5 * fits, fits * (fits < INSIDE ? 7 : 15));
        });
        return worth;
    };

    const takeIn = () => {
        lately = new Map();
        let left = SLICE;
        while (contents.length < entries.length) {
            if (left < 0) return setTimeout(() => takeIn() || ready?.());
            const { title, text, more } = entries[contents.length];
            const head = [title].join().slice(0, LONGEST);
            const rest = [text, more].join(' ').slice(0, LONGEST);
            const words = wordsOf(head);
            titles.push(words.join(''));
            contents.push([...learn(words, 1), ...learn(wordsOf(rest), 0)]);
            left -= head.length + rest.length;
        }
    };
    takeIn();

    return (query) => {
        // Nobody types more by hand.
        const typed = [...new Set(wordsOf(query.slice(0, 99)))].slice(0, 6);
        const whole = typed.join('');
        // What fits comes to less than a thousand: the thousands count the words that do.
        const scores = titles.map((title) => title.includes(whole) + (title === whole));
        lately = new Map(typed.map((one) => [one, lately.get(one) ?? worthOf(one)]));
        for (const [one, worth] of lately) {
            contents.forEach((content, index) => {
                // "login" is also "Log in".
                let best = titles[index].includes(one) && isTelling(one) ? 15 * INSIDE : 0;
                for (const word of content) if (worth[word] > best) best = worth[word];
                if (best) scores[index] += best + 1000;
            });
        }
        const most = Math.max(0, ...scores) / 1000 | 0;
        if (!most || most < typed.length / 2) return [];
        return [...scores.keys()].filter((index) => scores[index] >= most * 1000)
            .sort((one, other) => scores[other] - scores[one]);
    };
};

// ---- The site's own list of its pages. ----

/** Of a file no more is read, and of a list of files no more are. */
const LARGEST = 2_000_000;
const FILES = 10;

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text) => text.replace(/&(?:#(x?[\da-f]+)|(amp|lt|gt|quot|apos));/gi, (_, code, name) =>
    name ? NAMED[name.toLowerCase()] : String.fromCodePoint(`0${code}`));

/** What an address says of its page: "/docs/single-sign-on/" is "Docs › Single sign on". */
const titleOf = ({ host, pathname }) => {
    let path = pathname;
    try {
        path = decodeURIComponent(path);
    } catch {}
    const parts = path.split('/').map((part) => part.replace(/(^index)?\.(html?|php|aspx?)$/i, '')
        .replace(/[-_+\s]+/g, ' ').trim().replace(/^./u, (first) => first.toUpperCase()));
    return parts.filter(Boolean).join(' › ') || host;
};

/**
 * The pages of the site `origin` that its /sitemap.xml names, or the files that are named there, as `url` and `title`. What
 * is not there, broken, or of another origin is passed over. Read without DOMParser: strict pages refuse it.
 */
export const sitemapEntries = async (fetchText, origin, limit = 2000) => {
    const files = new Set([`${origin}/sitemap.xml`]);
    const pages = new Map();
    let looks = 0;
    for (const file of files) {
        let text = '';
        try {
            // What somebody commented out is not listed.
            text = `${await fetchText(file)}`.slice(0, LARGEST).replace(/<!--[^]*?(-->|$)/g, '');
        } catch {}
        // Many a site answers everything with a page.
        const [, kind] = text.match(/<(urlset|sitemapindex)[\s>]/) ?? [];
        if (!kind) continue;
        for (const [, loc] of text.matchAll(/<loc>(?:\s*<!\[CDATA\[)?([^<\]]+)(?:]]>\s*)?<\/loc>/g)) {
            if (pages.size >= limit) return [...pages.values()];
            // The page gets a turn in between.
            if (!(++looks % 200)) await new Promise((resolve) => setTimeout(resolve));
            try {
                const url = new URL(decoded(loc), file);
                url.hash = '';
                const { href } = url;
                // Not only `origin`: no name and password may come out either.
                if (!href.startsWith(`${origin}/`)) continue;
                if (kind > 'u') pages.set(href, { url: href, title: titleOf(url) });
                else if (files.size <= FILES) files.add(href);
            } catch {}
        }
    }
    return [...pages.values()];
};

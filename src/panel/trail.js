// What the visitor did, read off the journal as the page's API gives it.

/** Events this far apart belong to different visits. */
const GAP = 30 * 6e4;
/** After so long a visitor is welcomed back, */
const PAUSE = 4 * 36e5;
/** and after so long he starts afresh. */
const LONG = 60 * 864e5;
/** He is welcomed on so many pages of a visit. */
const WELCOMES = 3;
/** So many pages of a visit make an end natural; something that was done does at once. */
const PAGES = 4;

const KEYS = { search: 'query', click: 'offer', dismissal: 'offer', event: 'name', conversion: 'name', persona: 'is' };

/** What a site adds to its titles: "Prices | Acme" is "Prices". */
const ADDED = /^(.+\S)\s+[|–—·-]\s+(.+)$/u;

/** Titles without what two different ones end with. */
const shortener = (titles) => {
    const ends = [...new Set(titles)].map((title) => title.match(ADDED)?.[2]).filter(Boolean);
    return (title) => {
        const [, own, added] = title.match(ADDED) ?? [];
        return own && ends.filter((end) => end === added).length > 1 ? own : title;
    };
};

/** What an event is told by: its time, its kind and what it is about. How long a page was read may still grow. */
export const markOf = ({ at, ...what }) => {
    const [[kind, { url, slate, ...about }] = ['', {}]] = Object.entries(what);
    return JSON.stringify([at, kind, url ?? slate ?? about]);
};

/** An event as a kind and what it is about; what the panel has no word for has no kind. */
const stepOf = (event) => {
    const step = { at: Date.parse(event.at), event };
    const { page, form, feedback } = event;
    if (page) return { ...step, kind: 'page', name: page.title || page.url };
    if (form) return { ...step, kind: form.did, name: form.id };
    if (feedback) return { ...step, kind: feedback.helped ? 'yes' : 'no' };
    for (const kind in KEYS) {
        const name = event[kind]?.[KEYS[kind]];
        if (event[kind]) return { ...step, kind: kind === 'conversion' ? 'event' : kind === 'persona' && !name ? 'retract' : kind, name };
    }
    return step;
};

/** An address without what follows `#`, and without a slash at its end. */
export const place = (link, base) => {
    try {
        return new URL(link, base).href.split('#')[0].replace(/\/$/, '');
    } catch {
        // None that leads anywhere.
        return '';
    }
};

/** What a journal says. `base` is where relative links start. */
export const trailOf = (journal, base) => {
    const short = shortener(journal.map(({ page }) => page?.title || ''));
    const steps = journal.map(stepOf);
    for (const step of steps) if (step.kind === 'page') step.name = short(step.name);
    const starts = steps.findLastIndex(({ at }, index) => index && at - steps[index - 1].at > GAP);
    const before = steps.slice(0, Math.max(0, starts));
    const now = steps.slice(before.length);
    const did = (kind, name, among = steps) => among.some((step) => step.kind === kind && (name === undefined || step.name === name));
    const visited = new Set(journal.map(({ page }) => page && place(page.url, base)));
    /** Whether an offer was followed, or its page viewed; of a place on a page nobody knows whether it was looked at. */
    const used = ({ id, url }) => did('click', id) || !url.includes('#') && visited.has(place(url, base));
    const pages = now.filter(({ kind }) => kind === 'page').length;
    const seen = (among) => [...new Set([...among].reverse().flatMap(({ event }) => event.impression?.offers ?? []).map(({ id }) => id))];

    return {
        steps,
        did,
        used,
        /** The ids of offers that were seen and neither used nor dismissed, those seen last first. */
        open: (offer, among = steps) => seen(among).map(offer).filter((one) => one && !used(one) && !did('dismissal', one.id)),
        before,
        /** Where the visit before this one ended, if that is worth a word. */
        left: () => {
            const page = before.findLast(({ kind }) => kind === 'page');
            const ago = now[0]?.at - before.at(-1)?.at;
            return page && ago >= PAUSE && pages <= WELCOMES ? { page: { url: page.event.page.url, title: page.name }, ago, long: ago > LONG } : undefined;
        },
        /** Whether this is a natural end, and nothing was said of it yet. */
        ends: () => (pages >= PAGES || ['click', 'submit', 'event'].some((kind) => did(kind, undefined, now))) &&
            !['yes', 'no'].some((kind) => did(kind, undefined, now)),
    };
};

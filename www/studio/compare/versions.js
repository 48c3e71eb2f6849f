// The versions that can be compared with, besides the file as it was opened: those that were kept, and those of other files.

const KEY = 'cairn-studio-versions';
/** So many are kept; the oldest go first. */
export const MOST = 10;

/** Versions that were kept before: `[{ name, at, text }]`, `at` in milliseconds since 1970. */
export const keptVersions = () => {
    try {
        const list = JSON.parse(localStorage.getItem(KEY));
        return Array.isArray(list) ? list.filter((it) => typeof it?.name === 'string' && typeof it.text === 'string') : [];
    } catch {
        return [];
    }
};

/** Keeps the newest of them over a reload. Gives `{ versions, isStored }`: what there is now, and whether it outlives a reload. */
export const keepVersions = (list) => {
    const versions = list.slice(-MOST);
    try {
        localStorage.setItem(KEY, JSON.stringify(versions));
        return { versions, isStored: true };
    } catch {
        // They are there until the page is left.
        return { versions, isStored: false };
    }
};

/** What a version is called: "Draft for spring, kept on 2 Nov, 14:03". */
export const labelOf = ({ name, at }) => {
    const when = Number.isFinite(at) ? `kept on ${new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}` : '';
    return [name, when].filter(Boolean).join(', ') || 'without a name';
};

// The versions that can be compared with: the file as it was opened, those that were kept, and those of other files.

const KEY = 'cairn-studio-versions';
/** So many are kept; the oldest go first. */
const MOST = 10;

/** Versions that were kept before: `[{ name, text }]`. */
export const keptVersions = () => {
    try {
        const list = JSON.parse(localStorage.getItem(KEY));
        return Array.isArray(list) ? list.filter(({ name, text }) => typeof name === 'string' && typeof text === 'string') : [];
    } catch {
        return [];
    }
};

/** The list with one more, which is kept over a reload where that is possible. */
export const withVersion = (list, version) => {
    const next = [...list, version].slice(-MOST);
    try {
        localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
        // They are there until the page is left.
    }
    return next;
};

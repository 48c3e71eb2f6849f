// Counts and lists, as sentences have them.

/** So many of something: `some(2, 'offer')` is "2 offers". */
export const some = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** "a, b and c"; of more than `most` only how many more there are. */
export const listed = (names, most = Infinity) => {
    const all = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
    return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : all[0] ?? '';
};

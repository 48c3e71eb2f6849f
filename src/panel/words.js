// The panel's own words, a line `key = words` each. Everything else it shows comes from the site.

/** What `act` gives, or this where it fails or gives nothing. */
export const attempt = (act, otherwise) => {
    try {
        return act() ?? otherwise;
    } catch {
        return otherwise;
    }
};

const linesOf = (text) => text.split('\n').map((line) => line.split(/ = (.*)/)).filter(([, said]) => said);

const capital = (word) => word.replace(/^./u, (first) => first.toUpperCase());

/** Each length in milliseconds, the longest first. */
const UNITS = [['year', 365 * 864e5], ['month', 30 * 864e5], ['week', 7 * 864e5], ['day', 864e5], ['hour', 36e5], ['minute', 6e4]];

/**
 * The words of a language: `file` over English, and over both `own`, those of the site. A gap is `{}` or `{1}`, or `{2}` for a
 * second thing. A language that is none is the browser's own.
 */
export const speaker = (english, file = '', own = {}, language = []) => {
    const words = new Map([...linesOf(english), ...linesOf(file), ...Object.entries(own).filter(([, said]) => said)]);
    // Made once: a browser takes long over them.
    let forms;
    let numbers;
    const say = (key, ...what) => (words.get(key) ?? '').replace(/{([12]?)}/g, (_, gap) => what[gap === '2' ? 1 : 0] ?? '');
    return {
        say,
        /** In the form that the language has for the number. */
        count: (key, number) => {
            forms ??= attempt(() => new Intl.PluralRules(language));
            numbers ??= attempt(() => new Intl.NumberFormat(language));
            const form = `${key}.${forms?.select(number)}`;
            return say(words.has(form) ? form : `${key}.other`, numbers?.format(number) ?? number);
        },
        /** What a kind of offer is called: a word of our own, or the given one with a capital. */
        kind: (kind) => words.get(`kind.${kind}`) ?? capital(kind),
        /** What a team is called: the site's own word, or the given one with a capital. */
        team: (team) => words.get(`team.${team}`) ?? capital(team),
        /** "three days ago" */
        ago: (span) => attempt(() => {
            const [unit, length] = UNITS.find(([, length]) => span >= length) ?? UNITS.at(-1);
            return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.round(span / length), unit);
        }, ''),
    };
};

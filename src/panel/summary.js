// What may go along with an offer: the visit in the words of who answers, for a salesperson or a support engineer.

/** So many lines of each sort are enough for somebody who answers a visitor. */
const MOST = 8;
/** Teams whose work begins with what went wrong. */
const HELPERS = /\b(support|service|help|success|care)\b/i;

/**
 * Written as the visitor, for the offer's team. For a team that helps, what was looked for comes first; for others, where the
 * visitor stands.
 */
export const summaryOf = ({ say, count, titleOf, offer }, past, { said, who, where }, it) => {
    const block = (head, lines) => (lines.length ? [`${say(head)}:`, ...lines.slice(0, MOST).map((line) => `- ${line}`)].join('\n') : '');
    const names = (wanted) => [...new Set(past.steps.filter(({ kind }) => kind === wanted).reverse().map(({ name }) => name))];
    const times = new Map();
    for (const { kind, name, event } of past.steps) if (kind === 'page') times.set(name, (times.get(name) ?? 0) + (event.page.engaged ?? 0));
    const read = [...times].sort(([, one], [, other]) => other - one).map(([name, seconds]) => {
        const minutes = Math.round(seconds / 60);
        return minutes ? `${name} (${count('sum.minutes', minutes)})` : name;
    });
    const forms = names('start').filter((form) => !past.did('submit', form)).map((form) => say('sum.form', form));
    const standing = [
        said ? say('sum.said', said.says) : who ? say('sum.guess', who.name) : '',
        where && say('sum.stage', where),
    ].filter(Boolean).join('\n');
    const about = say('sum.about', it.title);
    const looked = block('sum.search', names('search'));
    const pages = block('sum.read', read);
    const used = block('sum.used', names('click').filter((id) => id !== it.id).map(titleOf));
    const open = block('sum.open', [...forms, ...past.open(offer).filter(({ id }) => id !== it.id).map(({ title }) => title)]);
    const order = HELPERS.test(it.owner) ? [about, looked, open, pages, used, standing] : [about, standing, pages, looked, used, open];
    return order.filter(Boolean).join('\n\n');
};

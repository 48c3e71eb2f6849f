// Two versions of a config on the same walks, side by side.

import { field, make, percent, refill } from '../element.js';
import { Config, check } from '../version.js';
import { wordsFor } from '../walk/steps.js';
import { apart, differences, inWords, leader, moves } from './difference.js';
import { sampleWalks } from './sample-walks.js';
import { keptVersions, withVersion } from './versions.js';

const MARKS = { new: ['＋', 'new'], gone: ['−', 'gone'], up: ['↑', 'further up'], down: ['↓', 'further down'], same: ['', ''] };
/** So many differences of the files are named. */
const NAMED = 12;

/** `walks()` gives what was walked, `base()` the text as it was opened or saved last. */
export const comparing = (place, { walks, base }) => {
    let config;
    let versions = keptVersions();
    let chosen = 'base';
    const choice = make('select', { onchange: () => { chosen = choice.value; draw(); } });
    const file = make('input', { type: 'file', accept: '.json', hidden: true, onchange: async () => {
        const [given] = file.files;
        if (!given) return;
        add({ name: given.name, text: (await given.text()).replace(/^\ufeff/, '') });
        file.value = '';
    } });
    const status = make('p', { class: 'note', role: 'status' });
    const summary = make('div', { class: 'stack' });
    const room = make('div', { class: 'stack' });
    place.append(make('div', { class: 'stack compare' }, make('section', { class: 'card stack' },
        make('h2', {}, 'Two versions on the same walks'),
        make('div', { class: 'row ends' }, field('The text now, against', choice),
            make('button', { type: 'button', onclick: () => keep() }, 'Keep the text as it is now'),
            make('button', { type: 'button', onclick: () => file.click() }, 'Another file …'), file),
        status, summary), room));

    const add = (version) => {
        versions = withVersion(versions, version);
        chosen = String(versions.length - 1);
        draw();
    };
    const keep = () => {
        add({ name: `kept on ${new Date().toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}`, text: config.text });
        status.textContent = 'Kept. Change the text, and see here what that changes for visitors.';
    };
    const textOf = () => (chosen === 'base' ? base() : versions[Number(chosen)]?.text ?? base());

    const draw = () => {
        choice.replaceChildren(make('option', { value: 'base' }, 'the file as it was opened or saved last'), ...versions.map(({ name }, index) => make('option', { value: index }, name)));
        choice.value = chosen;
        const text = textOf();
        if (text === config.text) return say('Both are the same text. Change something, or choose another version.');
        const { usable, findings } = check(text);
        if (!usable) return say(`The other version has errors (line ${findings[0]?.line}: ${findings[0]?.title}): mend it first, or choose another one.`);
        const other = new Config(text, config.language);
        try {
            compare(other);
        } finally {
            other.free();
        }
    };
    const say = (text) => {
        summary.replaceChildren(make('p', {}, text));
        room.replaceChildren();
    };

    const compare = (other) => {
        const own = walks().filter(({ steps }) => steps.length);
        // Until somebody has walked there are walks all the same.
        const all = own.length ? own : sampleWalks(config).map(({ name, journey }) => ({
            name, steps: journey.steps.map((step, index) => ({ ...step, label: wordsFor(step, config), events: journey.eventsUpTo(index + 1) })),
        }));
        const counts = { steps: 0, slate: 0, persona: 0, stage: 0 };
        const shown = { before: new Set(), after: new Set() };
        const cards = all.map(({ name, steps }) => {
            const rows = steps.map((step) => {
                const [before, after] = [other, config].map((version) => version.moment(step.events, step.now, step.seed));
                const what = apart(before, after);
                counts.steps += 1;
                for (const kind of what) counts[kind] += 1;
                before.slate.forEach(({ offer }) => shown.before.add(offer));
                after.slate.forEach(({ offer }) => shown.after.add(offer));
                return { step, before, after, what };
            });
            return card(name, rows, other);
        });
        const only = (one, two) => [...one].filter((id) => !two.has(id));
        const titles = (ids, version) => ids.map((id) => `“${version.offer(id).title}”`).join(', ');
        const [gone, fresh] = [only(shown.before, shown.after), only(shown.after, shown.before)];
        const files = differences(other.config, config.config);
        refill(summary,
            make('p', {}, make('b', {}, counts.slate ? `Another slate in ${counts.slate} of ${some(counts.steps, 'step')}. ` : `The same slate in ${counts.steps === 1 ? 'the one step' : `all ${counts.steps} steps`}. `),
                counts.persona > 0 && `Another belief about the persona in ${counts.persona}. `, counts.stage > 0 && `Another belief about the stage in ${counts.stage}. `),
            fresh.length > 0 && make('p', {}, `Only now: ${titles(fresh, config)}.`), gone.length > 0 && make('p', {}, `No more: ${titles(gone, other)}.`),
            make('details', { class: 'more' }, make('summary', {}, `In the file: ${some(files.length, 'difference')}`), make('ul', {}, files.slice(0, NAMED).map((it) => make('li', {}, inWords(it))),
                files.length > NAMED && make('li', { class: 'note' }, `… and ${files.length - NAMED} more`), !files.length && make('li', {}, 'Only the way it is written.'))),
            !own.length && make('p', { class: 'note' }, 'These walks are made of what each persona’s signals listen to. Walk yourself, and keep walks: then versions are compared on them.'));
        // Walks with a difference first.
        room.replaceChildren(...cards.sort((one, two) => two.count - one.count).map(({ element }) => element));
    };

    const card = (name, rows, other) => {
        const different = rows.filter(({ what }) => what.length);
        const same = rows.filter(({ what }) => !what.length);
        const label = ({ step }) => step.label;
        const element = make('section', { class: 'card stack' }, make('h3', {}, name),
            different.map((row) => pair(row, other)),
            same.length > 0 && make('details', { class: 'more' }, make('summary', {}, `${some(same.length, 'step')} without a difference`), make('ol', {}, same.map((row) => make('li', {}, label(row))))));
        return { element, count: different.length };
    };
    const pair = ({ step, before, after, what }, other) => make('div', { class: 'pair' },
        make('h4', {}, step.label, make('small', { class: 'note' }, ` another ${what.join(', ')}`)),
        make('div', { class: 'sides' }, side('Before', other, before, before.slate.map(({ offer }) => ({ offer, how: after.slate.some((it) => it.offer === offer) ? 'same' : 'gone' }))),
            side('Now', config, after, moves(before.slate, after.slate).filter(({ how }) => how !== 'gone'))));
    const side = (title, version, moment, slate) => {
        const [[who, sure], [where, sureThere]] = [leader(moment.personas), leader(moment.stages)];
        const name = (list, id) => list.find((it) => it.id === id)?.name ?? (id === 'other' ? 'somebody else' : id);
        return make('div', { class: 'side' }, make('h5', {}, title),
            make('p', { class: 'note' }, `${name(version.personas, who)} ${percent(sure)} · ${name(version.stages, where)} ${percent(sureThere)} · ${moment.movement}`),
            make('ol', {}, slate.map(({ offer, how }) => make('li', { class: how }, version.offer(offer).title, MARKS[how][1] && make('span', { class: 'mark' }, ` ${MARKS[how][0]} ${MARKS[how][1]}`))), !slate.length && make('li', { class: 'note' }, 'nothing')));
    };

    return {
        /** Takes a version of the config. */
        update(next) {
            config = next;
            draw();
        },
    };
};

const some = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

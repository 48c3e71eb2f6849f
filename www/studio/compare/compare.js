// Two versions of a config on the same walks, side by side.

import { some } from '../counted.js';
import { make, refill } from '../element.js';
import { Config, check } from '../version.js';
import { wordsFor } from '../walk/steps.js';
import { cardsOf } from './cards.js';
import { choosing } from './choice.js';
import { sampleWalks } from './sample-walks.js';
import { compareFiles, summarise } from './summary.js';
import { walkTogether } from './together.js';

/** `walks(config)` gives what was walked, in a version's words, `base()` the text as it was opened or saved last. */
export const comparing = (place, { walks, base }) => {
    let config;
    let stop = () => {};
    /** Both versions that are compared, `[before, now]`, of this view's own: what `update` gives may be gone while they walk. */
    let pair = [];
    /** Which folds somebody has opened or closed. */
    const toggled = new Map();

    const choices = make('section', { class: 'card stack' }, make('h2', {}, 'Two versions on the same walks'));
    const choice = choosing(choices, {
        base,
        now: () => config?.text,
        changed() {
            toggled.clear();
            if (config) draw();
        },
    });
    const progress = make('p', { class: 'note', role: 'status' });
    const [files, summary, note] = [make('div', {}), make('div', { class: 'stack' }), make('p', { class: 'note' })];
    const result = make('section', { class: 'card stack', 'aria-label': 'What that changes' });
    const room = make('div', { class: 'stack' });
    place.append(make('div', { class: 'stack compare' }, choices, result, room));

    /** Something else than a comparison. */
    const say = (...said) => {
        refill(result, said);
        refill(room);
    };

    const draw = () => {
        stop();
        place.removeAttribute('aria-busy');
        const { text, title } = choice.version;
        const own = walks(config).filter(({ steps }) => steps.length);
        const isOwn = choice.ownOf(own.length);
        if (text === config.text) return say(make('p', {}, make('b', {}, 'Both are the same text.')), make('p', {}, 'Change something on the left, or choose another version: what that changes for visitors stands here.'));
        const problem = errorsOf(text);
        if (problem) return say(...troubles(choice.version, problem));
        pair.forEach((version) => version.free());
        pair = [new Config(text, config.language), new Config(config.text, config.language)];
        walk(isOwn ? own : drawn(), { isOwn, hasOwn: own.length > 0, title });
    };

    /** Walks for those who have none yet. */
    const drawn = () => sampleWalks(pair[1], pair[0]).map(({ name, journey }) => ({
        name,
        steps: journey.steps.map((step, at) => ({ ...step, label: wordsFor(step, config), events: journey.eventsUpTo(at + 1) })),
    }));

    const walk = (given, { isOwn, hasOwn, title }) => {
        const sides = { versions: pair, titles: [title, 'Now'] };
        // What stood here before stays until there is something else.
        place.setAttribute('aria-busy', 'true');
        stop = walkTogether(given, pair, ({ done, steps, walks: found }) => {
            progress.textContent = found ? '' : `Comparing: ${done} of ${some(steps, 'step')} …`;
            if (!found) return progress.parentElement || result.append(progress);
            place.removeAttribute('aria-busy');
            summarise(summary, found, sides);
            compareFiles(files, sides);
            note.textContent = isOwn ? '' : `These walks are drawn from the file, each persona’s of what its signals listen to. ${hasOwn ? '' : 'Walk yourself, in the tab Walk, to compare on your own.'}`;
            note.hidden = isOwn;
            refill(result, make('h3', {}, 'What that changes'), summary, files, note, progress);
            refill(room, cardsOf(found, sides, toggled));
        });
    };

    return {
        /** Takes a version of the config. */
        update(next) {
            config = next;
            draw();
        },
    };
};

let judged = { text: undefined };

/** The errors of a text; nothing where it is usable. A text that was looked at before is not looked at again. */
const errorsOf = (text) => {
    if (judged.text !== text) {
        const { usable, findings } = check(text);
        judged = { text, errors: usable ? undefined : findings.filter(({ level }) => level === 'error') };
    }
    return judged.errors;
};

/** That the other version cannot be compared, and how to go on. */
const troubles = ({ label, isOpened }, errors) => [
    make('p', {}, make('b', { class: 'broken' }, `⚠ ${label} has ${some(errors.length, 'error')}`), ', so that nothing can be offered by it:'),
    make('ul', { class: 'stack' }, errors.slice(0, 3).map(({ line, title, why, fix }) => make('li', {}, make('b', {}, `Line ${line}: ${title}`), make('p', { class: 'note' }, why), make('p', {}, `→ ${fix}`))), errors.length > 3 && make('li', { class: 'note' }, `and ${errors.length - 3} more`)),
    make('p', {}, isOpened ? 'Choose another version above; or keep the text here as soon as it has no errors, and compare with that.' : 'Choose another version above; or open this file on the left, mend it there, and keep it.'),
];

// A walk: click through the site as a visitor would, and see at each step what is concluded, what is offered, and why.

import { some } from '../counted.js';
import { field, make } from '../element.js';
import { problemsOf } from '../version.js';
import { believing } from './belief.js';
import { coursing } from './course.js';
import { doing } from './doing.js';
import { download, expectedOf, read } from './file.js';
import { Journey } from './journey.js';
import { listOf, store, stored } from './kept.js';
import { reasoning } from './reasons.js';
import { seeing } from './seen.js';
import { wordsFor } from './steps.js';
import { trail } from './trail.js';

/** The languages that the panel speaks. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh', 'ar', 'he'];

const UNREADABLE = 'Nobody can walk while the text has errors: mend them first.';

/** `speak(language)` asks for the same config on a page in another language. */
export const walking = (place, { speak }) => {
    let config;
    let moment;
    const { journey: left, others } = stored();
    let journey = left ?? new Journey();
    /** Other walks that were kept, `{ name, journey }`. */
    let kept = others;

    const card = (name) => make('section', { class: `card stack ${name}` });
    const [does, went, sees, believes, reasons] = ['does', 'went', 'sees', 'believes', 'why'].map(card);
    const languages = make('select', { onchange: () => speak(languages.value) });
    place.append(make('div', { class: 'walk' }, make('div', { class: 'stack' }, does, went, believes), make('div', { class: 'stack' }, sees, reasons)));

    const pick = make('div', { class: 'row', hidden: true });
    const acts = doing(does, (change) => go(() => change(journey)));
    const steps = trail(went, {
        goTo: (done) => go(() => journey.goTo(done)),
        remove: (at) => go(() => journey.remove(at)),
        start: (at) => go(() => {
            if (at !== undefined) return journey.begin(at);
            journey = new Journey();
            pick.hidden = true;
            steps.say('');
        }),
        keep() {
            if (!journey.steps.length) return steps.say('There is nothing to keep yet: view a page first.');
            if (!config) return steps.say(UNREADABLE);
            const name = `${some(journey.steps.length, 'step')}: ${wordsFor(journey.steps[0], config)} …`;
            kept = [...kept, { name, journey: copyOf(journey) }];
            steps.say('Kept. Versions can be compared on it, and it can be walked on.');
            tellKept();
        },
        save() {
            if (!journey.steps.length) return steps.say('There is nothing to save yet: view a page first.');
            if (!config) return steps.say(UNREADABLE);
            const end = config.moment(journey.eventsUpTo(journey.steps.length), journey.steps.at(-1).now, journey.steps.at(-1).seed);
            const whole = Object.assign(new Journey(journey.start), { steps: journey.steps, done: journey.steps.length });
            download('journal.ndjson', journey.lines());
            download('expected.json', expectedOf(whole, end));
            steps.say('Saved as journal.ndjson and expected.json: in a folder of tests/journeys they are a test.');
        },
        load: async (file) => {
            if (!file) return;
            const { visitors, left } = read(await file.text(), problemsOf);
            const take = ({ id, events }) => go(() => {
                journey = Journey.of(events);
                steps.say([`${some(events.length, 'event')} of ${id ? `visitor ${id}` : 'a visitor'} from ${file.name}.`, ...told(left)].join(' '));
            });
            pick.hidden = visitors.length < 2;
            pick.replaceChildren(...(visitors.length < 2 ? [] : [choice(visitors, take)]));
            if (visitors.length) take(visitors[0]);
            else steps.say(told(left).join(' '));
        },
    });
    const rest = make('div');
    went.append(pick, rest);
    /** What is kept by now; asked for when it is stored, a while after the step. */
    const keepAll = () => store(() => ({ journey, others: kept }));
    const tellKept = () => {
        keepAll();
        rest.replaceChildren(...(kept.length ? [make('h3', {}, 'Kept'), listOf(kept, {
            open: (walk) => go(() => { journey = copyOf(walk.journey); }),
            drop: (walk) => {
                kept = kept.filter((other) => other !== walk);
                tellKept();
            },
        })] : []));
    };
    tellKept();
    const view = seeing(sees, {
        walk: () => ({ config, journey, moment, origin: acts.origin }),
        tell(what) {
            if (what.seen) {
                journey.note({ impression: what.seen });
                steps.update(journey, config);
                keepAll();
            } else if (what.follow) acts.follow(what.follow);
            else if (what.replace) go(() => journey.replace(what.replace), true);
            else go(() => journey.act(what), true);
        },
    });
    sees.append(field('In', languages));
    const bars = believing(believes, (done) => go(() => journey.goTo(done)));
    const why = reasoning(reasons);
    const courseOf = coursing();

    /**
     * Does something with the walk, and shows what comes of it. A panel in use stays as it is while the page is viewed: what is
     * done in it must not replace it.
     */
    const go = (change, inPanel = false) => {
        if (!config) return steps.say(UNREADABLE);
        const before = journey.page;
        change();
        show(!inPanel || journey.page !== before);
    };

    const show = (fresh) => {
        if (!config) return;
        const { events, now, seed } = journey;
        moment = config.moment(events, now, seed);
        steps.update(journey, config);
        bars.update(config, moment, courseOf(config, journey, moment), journey.done);
        why.update(config, moment, (most) => config.ranking(events, now, most));
        view.update(fresh);
        keepAll();
    };

    return {
        /** Takes a version of the config. */
        update(next) {
            config = next;
            const own = next.config.locale || 'en';
            languages.replaceChildren(...[...new Set([own, ...LANGUAGES])].map((it) => make('option', { value: it === own ? '' : it }, nameOf(it))));
            languages.value = next.language === own ? '' : next.language;
            acts.update(next);
            show(true);
        },
        /** The walks that versions can be compared on: this one first. */
        walks: () => [{ name: 'The walk', journey }, ...kept].map(({ name, journey }) => ({
            name,
            steps: journey.steps.map((step, index) => ({ ...step, label: wordsFor(step, config), events: journey.eventsUpTo(index + 1) })),
        })),
    };
};

const copyOf = (journey) => Journey.from(structuredClone({ start: journey.start, steps: journey.steps, done: journey.done }));

const nameOf = (language) => {
    try {
        return new Intl.DisplayNames([language], { type: 'language' }).of(language);
    } catch {
        return language;
    }
};

/** What was left out, as far as anybody reads that. */
const told = (left) => (left.length > 3 ? [...left.slice(0, 3), `And ${left.length - 3} more were left out.`] : left);

const choice = (visitors, take) => {
    const select = make('select', { onchange: () => take(visitors[select.selectedIndex]) },
        visitors.slice(0, 1000).map(({ id, events }) => make('option', {}, `${id || 'without an id'} (${events.length})`)));
    return field('Visitor', select);
};

// A walk: click through the site as a visitor would, and see at each step what is concluded, what is offered, and why.

import { some } from '../counted.js';
import { field, make } from '../element.js';
import { believing } from './belief.js';
import { coursing } from './course.js';
import { doing } from './doing.js';
import { download, expectedOf } from './file.js';
import { Journey } from './journey.js';
import { keeping, store, stored } from './kept.js';
import { loading } from './load.js';
import { reasoning } from './reasons.js';
import { seeing } from './seen.js';
import { wordsFor } from './steps.js';
import { trail } from './trail.js';

/** The languages that the panel speaks. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh', 'ar', 'he'];

const PAUSED = 'The visitor has paused Cairn: nothing is noticed until he resumes, in the panel, or until a new walk.';
const UNREADABLE = 'Nobody can walk while the text has errors: mend them first.';

/** `speak(language)` asks for the same config on a page in another language. */
export const walking = (place, { speak }) => {
    let config;
    let moment;
    let journey = stored() ?? new Journey();

    const card = (name) => make('section', { class: `card stack ${name}` });
    const [does, went, sees, believes, reasons] = ['does', 'went', 'sees', 'believes', 'why'].map(card);
    const languages = make('select', { onchange: () => speak(languages.value) });
    place.append(make('div', { class: 'walk' }, make('div', { class: 'stack' }, does, went, believes), make('div', { class: 'stack' }, sees, reasons)));

    const acts = doing(does, (change) => (view.isPaused() ? steps.say(PAUSED) : go(() => change(journey))));
    const steps = trail(went, {
        goTo: (done) => go(() => journey.goTo(done)),
        remove: (at) => go(() => journey.remove(at)),
        start: (at) => go(() => {
            if (at !== undefined) return journey.begin(at);
            journey = new Journey();
            view.resume();
            loaded.end();
            steps.say('');
        }),
        keep() {
            if (!journey.steps.length) return steps.say('There is nothing to keep yet: view a page first.');
            if (!config) return steps.say(UNREADABLE);
            const isStored = kept.keep(`${some(journey.steps.length, 'step')}: ${wordsFor(journey.steps[0], config)} …`, journey);
            steps.say(`${isStored ? 'Kept.' : 'Kept until you leave this page: the browser has no room to store it.'} Versions can be compared on it, and it can be walked on.`);
        },
        save() {
            if (!journey.steps.length) return steps.say('There is nothing to save yet: view a page first.');
            if (!config) return steps.say(UNREADABLE);
            const end = config.moment(journey.eventsUpTo(journey.steps.length), journey.steps.at(-1).now, journey.steps.at(-1).seed);
            const whole = journey.copy();
            whole.goTo(whole.steps.length);
            download('journal.ndjson', journey.lines());
            download('expected.json', expectedOf(whole, end));
            steps.say('Saved as journal.ndjson and expected.json: in a folder of tests/journeys they are a test.');
        },
        load: (file) => loaded.load(file),
    });
    const turnTo = (other, said) => go(() => {
        journey = other;
        steps.say([said, view.isPaused() && PAUSED].filter(Boolean).join(' '));
    });
    const loaded = loading(went, {
        take: turnTo,
        say: (text) => steps.say(text),
        may: () => Boolean(config) || steps.say(UNREADABLE),
    });
    const kept = keeping(went, {
        open(other) {
            loaded.end();
            turnTo(other);
        },
    });
    const view = seeing(sees, {
        walk: () => ({ config, journey, moment, origin: acts.origin }),
        tell(what) {
            if (what.seen) {
                journey.note({ impression: what.seen });
                steps.update(journey, config);
                store(journey);
            } else if (what.follow) acts.follow(what.follow);
            else if ('paused' in what) steps.say(what.paused ? PAUSED : '');
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
        store(journey);
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
        /** The walks that versions can be compared on, this one first; their steps are named as a version of the config names them. */
        walks: (config) => [{ name: 'The walk', journey }, ...kept.walks].map(({ name, journey }) => ({
            name,
            steps: journey.steps.map((step, index) => ({ ...step, label: wordsFor(step, config), events: journey.eventsUpTo(index + 1) })),
        })),
    };
};

const nameOf = (language) => {
    try {
        return new Intl.DisplayNames([language], { type: 'language' }).of(language);
    } catch {
        return language;
    }
};

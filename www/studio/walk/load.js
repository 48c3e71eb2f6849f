// A journal that is loaded, by the button or by being dropped: of several visitors one is chosen.

import { some } from '../counted.js';
import { field, make } from '../element.js';
import { problemsOf } from '../version.js';
import { read } from './file.js';
import { Journey } from './journey.js';

/** So many visitors can be chosen from. */
const MOST = 1000;

/** `take(journey, said)` walks a journey that was loaded; `say(text)` tells why there is none; `may()` says whether one may come. */
export const loading = (place, { take, say, may }) => {
    const pick = make('div', { class: 'row', hidden: true });
    place.append(pick);
    const load = async (file) => {
        if (!file || !may()) return;
        const text = await file.text().catch(() => undefined);
        if (text === undefined) return say(`${file.name} cannot be read: load a file with the lines of a journal.`);
        const { visitors, left } = read(text, problemsOf);
        const choose = ({ id, events }) => {
            const said = `${some(events.length, 'event')} of ${id ? `visitor ${id}` : 'a visitor'} from ${file.name}.`;
            take(Journey.of(events), [said, ...told(left)].join(' '));
        };
        pick.hidden = visitors.length < 2;
        pick.replaceChildren(...(visitors.length < 2 ? [] : [choice(visitors, choose)]));
        if (visitors.length) choose(visitors[0]);
        else say(told(left).join(' '));
    };
    for (const kind of ['dragover', 'drop']) {
        place.addEventListener(kind, (event) => {
            if (!event.dataTransfer?.types.includes('Files')) return;
            // Elsewhere in the studio a file that is dropped is a config.
            event.preventDefault();
            if (kind === 'drop') load(event.dataTransfer.files[0]);
        });
    }
    return {
        load,
        /** What was loaded is walked no more. */
        end() {
            pick.hidden = true;
        },
    };
};

/** What was left out, as far as anybody reads that. */
const told = (left) => (left.length > 3 ? [...left.slice(0, 3), `And ${left.length - 3} more were left out.`] : left);

const choice = (visitors, take) => {
    const select = make('select', { onchange: () => take(visitors[select.selectedIndex]) },
        visitors.slice(0, MOST).map(({ id, events }) => make('option', {}, `${id || 'without an id'} (${events.length})`)));
    return field('Visitor', select, visitors.length > MOST && `The first ${MOST} of ${visitors.length}: cut out the lines of another to see him.`);
};

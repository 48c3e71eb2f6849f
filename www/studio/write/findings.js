// What is found in the text, as a list: each finding with its reason and what to do.

import { some } from '../counted.js';
import { make } from '../element.js';

/** So many are listed; nobody reads more before mending these. */
const MOST = 100;
/** The count is read out once typing rests for so long, in milliseconds. */
const REST = 1000;

/** `goTo(finding)` shows where one is, `mend(finding, value)` writes a value in its place. */
export const listing = (place, { goTo, mend }) => {
    const heading = make('h2', {}, 'Findings');
    const status = make('p', { class: 'hidden-text', role: 'status' });
    const list = make('ul', { class: 'findings' });
    let waiting;
    place.append(heading, status, list);

    const item = (found) => {
        // Where the text has to be another one, that can be written at a press.
        const [, value] = found.fix.match(/^write "((?:[^"\\]|\\.)*)"$/) ?? [];
        return make('li', { class: found.level },
            make('button', { type: 'button', class: 'finding', onclick: () => goTo(found) },
                make('span', { class: 'level' }, found.level === 'error' ? 'Error' : 'Warning'), make('b', {}, found.title), make('small', {}, `line ${found.line}${found.path ? `, ${found.path}` : ''}`)),
            make('p', {}, found.why),
            make('p', {}, `→ ${found.fix}`, ' ', value !== undefined && make('button', { type: 'button', onclick: () => mend(found, value) }, 'Write it')));
    };

    return {
        update(findings) {
            const errors = findings.filter(({ level }) => level === 'error').length;
            const warnings = findings.length - errors;
            const said = findings.length ? [errors && some(errors, 'error'), warnings && some(warnings, 'warning')].filter(Boolean).join(', ') : 'Nothing to mend';
            heading.textContent = said;
            place.classList.toggle('clean', !findings.length);
            list.replaceChildren(...findings.slice(0, MOST).map(item));
            if (findings.length > MOST) list.append(make('li', { class: 'note' }, `… and ${findings.length - MOST} more`));
            clearTimeout(waiting);
            waiting = setTimeout(() => { status.textContent = said; }, REST);
        },
    };
};

// The version that the text is compared with, and the walks: which of them, and how there come to be more.

import { field, make, refill } from '../element.js';
import { textOf } from '../write/file.js';
import { MOST, keepVersions, keptVersions, labelOf } from './versions.js';

const OPENED = 'opened';

const isSame = (one, other) => one.name === other.name && one.at === other.at && one.text === other.text;
/** What the other version is called that was once the text. */
export const BEFORE = 'Before';

/** `now()` gives the text of now if there is one without errors, `base()` the text as it was opened or saved last; `changed()` is called once another one is chosen. */
export const choosing = (place, { now, base, changed }) => {
    let versions = keptVersions();
    let chosen = OPENED;
    let own;

    const pick = (value) => {
        chosen = value;
        draw();
        changed();
    };
    const which = make('select', { onchange: () => pick(which.value === OPENED ? OPENED : versions[which.value]) });
    const walks = make('select', { onchange: () => { own = walks.value === 'own'; changed(); } });
    const onWalks = field('On', walks);
    const name = make('input', { name: 'name', autocomplete: 'off', maxlength: 60, placeholder: 'Before the spring campaign' });
    const file = make('input', { type: 'file', accept: '.json', hidden: true, onchange: () => read(file.files[0]) });
    const forget = make('button', { type: 'button', class: 'quiet', onclick: () => drop() }, 'Forget it');
    const status = make('p', { class: 'note', role: 'status' });

    const keep = (list) => {
        const { versions: kept, isStored } = keepVersions(list);
        const gone = list.length > kept.length ? ` There is room for ${MOST}: the oldest is gone.` : '';
        versions = kept;
        return gone + (isStored ? '' : ' This browser stores nothing here: it is gone once the page is left.');
    };
    const add = (version, says) => {
        // Another tab may have kept some, too.
        const others = keptVersions().filter((one) => !versions.some((other) => isSame(one, other)));
        versions = [...others, ...versions].sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
        status.textContent = says + keep([...versions, version]);
        pick(version);
    };
    const read = async (given) => {
        if (!given) return;
        try {
            add({ name: given.name, text: (await textOf(given)).text }, `${given.name} is among the versions now.`);
        } catch (problem) {
            status.textContent = `${problem.message}.`;
        }
        // The same file can be chosen again, once it is another one.
        file.value = '';
    };
    const drop = () => {
        const [version, place] = [chosen, versions.indexOf(chosen)];
        keep(versions.filter((other) => other !== version));
        refill(status, `“${labelOf(version)}” is forgotten. `, make('button', { type: 'button', onclick: () => {
            status.textContent = `It is there again.${keep([...versions.slice(0, place), version, ...versions.slice(place)])}`;
            pick(version);
            which.focus();
        } }, 'Bring it back'));
        status.querySelector('button').focus();
        pick(OPENED);
    };

    place.append(
        make('div', { class: 'row ends' }, field('The text now, against', which), onWalks),
        make('div', { class: 'row' }, make('button', { type: 'button', onclick: () => file.click() }, 'Another file …'), forget, file),
        make('form', { class: 'row ends keeping', onsubmit: (event) => {
            event.preventDefault();
            if (now() === undefined) {
                status.textContent = 'There is nothing to keep yet: mend the text first.';
                return;
            }
            const behind = document.getElementById('behind')?.textContent ? 'Kept as it was before the errors, which no visitor would see. ' : 'Kept. ';
            add({ name: name.value.trim(), at: Date.now(), text: now() }, `${behind}Change the text, and see here what that changes for visitors.`);
            name.value = '';
        } }, field('Name of this version, if you like', name), make('button', {}, 'Keep this version')),
        status);

    const draw = () => {
        refill(which, make('option', { value: OPENED }, 'the file as opened or saved'), versions.map((version, at) => make('option', { value: at }, labelOf(version))));
        which.value = chosen === OPENED ? OPENED : versions.indexOf(chosen);
        forget.hidden = chosen === OPENED;
    };
    draw();

    return {
        /** The version that is chosen: its text, what it is called, and what its side is. */
        get version() {
            if (chosen === OPENED) return { text: base(), label: 'The file as it was opened', title: BEFORE, isOpened: true };
            return { text: chosen.text, label: labelOf(chosen), title: chosen.at ? BEFORE : chosen.name };
        },
        /** Whether to compare on the user's own walks, of which there are so many. */
        ownOf(count) {
            onWalks.hidden = !count;
            const isOwn = count > 0 && own !== false;
            refill(walks, make('option', { value: 'own' }, count === 1 ? 'your walk' : `your ${count} walks`), make('option', { value: 'drawn' }, 'a walk for each persona'));
            walks.value = isOwn ? 'own' : 'drawn';
            return isOwn;
        },
    };
};

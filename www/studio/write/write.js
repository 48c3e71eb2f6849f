// The writing: a file as text or as a form, with what is found in it.

import { getLocation } from 'jsonc-parser';
import { make } from '../element.js';
import { editing } from './editor.js';
import { choose, draft, keepDraft, save, textOf } from './file.js';
import { listing } from './findings.js';
import { forming } from './form.js';
import { describe } from './schema.js';

const HELP = 'Ctrl-Space completes, Ctrl-F finds, Esc and then Tab leaves the text.';

/**
 * Fills `place`. `schema` is that of offers.json, `check(text)` gives `{ usable, findings }`, `starter` is what a new file has in
 * it, `example` a whole one. `changed(text, checked)` is called after each change.
 */
export const writing = (place, { schema, check, starter, example, changed }) => {
    let file = { name: 'offers.json', base: '' };
    let checked = { usable: false, findings: [] };
    let due;
    /** Whether a pointer is down here, and whether something waits until it is up. */
    let [isPressed, waits] = [false, false];

    const name = make('b', { class: 'name' });
    const status = make('span', { class: 'note', role: 'status' });
    const button = (label, act, title) => make('button', { type: 'button', title, onclick: act }, label);
    const tools = make('div', { class: 'row tools', role: 'toolbar', 'aria-label': 'File' },
        button('New', () => replaced(() => open({ name: 'offers.json', text: starter }))),
        button('Example', () => replaced(() => open({ name: 'offers.json', text: example }))),
        button('Open …', () => opening(choose()), 'Ctrl-O'), button('Save', () => saving(), 'Ctrl-S'),
        button('Undo', () => editor.undo(), 'Ctrl-Z'), button('Redo', () => editor.redo(), 'Ctrl-Y'));
    const ways = [['text', 'Text'], ['form', 'Form']].map(([value, says]) => make('label', { class: 'way' }, make('input', { type: 'radio', name: 'way', value, onchange: () => turn(value) }), says));
    const sheet = make('div', { class: 'sheet' });
    const help = make('p', { class: 'note help', id: 'field-help' }, HELP);
    const formPlace = make('div', { class: 'stack form', hidden: true });
    const findings = make('section', { class: 'card found-list', 'aria-label': 'Findings' });
    place.append(tools, make('div', { class: 'row' }, name, status, make('fieldset', { class: 'row ways' }, make('legend', { class: 'hidden-text' }, 'Write as'), ways)), sheet, help, formPlace, findings);

    const text = () => editor.text();
    const editor = editing(sheet, {
        schema,
        changed: () => { due ??= requestAnimationFrame(look); },
        moved: () => tell(),
        keys: [{ key: 'Mod-s', run: () => Boolean(saving()) }, { key: 'Mod-o', run: () => Boolean(opening(choose())) }],
    });
    const list = listing(findings, {
        goTo({ from, to, path }) {
            const [, index] = path.match(/^offers\[(\d+)\]/) ?? [];
            if (way() === 'form' && index !== undefined) form.look(from);
            if (way() === 'form' && index === undefined) turn('text');
            if (way() === 'form') return form.update(checked.findings);
            editor.goTo(from, to);
        },
        mend({ from, to }, value) {
            editor.change([{ from, to: Math.max(from, to), insert: JSON.stringify(JSON.parse(`"${value}"`)) }]);
            look();
        },
    });
    const form = forming(formPlace, {
        schema, text,
        change(changes) {
            editor.change(changes);
            look();
        },
        // The form is drawn anew with the next frame, once the focus is where the visitor wants it.
        fill: (changes) => editor.change(changes),
        goTo(from, to) {
            turn('text');
            editor.goTo(from, to);
        },
    });

    /** What follows from the text: asked for with the next frame, once for all that was typed till then. */
    const look = () => {
        cancelAnimationFrame(due);
        due = undefined;
        // First of all: whatever goes wrong from here on, what was written is still there.
        keepDraft({ name: file.name, text: text(), base: file.base, form: file.form });
        // What is under a pressed button stays there until it is let go: the click would come to nothing.
        if (isPressed) return (waits = true);
        checked = check(text());
        editor.mark(checked.findings);
        list.update(checked.findings);
        if (way() === 'form') form.update(checked.findings);
        const isNew = text() !== file.base;
        name.textContent = file.name + (isNew ? ' *' : '');
        name.title = isNew ? 'not saved' : '';
        changed(text(), checked);
    };
    /** The sentence about the field where the cursor is. */
    const tell = () => {
        const { path } = getLocation(text(), editor.cursor());
        // An entry of a list is what its list is.
        while (path.length && !describe(schema, path)) path.pop();
        const said = path.length ? describe(schema, path) : undefined;
        help.textContent = said ? `${path.filter((step) => typeof step === 'string' && step).join('.')}: ${said.description}${said.more ? ` (${said.more})` : ''}` : HELP;
    };
    const way = () => (formPlace.hidden ? 'text' : 'form');
    const turn = (value) => {
        for (const { firstChild } of ways) firstChild.checked = firstChild.value === value;
        const isForm = value === 'form';
        [sheet.hidden, help.hidden, formPlace.hidden] = [isForm, isForm, !isForm];
        if (!isForm) return;
        form.look(editor.cursor());
        form.update(checked.findings);
    };
    const open = ({ name, text, base = text, form, handle, said = '' }) => {
        file = { name, base, form, handle };
        status.textContent = said;
        editor.open(text);
        look();
    };
    const replaced = (act) => {
        // What was not saved is asked about, once.
        if (text() === file.base || confirm(`${file.name} has changes that are not saved. Leave them?`)) act();
    };
    const failed = (error) => { status.textContent = `${error.message}.`; };
    const opening = (chosen) => chosen.then(async (given) => {
        if (!given) return;
        const { text, form } = await textOf(given.file);
        replaced(() => open({ name: given.file.name, text, form, handle: given.handle }));
    }).catch(failed);
    const saving = () => {
        // While it is written somebody may type on, or turn to another file.
        const [saves, written] = [file, text()];
        return save({ name: saves.name, text: written, form: saves.form, handle: saves.handle }).then((saved) => {
            if (!saved) return;
            Object.assign(saves, { base: written, handle: saved.handle ?? saves.handle });
            status.textContent = saved.said;
            look();
        }).catch(failed);
    };

    for (const kind of ['dragover', 'drop']) {
        const take = (event) => {
            if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
            event.preventDefault();
            if (kind === 'drop') opening(Promise.resolve({ file: event.dataTransfer.files[0] }));
        };
        // Here before the editor, which would put it into the text; elsewhere if nobody else wants it.
        place.addEventListener(kind, take, true);
        addEventListener(kind, take);
    }
    // What is written in a field counts once it is left.
    const leaves = () => {
        const field = formPlace.contains(document.activeElement) && document.activeElement;
        if (field) field.blur();
        if (due) look();
        return field;
    };
    formPlace.addEventListener('keydown', (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.altKey || !/^[so]$/i.test(event.key)) return;
        event.preventDefault();
        const id = leaves()?.getAttribute('aria-describedby');
        if (id) formPlace.querySelector(`[aria-describedby="${id}"]`)?.focus();
        if (/s/i.test(event.key)) saving();
        else opening(choose());
    });
    place.addEventListener('pointerdown', () => { isPressed = true; }, true);
    for (const end of ['pointerup', 'pointercancel']) {
        addEventListener(end, () => {
            isPressed = false;
            // After the click, which comes first.
            if (waits) setTimeout(look);
            waits = false;
        }, true);
    }
    addEventListener('pagehide', leaves);
    addEventListener('beforeunload', (event) => {
        leaves();
        if (text() !== file.base && draft()?.text !== text()) event.preventDefault();
    });

    const left = draft();
    if (left && left.text !== example) open({ ...left, said: left.text === left.base ? '' : 'Your changes of last time are still here; they are not saved.' });
    else open({ name: 'offers.json', text: example });
    turn('text');

    return {
        /** What the file had in it when it was opened or saved last. */
        base: () => file.base,
        /** Adds an offer with these fields, and shows it in the form. */
        addOffer(offer) {
            turn('form');
            form.add(offer);
        },
    };
};

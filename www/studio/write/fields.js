// The fields of one offer, as a form: each with what the schema says of it, and with what was found there.

import { make } from '../element.js';
import { describe, wordsAt } from './schema.js';

const IDS = { personas: 'personas', stages: 'stages', journeys: 'journeys', next: 'offers' };
/** In the order in which people write them. */
const PLAIN = [
    ['title', 'Title'], ['text', 'Text'], ['url', 'Link'], ['kind', 'Kind'], ['personas', 'For these personas'], ['stages', 'In these stages'],
    ['journeys', 'On these journeys'], ['next', 'What follows, the best first'], ['id', 'Id'], ['owner', 'Owner'], ['priority', 'Priority'], ['from', 'Not before'], ['until', 'Not after'],
    ['limit.impressions', 'Shown at most so often'], ['limit.perDays', '… within so many days'], ['limit.perSession', 'At most so often in a visit'],
    ['hideAfter.click', 'Days of rest after a click'], ['hideAfter.dismissal', 'Days of rest after “not for me”'], ['handoff', 'The visitor may send a summary along'],
];
const KNOWN = new Set(PLAIN.map(([name]) => name.split('.')[0]));
const NUMBERS = /^(limit|hideAfter)\./;

/** What a form of an offer depends on beside the values: if this changes, it is drawn anew. */
export const shapeOf = (offer, known) => JSON.stringify([
    ['title', 'text'].map((name) => (typeof offer[name] === 'object' && offer[name] ? Object.keys(offer[name]) : '')),
    known.personas, known.stages, known.journeys, known.offers.map(({ id, says }) => [id, says]), others(offer),
]);

const others = (offer) => Object.keys(offer).filter((name) => !KNOWN.has(name));

/** `set(path, value)` writes a value of the offer; `show(field)` shows a field in the text. */
export const fieldsOf = (schema, offer, known, { set, show }) => {
    const controls = [];
    const value = (from, path) => path.reduce((at, step) => at?.[step], from);

    /** A control that follows its value unless somebody is writing in it. */
    const follow = (control, path, write) => {
        controls.push({ control, path, write });
        return control;
    };
    const input = (path, type = 'text', read = (text) => text || undefined) => follow(
        type === 'long' ? make('textarea', { rows: 3, onchange: (event) => set(path, read(event.target.value)) })
            : make('input', { type, autocomplete: 'off', onchange: (event) => set(path, read(event.target.value)) }),
        path, (control, held) => { control.value = held ?? ''; });

    const texts = (name, type) => {
        const held = offer[name];
        if (typeof held !== 'object' || !held) return [input([name], type)];
        return Object.keys(held).map((language) => make('span', { class: 'language' }, make('code', {}, language), input([name, language], type)));
    };
    const time = (name) => follow(make('input', { type: 'datetime-local', onchange: (event) => set([name], event.target.value ? new Date(event.target.value).toISOString().replace('.000Z', 'Z') : undefined) }),
        [name], (control, held) => { control.value = local(held); });
    const number = (path) => input(path, 'number', (text) => (text === '' ? undefined : Number(text)));
    const checks = (name) => make('div', { class: 'checks' }, known[IDS[name]].map(({ id, says }) => make('label', { class: 'row' },
        follow(make('input', { type: 'checkbox', value: id, onchange: (event) => set([name], (held) => toggled(held, id, event.target.checked)) }), [name], (control, held) => { control.checked = listOf(held).includes(id); }),
        says || id)), !known[IDS[name]].length && make('span', { class: 'note' }, 'The file has none.'));
    const sequence = (name) => {
        const list = make('ol', { class: 'sequence' });
        const choices = make('select', { 'aria-label': 'Another one that follows', onchange: (event) => event.target.value && set([name], (held) => [...listOf(held), event.target.value]) });
        return make('div', { class: 'stack' }, follow(list, [name], (control, held) => {
            const ids = listOf(held);
            control.replaceChildren(...ids.map((id, place) => make('li', { class: 'row' }, known.offers.find((it) => it.id === id)?.says || id,
                make('button', { type: 'button', class: 'quiet', disabled: !place, 'aria-label': `${id}: earlier`, onclick: () => set([name], (now) => moved(listOf(now), place)) }, '↑'),
                make('button', { type: 'button', class: 'quiet', 'aria-label': `${id}: take out`, onclick: () => set([name], (now) => emptied(listOf(now).filter((it) => it !== id))) }, '×'))));
            choices.replaceChildren(make('option', { value: '' }, 'Add …'), ...known.offers.filter((it) => it.id !== offer.id && !ids.includes(it.id)).map((it) => make('option', { value: it.id }, it.says || it.id)));
        }), choices);
    };
    const choice = (name, words) => {
        const list = make('datalist', { id: `words-${name}` }, words.map((word) => make('option', { value: word })));
        const control = input([name], 'text', (text) => (text === '' ? undefined : name === 'priority' && !Number.isNaN(Number(text)) ? Number(text) : text));
        control.setAttribute('list', list.id);
        return [control, list];
    };
    const control = (name) => {
        if (name === 'title' || name === 'text') return texts(name, name === 'text' ? 'long' : 'text');
        if (name === 'from' || name === 'until') return [time(name)];
        if (NUMBERS.test(name)) return [number(name.split('.'))];
        if (name === 'handoff') return [follow(make('input', { type: 'checkbox', onchange: (event) => set(['handoff'], event.target.checked || undefined) }), ['handoff'], (it, held) => { it.checked = held === true; })];
        if (name === 'next') return [sequence(name)];
        if (name === 'kind' || name === 'priority') return choice(name, name === 'kind' ? ['guide', 'demo', 'talk', 'tool', 'video', 'story', 'help', 'account'] : wordsAt(schema, ['offers', 0, name]).map(({ word }) => word));
        if (IDS[name]) return [checks(name)];
        return [input([name])];
    };

    const rows = PLAIN.map(([name, says]) => {
        const path = ['offers', 0, ...name.split('.')];
        const id = `field-${name.replace('.', '-')}`;
        const made = control(name);
        const group = made.length > 1 && !made[1].matches('datalist') || made[0].matches('div');
        const help = make('small', { class: 'note', id: `${id}-help` }, describe(schema, path)?.description ?? '');
        const found = make('p', { class: 'found', id: `${id}-found`, hidden: true });
        for (const it of [made[0], ...made[0].querySelectorAll('input, textarea, select')].filter((it) => it.matches('input, textarea, select'))) it.setAttribute('aria-describedby', `${help.id} ${found.id}`);
        const row = group ? make('fieldset', { class: 'field' }, make('legend', {}, says), made, help, found) : make('div', { class: 'field' }, make('label', { class: 'field' }, make('span', {}, says), made), help, found);
        return { name, row, found };
    });
    const rest = others(offer);
    const more = rest.length > 0 && make('p', { class: 'note' }, 'Also set in the text: ', rest.map((name) => make('button', { type: 'button', class: 'quiet', onclick: () => show(name) }, name)));

    return {
        element: make('div', { class: 'stack fields' }, rows.map(({ row }) => row), more),
        /** Takes the offer as it is now, and what was found in it: paths begin with the name of the field. */
        update(now, findings) {
            for (const { control, path, write } of controls) if (document.activeElement !== control || control.type === 'checkbox') write(control, value(now, path));
            for (const { name, row, found } of rows) {
                const here = findings.filter(({ field }) => field === name || field.startsWith(`${name}.`) || field.startsWith(`${name}[`));
                found.hidden = !here.length;
                found.textContent = here.map(({ title, fix }) => `${title}. ${fix}.`).join(' ');
                row.classList.toggle('bad', here.length > 0);
                for (const it of row.querySelectorAll('input, textarea, select')) it.setAttribute('aria-invalid', here.some(({ level }) => level === 'error'));
            }
        },
    };
};

/** A list, also where one thing stands for a list of one. */
const listOf = (held) => (Array.isArray(held) ? held : typeof held === 'string' ? [held] : []);
const emptied = (list) => (list.length ? list : undefined);
const toggled = (held, id, on) => emptied(on ? [...listOf(held), id] : listOf(held).filter((it) => it !== id));
const moved = (list, place) => list.toSpliced(place - 1, 2, list[place], list[place - 1]);

const local = (text) => {
    const at = Date.parse(text);
    return Number.isNaN(at) ? '' : new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

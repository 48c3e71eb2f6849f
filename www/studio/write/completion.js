// What can be written at the cursor: fields that the schema knows, words that a value may be, ids that the file declares.

import { snippet, startCompletion } from '@codemirror/autocomplete';
import { findNodeAtLocation, getLocation } from 'jsonc-parser';
import { declared, meantAt, meantByNames } from './ids.js';
import { describe, exampleAt, fieldsAt, kindAt, wordsAt } from './schema.js';

/** A source of completions for files of this schema. */
export const completing = (schema) => (context) => {
    const text = context.state.doc.toString();
    const { from, to, options } = optionsAt(schema, text, context.pos);
    // Between things only who asks is answered.
    const asked = context.explicit || text[from] === '"';
    if (!options.length || !asked) return null;
    // The quotes belong to what is replaced, and take no part in what is looked for.
    const typed = text.slice(from, context.pos).replace(/^"/, '').toLowerCase();
    const fits = options.filter(({ label }) => label.toLowerCase().includes(typed));
    return { from, to, options: fits.map((option) => ({ ...option, apply: applied(option, text, to) })), filter: false };
};

/** Puts a completion in place of all that is there, with its gaps to fill. */
const applied = ({ template }, text, end) => (view, completion, from) => {
    // A quote that the editor closed by itself goes, too.
    snippet(template)(view, completion, from, Math.max(end, view.state.selection.main.head));
    // What may stand in the gap is shown at once.
    if (template.includes('${')) setTimeout(startCompletion, 0, view);
};

/** All that can be written at a place of a text: `{ from, to, options: [{ label, detail, info, template }] }`. */
export const optionsAt = (schema, text, at) => {
    const { path, isAtPropertyKey, previousNode } = getLocation(text, at);
    const inToken = previousNode && previousNode.offset < at && at <= previousNode.offset + previousNode.length && text[previousNode.offset] === '"';
    const token = inToken ? previousNode : { offset: at, length: 0 };
    const [from, to] = [token.offset, token.offset + token.length];
    const options = isAtPropertyKey ? names(schema, text, path.slice(0, -1), from, to) : values(schema, text, path);
    return { from, to, options };
};

const names = (schema, text, path, from, to) => {
    const known = declared(text);
    const object = known.tree && findNodeAtLocation(known.tree, path);
    const there = (object?.children ?? []).map(({ children: [name] = [] }) => name).filter((name) => name && !(name.offset <= to && name.offset + name.length >= from));
    const taken = new Set(there.map(({ value }) => value));
    const hasValue = /^\s*:/.test(text.slice(to));
    const template = (name, value) => (hasValue ? `"${escaped(name)}"` : `"${escaped(name)}": ${value}`);
    const ids = meantByNames(path);
    if (ids) {
        const strength = `"\${likely}"`;
        return known[ids].filter(({ id }) => !taken.has(id)).map(({ id, says }) => ({ label: id, detail: says, type: 'constant', template: template(id, strength) }));
    }
    const fields = fieldsAt(schema, path).filter(({ name }) => !taken.has(name));
    return fields.sort((one, other) => other.needed - one.needed).map(({ name, needed }) => {
        const inside = [...path, name];
        const { description = '', more = '' } = describe(schema, inside) ?? {};
        return {
            label: name, detail: needed ? 'needed' : '', info: [description, more].filter(Boolean).join(' '), type: 'property',
            template: template(name, gap(schema, inside)),
        };
    });
};

/** What stands where a value is still to be written. */
const gap = (schema, path) => {
    const [word] = wordsAt(schema, path);
    const example = exampleAt(schema, path);
    switch (kindAt(schema, path)) {
        case 'array': return typeof example?.[0] === 'object' ? '[{ ${} }]' : '["${}"]';
        // A text may be one in several languages: most are not.
        case 'object': return typeof example === 'string' ? '"${}"' : '{ ${} }';
        case 'boolean': return '${true}';
        case 'number': return `\${${example ?? 1}}`;
        default: return word ? `"\${${word.word}}"` : '"${}"';
    }
};

const values = (schema, text, path) => {
    const known = declared(text);
    const ids = meantAt(path);
    const list = typeof path.at(-1) === 'number';
    if (ids) {
        const [, own] = path;
        const self = path[0] === 'offers' ? known.offers[own]?.id : undefined;
        const others = ids === 'offers' ? known.offers.filter(({ id }) => id !== self) : known[ids];
        const isList = !list && kindAt(schema, path) === 'array';
        return others.map(({ id, says }) => ({ label: id, detail: says, type: 'constant', template: isList ? `["${escaped(id)}"]` : `"${escaped(id)}"` }));
    }
    const words = wordsAt(schema, path);
    const info = describe(schema, path)?.description;
    const options = words.map(({ word, means }) => ({ label: String(word), detail: means, info, type: 'enum', template: typeof word === 'string' ? `"${word}"` : String(word) }));
    const example = exampleAt(schema, path);
    if (!options.length && typeof example === 'string') options.push({ label: example, detail: 'for example', info, type: 'text', template: `"\${${escaped(example)}}"` });
    if (!options.length && example && typeof example === 'object' && !Array.isArray(example)) options.push({ label: '{ … }', info, type: 'text', template: '{ ${} }' });
    return options;
};

/** A text as it stands in JSON, inside a template. */
const escaped = (text) => JSON.stringify(text).slice(1, -1).replace(/[{}]/g, '\\$&');

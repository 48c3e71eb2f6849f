// What the schema of offers.json says of a place in the file. A place is a path of names and positions: ['offers', 3, 'title'].

/** The parts of a schema, each of which may be meant: references are followed, alternatives are apart. */
const parts = (root, node) => {
    if (!node || typeof node !== 'object') return [];
    const own = node.$ref ? parts(root, node.$ref.slice(2).split('/').reduce((at, key) => at?.[key], root)) : [];
    const others = [...node.anyOf ?? [], ...node.oneOf ?? []].flatMap((it) => parts(root, it));
    return [node, ...own, ...others];
};

/** All parts of the schema that are about this place; the first has the sentence that is most to the point. */
export const partsAt = (root, path) => path.reduce((found, step) => found.flatMap((node) => parts(root, inside(node, step))), parts(root, root));

const inside = (node, step) => (typeof step === 'number' ? node.items
    : Object.hasOwn(node.properties ?? {}, step) ? node.properties[step] : node.additionalProperties);

/** What is said of a place: `{ description, more }`, or nothing. */
export const describe = (root, path) => {
    const found = partsAt(root, path);
    const description = found.find((node) => node.description)?.description;
    if (!description) return undefined;
    const fact = (key) => found.find((node) => node[key] !== undefined)?.[key];
    const [least, most, usual] = [fact('minimum'), fact('maximum'), fact('default')];
    const range = least !== undefined && most !== undefined ? `${least} to ${most}` : least !== undefined ? `at least ${least}` : most !== undefined ? `at most ${most}` : '';
    const isPlain = usual !== undefined && usual !== null && (typeof usual !== 'object');
    // Written for readers of code, too.
    return { description: description.replaceAll('`', ''), more: [range, isPlain && `without it: ${usual}`].filter(Boolean).join('; ') };
};

/** The fields that an object at this place may have: `[{ name, needed, node }]`. */
export const fieldsAt = (root, path) => {
    const found = new Map();
    for (const node of partsAt(root, path)) {
        for (const [name, field] of Object.entries(node.properties ?? {})) {
            if (!found.has(name)) found.set(name, { name, needed: node.required?.includes(name) ?? false, field });
        }
    }
    return [...found.values()];
};

/** The words that a value at this place may be, each with what it means, if that is said. */
export const wordsAt = (root, path) => {
    const found = new Map();
    for (const node of partsAt(root, path)) {
        for (const word of node.enum ?? []) if (!found.has(word)) found.set(word, '');
        if (node.const !== undefined) found.set(node.const, node.description ?? '');
        if (node.type === 'boolean') for (const flag of [true, false]) found.set(flag, '');
    }
    return [...found].map(([word, means]) => ({ word, means }));
};

/** Of which kind a value at this place is: `object`, `array`, `string`, `number`, `boolean`; where it may be several, the richest. */
export const kindAt = (root, path) => {
    const kinds = partsAt(root, path).map((node) => node.type ?? (node.enum ? 'string' : undefined)).flat();
    return ['array', 'object', 'boolean', 'number', 'integer', 'string'].find((kind) => kinds.includes(kind)) ?? 'string';
};

/** An example of a value, as the schema gives it. */
export const exampleAt = (root, path) => partsAt(root, path).find((node) => node.examples)?.examples[0];

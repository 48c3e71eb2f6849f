// Small edits of a text that is JSON: only what changes is written anew, and all else stays as it was written.

import { findNodeAtLocation, getNodeValue, modify, parseTree } from 'jsonc-parser';

const FORM = { formattingOptions: { insertSpaces: true, tabSize: 2, keepLines: true } };

const changes = (edits) => edits.map(({ offset, length, content }) => ({ from: offset, to: offset + length, insert: content }));

/** The changes that put a value at a place; `undefined` takes it out. */
export const put = (text, path, value) => changes(modify(text, path, value, FORM));

/** The changes that add an offer behind all others, or at a position among them. */
export const addOffer = (text, offer, at) => {
    const offers = findNodeAtLocation(parseTree(text), ['offers']);
    if (!offers) return put(text, ['offers'], [offer]);
    const end = offers.children?.length ?? 0;
    const place = Math.min(at ?? end, end);
    return changes(modify(text, ['offers', place === end ? -1 : place], offer, { ...FORM, isArrayInsertion: true }));
};

/** The changes that put the offer at `from` where the one at `to` is, which takes its place: both as they are written. */
export const swapOffers = (text, from, to) => {
    const tree = parseTree(text);
    const [one, other] = [from, to].map((place) => findNodeAtLocation(tree, ['offers', place]));
    if (!one || !other) return [];
    const written = (node) => text.slice(node.offset, node.offset + node.length);
    const instead = (node, by) => ({ from: node.offset, to: node.offset + node.length, insert: written(by) });
    return [instead(one, other), instead(other, one)].sort((a, b) => a.from - b.from);
};

/** An id that no offer has yet, made of a title. */
export const freshId = (title, taken) => {
    const plain = title.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^a-z\d]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40) || 'offer';
    let id = plain;
    for (let count = 2; taken.includes(id); count += 1) id = `${plain}-${count}`;
    return id;
};

/** The offers of a text as values; nothing where it is not JSON that has a list of them. */
export const offersOf = (text) => {
    const problems = [];
    const tree = parseTree(text, problems);
    if (!tree || problems.length || tree.type !== 'object') return undefined;
    const list = findNodeAtLocation(tree, ['offers']);
    if (!list) return [];
    return list.type === 'array' ? getNodeValue(list).map((it) => ({ ...it })) : undefined;
};

/** Where a place stands in a text: `{ from, to }`, or nothing. */
export const spanOf = (text, path) => {
    const tree = parseTree(text);
    const node = tree && findNodeAtLocation(tree, path);
    return node && { from: node.offset, to: node.offset + node.length };
};

// A visitor's journal carried elsewhere, as a link or as a file, and read again there.
//
// What comes in may be anything. It is refused with an error whose message is "newer", where another version wrote it, or
// "unreadable".

const VERSION = 1;
/** No journal is larger, in bytes. What is inflated to more is a trap. */
const LARGEST = 1 << 20;

const refuse = (message) => {
    throw new Error(message);
};

/** The events of a journal, or of a list of them. */
const eventsOf = (journal) => journal.events ?? journal;

const isEvent = (event) => typeof event?.at === 'string';

/** Of what was read, the events; what is none is left out. */
const accepted = (journal) => {
    const { version, events } = journal;
    if (version !== VERSION) refuse(typeof version === 'number' ? 'newer' : 'unreadable');
    return events.filter(isEvent);
};

/** Whatever else goes wrong is one kind of error: nobody can do anything about the rest. */
const plainly = (error) => refuse(error?.message === 'newer' ? 'newer' : 'unreadable');

// ---- As a link: the journal's JSON, deflated, in letters that an address leaves alone. ----

/** A checksum of the events (Fletcher's, 16 bits): a letter that got lost in a mail may leave another journal behind. */
const sumOf = (events) => {
    let one = 0;
    let other = 0;
    for (const byte of new TextEncoder().encode(JSON.stringify(events))) {
        one = (one + byte) % 255;
        other = (other + one) % 255;
    }
    return other << 8 | one;
};

/** Pipes bytes through a stream, as long as no more come out than a journal has. */
const piped = async (bytes, stream) => {
    const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
    const parts = [];
    let left = LARGEST;
    for (;;) {
        const { value, done } = await reader.read();
        if (done) return new Blob(parts).arrayBuffer();
        left -= value.length;
        if (left < 0) {
            // It fails where the stream has failed by itself: no matter.
            reader.cancel().catch(() => {});
            refuse('unreadable');
        }
        parts.push(value);
    }
};

const toLetters = (buffer) => {
    let text = '';
    for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
    return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

const fromLetters = (letters) =>
    Uint8Array.from(atob(letters.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

/** A journal in letters for a link. Where the browser cannot deflate, a dot stands in front of the longer form. */
export const pack = async (journal) => {
    const events = eventsOf(journal);
    const bytes = new TextEncoder().encode(JSON.stringify({ version: VERSION, events, sum: sumOf(events) }));
    let deflate;
    try {
        deflate = new CompressionStream('deflate-raw');
    } catch {
        return `.${toLetters(bytes)}`;
    }
    return toLetters(await piped(bytes, deflate));
};

/** The events in a link's letters. */
export const unpack = async (text) => {
    try {
        // Nor is a journal longer in letters.
        if (text.length > 2 * LARGEST) refuse('unreadable');
        const plain = text[0] === '.';
        const bytes = fromLetters(text.slice(+plain));
        const json = plain ? bytes : await piped(bytes, new DecompressionStream('deflate-raw'));
        if (json.byteLength > LARGEST) refuse('unreadable');
        const journal = JSON.parse(new TextDecoder().decode(json));
        const events = accepted(journal);
        // Who writes a link by hand has no sum.
        if ((journal.sum ?? sumOf(journal.events)) !== sumOf(journal.events)) refuse('unreadable');
        return events;
    } catch (error) {
        return plainly(error);
    }
};

// ---- As a file: the same JSON, an event a line. ----

/** A journal as the text of a file. */
export const written = (journal) => {
    const lines = eventsOf(journal).map((event) => JSON.stringify(event));
    return `{"version":${VERSION},"events":[\n${lines.join(',\n')}\n]}\n`;
};

/** The events in a file's text, which may also have nothing but a line for each, as in `journal.ndjson`. */
export const read = (text) => {
    try {
        if (text.length > LARGEST) refuse('unreadable');
        let journal;
        try {
            journal = JSON.parse(text);
        } catch {}
        // A single line is JSON, too.
        if (journal === undefined || isEvent(journal)) {
            const events = JSON.parse(`[${text.split('\n').filter((line) => line.trim())}]`);
            // Other things than journals have a line for each, too.
            journal = { version: isEvent(events[0]) && VERSION, events };
        }
        return accepted(journal);
    } catch (error) {
        return plainly(error);
    }
};

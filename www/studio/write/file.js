// Files: opened, saved, and what was not saved yet, which outlives a reload.

const DRAFT = 'cairn-studio-text';
/** `cairn check` refuses larger files, too, in bytes. */
const LARGEST = 5 * 1024 * 1024;
const TYPES = [{ description: 'offers.json', accept: { 'application/json': ['.json'] } }];
const MARK = '\ufeff';

/** What was written before and not saved: `{ name, text, base, form }`; nothing where storage is blocked. */
export const draft = () => {
    try {
        const { name, text, base, form } = JSON.parse(localStorage.getItem(DRAFT)) ?? {};
        return typeof text === 'string' ? { name: String(name), text, base: String(base ?? ''), form } : undefined;
    } catch {
        return undefined;
    }
};

/** Keeps what is being written. */
export const keepDraft = (state) => {
    try {
        localStorage.setItem(DRAFT, JSON.stringify(state));
    } catch {
        // It is there until the page is left, which asks first.
    }
};

/**
 * The text of a file as an editor holds it, and what else its form is, to be saved again: `{ text, form: { mark, lines } }`, a
 * byte order mark and what ends its lines. Refuses what is no text.
 */
export const textOf = async (file) => {
    if (file.size > LARGEST) throw new Error(`${file.name} is larger than 5 MB: every page view would wait for such a file`);
    const bytes = await file.arrayBuffer().catch(() => undefined);
    if (!bytes) throw new Error(`${file.name} cannot be read: open the offers.json of the site`);
    let text;
    try {
        text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        throw new Error(`${file.name} is not UTF-8: save it as UTF-8 and open it again`);
    }
    if (text.includes('\0')) throw new Error(`${file.name} is no text: open the offers.json of the site`);
    const form = { mark: text.startsWith(MARK) ? MARK : '', lines: text.includes('\r\n') ? '\r\n' : '\n' };
    return { text: text.replace(MARK, '').replaceAll('\r\n', '\n'), form };
};

/** Lets the user choose a file: `{ file, handle }`; nothing where he chooses none. */
export const choose = async () => {
    if (window.showOpenFilePicker) {
        const [handle] = await window.showOpenFilePicker({ types: TYPES }).catch(aborted) ?? [];
        return handle && { file: await handle.getFile(), handle };
    }
    return new Promise((done) => {
        const input = Object.assign(document.createElement('input'), { type: 'file', accept: '.json,application/json' });
        input.onchange = () => done(input.files[0] && { file: input.files[0] });
        input.oncancel = () => done();
        input.click();
    });
};

/** Saves a text where it came from, or where the user says, or among the downloads. Gives the handle, or nothing if he gives up. */
export const save = async ({ name, text, form: { mark, lines } = { mark: '', lines: '\n' }, handle }) => {
    const whole = mark + text.replaceAll('\n', lines);
    if (window.showSaveFilePicker) {
        const to = handle ?? await window.showSaveFilePicker({ suggestedName: name, types: TYPES }).catch(aborted);
        if (!to) return undefined;
        const stream = await to.createWritable();
        await stream.write(whole);
        await stream.close();
        return { handle: to, said: `Saved as ${to.name}.` };
    }
    const url = URL.createObjectURL(new Blob([whole], { type: 'application/json' }));
    Object.assign(document.createElement('a'), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    return { said: `${name} is among your downloads.` };
};

/** Who closes the dialogue wants nothing. */
const aborted = (error) => {
    if (error.name !== 'AbortError') throw error;
};

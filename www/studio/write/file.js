// Files: opened, saved, and what was not saved yet, which outlives a reload.

const DRAFT = 'cairn-studio-text';
/** As large as a file can be that is worth reading, in bytes. */
const LARGEST = 50_000_000;
const TYPES = [{ description: 'offers.json', accept: { 'application/json': ['.json'] } }];
const MARK = '\ufeff';

/** What was written before and not saved: `{ name, text, base }`; nothing where storage is blocked. */
export const draft = () => {
    try {
        const { name, text, base } = JSON.parse(localStorage.getItem(DRAFT)) ?? {};
        return typeof text === 'string' ? { name: String(name), text, base: String(base ?? '') } : undefined;
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

/** The text of a file: `{ text, marked }`, where `marked` says that it had a byte order mark. Refuses what is no text. */
export const textOf = async (file) => {
    if (file.size > LARGEST) throw new Error(`${file.name} is larger than 50 MB: every page view would wait for such a file`);
    let text;
    try {
        text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
    } catch {
        throw new Error(`${file.name} is not UTF-8: save it as UTF-8 and open it again`);
    }
    if (text.includes('\0')) throw new Error(`${file.name} is no text: open the offers.json of the site`);
    return { text: text.startsWith(MARK) ? text.slice(1) : text, marked: text.startsWith(MARK) };
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
export const save = async ({ name, text, marked, handle }) => {
    const whole = marked ? MARK + text : text;
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

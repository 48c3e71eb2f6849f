// When the panel opens by itself, if the config wants that: as the visitor hesitates, or at the end of a page. At most once a
// session, never in the first seconds of a page, never over a form in use; who has opened or closed it is left alone.

/** So long a page is looked at before anything opens, in milliseconds. */
const FIRST = 5_000;
/** Who does nothing for so long hesitates. */
const STILL = 45_000;
/** So near to its end a page has been read, in pixels. */
const NEAR = 120;

const FIELDS = 'input, textarea, select, [contenteditable=true], [contenteditable=""]';

/**
 * `kind` is `stall` or `end`; `may` says whether it may open at all, `moves` how the visitor moves; `open` opens. Time is the
 * browser's own.
 */
export const watchForOpening = (kind, { may, moves, open }) => {
    let began = Date.now();
    let address = document.URL;
    let last = began;
    let used = false;
    let timer;

    const arrive = () => {
        if (address === document.URL) return;
        address = document.URL;
        began = Date.now();
        used = false;
    };
    const isSoon = () => Date.now() - began < FIRST;
    const isFormInUse = () => used || document.activeElement?.matches(FIELDS);
    const isAtEnd = () => scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - NEAR;
    const hesitates = () => Date.now() - last >= STILL || /^(stalled|looping)$/.test(moves());

    const stop = new AbortController();
    const on = (names, act) => {
        for (const name of names.split(' ')) addEventListener(name, act, { capture: true, passive: true, signal: stop.signal });
    };
    on('input submit', () => {
        arrive();
        used = true;
    });
    on('scroll keydown pointerdown pointermove', () => {
        last = Date.now();
    });
    timer = setInterval(() => {
        arrive();
        const now = kind === 'end' ? isAtEnd() : hesitates();
        if (may() && !(now && !document.hidden && !isSoon() && !isFormInUse())) return;
        stop.abort();
        clearInterval(timer);
        if (may()) open();
    }, 1_000);
};

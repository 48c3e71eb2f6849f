// All that touches the page, in its own language: what it says of itself, what it tells, the browser's storage. The module
// decides what that means. The build puts this into the module's glue.
//
// Nothing is thrown at the module: a page may have broken what it is asked for, and then there is nothing.

const tried = (act) => {
    try {
        return act();
    } catch {}
};

// ---- What the page says of itself. ----

const isAt = (address) => document.URL === address;
const isVisible = () => !pause() && document.visibilityState === 'visible';
const asksForPrivacy = () => navigator.globalPrivacyControl === true || navigator.doNotTrack === '1';
const found = (selector, key) => document.querySelector(selector)?.[key] || '';
const pageTitle = () => String(document.title);
const pageText = () => tried(() => `${found('h1', 'textContent')} ${found('meta[name=description]', 'content')}`) || '';

/** The share of the page that has been in view. */
const depth = () => tried(() => (scrollY + innerHeight) / document.documentElement.scrollHeight) ?? 1;

const lowercase = (text) => text.toLowerCase();
/** A query value as the visitor typed it. */
const decoded = (value) => tried(() => decodeURIComponent(value.replaceAll('+', ' '))) || '';

// ---- What the page tells. Everything is passive: no listener ever cancels or delays what the host page does. ----

/** Captures, so that a page that stops propagation still counts as used. */
const on = (target, names, act) => {
    for (const name of names.split(' ')) {
        target.addEventListener(name, (event) => tried(() => act(event)), { capture: true, passive: true });
    }
};

/** What another tab stored is taken in; what it removed goes here, too, and what was never stored stays. */
const hearOf = (before, after) => {
    hearOtherTabs();
    const isGone = (event) => {
        // Its time, its kind and what it is about: how long a page was read, and what was seen of a slate, may still grow.
        const mark = JSON.stringify(event).split(',"', 2).join(',"');
        return before?.includes(mark) && !after.includes(mark);
    };
    const events = after ? JSON.parse(journal()) : [];
    if (events.some(isGone)) replace(JSON.stringify(events.filter((event) => !isGone(event))));
};

const listen = () => tried(() => {
    // How far the page is scrolled makes the browser lay it out: not at each of a hundred moves a second.
    on(window, 'pointermove pointerdown touchstart keydown', () => pause() || active(1000));
    on(window, 'scroll', () => pause() || active(0));
    on(window, 'pagehide', leave);
    // Without a key everything was erased.
    on(window, 'storage', ({ key, oldValue, newValue }) => (key ?? KEY) === KEY && hearOf(oldValue, newValue));
    on(document, 'visibilitychange', visible);
    on(document, 'input submit', onForm);
});

/** A form was used. Only its name is noted, never what is in it. Search boxes are no forms in this sense. */
const onForm = (event) => {
    // Seen through the shadow roots of the page's own components.
    const [target] = event.composedPath();
    // A field may be called like a method of its form, or "id".
    const ask = (element, method, what) => Element.prototype[method].call(element, what);
    const form = ask(target, 'closest', 'form');
    if (pause() || !form || ask(form, 'querySelector', 'input[type=search]') || ask(form, 'getAttribute', 'role') === 'search') return;
    const id = ['id', 'name', 'action'].map((key) => ask(form, 'getAttribute', key)).find(Boolean) || 'form';
    const starts = event.type === 'input';
    // A submit is not heard outside of the shadow root it happens in.
    if (useForm(id, starts) && starts && event.target !== target && !heard.has(form)) {
        heard.add(form);
        on(form, 'submit', onForm);
    }
};

/** The forms within shadow roots that are listened to. */
const heard = new WeakSet();

let route;

/** A single-page app gets a moment to draw a route before its title and words are read. */
const waitForRoute = () => {
    clearTimeout(route);
    route = setTimeout(drawn, 300);
};

// ---- The browser's storage: one key, which other tabs hear of. It may be blocked or full. ----

const KEY = 'cairn';
const PAUSED = 'cairn-paused';
const canStore = () => tried(() => (localStorage.getItem(KEY), true));
const stored = () => tried(() => localStorage.getItem(KEY));
const store = (text) => tried(() => (localStorage.setItem(KEY, text), true));
/** Whether the visitor wants nothing to be noticed, here and on the pages that follow; with a wish, from now on. */
let paused;
export const pause = (wish) => {
    if (wish !== undefined) {
        paused = wish;
        tried(() => (wish ? localStorage.setItem(PAUSED, 1) : localStorage.removeItem(PAUSED)));
        visible();
    }
    return (paused ??= !!tried(() => localStorage.getItem(PAUSED)));
};

const erase = () => tried(() => localStorage.removeItem(KEY));

// Keeps the studio's files in the browser, so that it opens without a network too.

/** Says so in an element, once they are kept. Where that is not possible the studio works all the same. */
export const keepOffline = (place) => {
    if (!navigator.serviceWorker) return;
    const address = new URL('offline.js', location.href).href;
    // A page with Trusted Types wants to know who names its scripts.
    const named = window.trustedTypes?.createPolicy('cairn-studio', { createScriptURL: (url) => url })?.createScriptURL(address) ?? address;
    navigator.serviceWorker.register(named).then(() => navigator.serviceWorker.ready).then(() => {
        place.textContent = 'Nothing leaves this browser. Works offline.';
    }, () => {});
};

// Keeps the studio usable without a network: its files are put aside as it is opened for the first time, and a newer studio
// takes the place of an older one once no page uses that any more. The build names the files and the version.

const CACHE = `cairn-studio-${OFFLINE_VERSION}`;

addEventListener('install', (event) => {
    const requests = OFFLINE_FILES.map((file) => new Request(new URL(file, location.href), { cache: 'reload' }));
    event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

addEventListener('activate', (event) => {
    const isOld = (name) => name.startsWith('cairn-studio-') && name !== CACHE;
    const clear = async () => Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
    event.waitUntil(clear());
});

addEventListener('fetch', (event) => {
    // The network first: whoever has one sees the newest studio.
    const kept = async () => (await caches.match(event.request, { ignoreSearch: true })) ?? Response.error();
    event.respondWith(fetch(event.request).catch(kept));
});

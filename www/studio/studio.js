// The studio: what is written goes to the engine, and what the engine makes of it to the views. Nothing leaves the browser.

import start from 'cairn-studio';
import example from '../offers.json';
import schema from '../cairn.schema.json';
import { comparing } from './compare/compare.js';
import { covering } from './coverage/coverage.js';
import { make } from './element.js';
import { keepOffline } from './keep-offline.js';
import { tabs } from './tabs.js';
import { Config, check } from './version.js';
import { walking } from './walk/walk.js';
import { writing } from './write/write.js';

/** Views are drawn anew once nobody types for so long, in milliseconds. */
const REST = 150;

const BEHIND = 'The text has errors just now: the views show the version before.';
const NOTHING = 'The text has errors: the views are empty until they are mended.';

const place = (name) => document.getElementById(name);

/** What somebody starts with who has nothing yet. */
const STARTER = `{
  "$schema": "./cairn.schema.json",
  "version": 1,
  "locale": "en",
  "personas": [],
  "signals": [],
  "offers": []
}
`;

const run = async () => {
    await start({ module_or_path: new URL(STUDIO_FILE, import.meta.url) });
    let config;
    let waiting;
    let language = '';
    const read = (text) => {
        config?.free();
        config = new Config(text, language);
        draw();
    };
    const walk = walking(place('walk'), {
        speak(chosen) {
            language = chosen;
            read(config.text);
        },
    });
    const views = {
        walk,
        coverage: covering(place('coverage'), {
            write(fields) {
                show('write');
                write.addOffer({ title: 'New offer', url: '/', ...fields });
            },
        }),
        compare: comparing(place('compare'), { walks: (config) => walk.walks(config), base: () => write.base() }),
    };
    let seen = 'walk';
    const draw = () => views[seen]?.update(config);

    const changed = (text, { usable }) => {
        clearTimeout(waiting);
        // The last version without errors stays in the views until there is another one.
        place('behind').textContent = usable ? '' : config ? BEHIND : NOTHING;
        if (!usable) return;
        waiting = setTimeout(read, config ? REST : 0, text);
    };
    const write = writing(place('write'), { schema: JSON.parse(schema), check, starter: STARTER, example, changed });
    const show = tabs(document.querySelector('[role=tablist]'), (name) => {
        seen = name;
        if (config) draw();
    });
    keepOffline(place('promise'));
    return write;
};

/** Whatever goes wrong is told: nothing fails in silence. */
const stopped = (reason) => {
    // Browsers report this of elements that are laid out more than once; nothing is wrong then.
    if (/ResizeObserver/.test(reason?.message ?? reason)) return;
    place('behind').textContent = `Something went wrong (${reason?.message ?? reason}). What you wrote is kept: load the page again.`;
};
addEventListener('error', ({ error, message }) => stopped(error ?? message));
addEventListener('unhandledrejection', ({ reason }) => stopped(reason));

run().catch((error) => {
    const said = `The studio cannot run here: ${error.message}. It needs a browser with WebAssembly, of 2023 or newer.`;
    document.querySelector('main').replaceChildren(make('p', { class: 'stopped', role: 'alert' }, said));
});

// Cairn's loader: the one script a page includes. It notes what happens before the engine is there, defines
// <cairn-panel>, starts after the page has loaded, fetches the panel's module only when someone is about to look, and
// gives every failure a name. The host page never waits for it and never hears of its errors.
//
// CAIRN_FILES is stamped in by the build: the content-hashed names of the modules, so that an old loader from a cache
// never meets a newer module.
(() => {
  "use strict";

  const api = {};
  const panels = new Set();
  const notes = [];
  const said = new Set();
  let engine = null;
  let failed = false;
  let consent = "pending";
  let givenConfig = null;
  let corner = null;
  let lastRoute = "";

  // ---- Failures: one warning each, with the cause and the remedy; the fallback links come back. ----

  const warn = (name, message) => {
    if (said.has(name)) return;
    said.add(name);
    console.warn(`Cairn (${name}): ${message}`);
    for (const target of panels.size ? panels : [document]) emit(target, "failure", { name, message });
  };

  const fail = (name, message) => {
    if (failed) return;
    failed = true;
    engine = null;
    warn(name, message);
    for (const panel of panels) panel.rest();
  };

  class Failure extends Error {
    constructor(name, message) {
      super(message);
      this.name = name;
    }
  }

  const failWith = (error) =>
    error instanceof Failure
      ? fail(error.name, error.message)
      : fail("internal", `something unforeseen happened (${error}). The page is not affected. To mend it: use the newest Cairn, and report this message.`);

  /** A function that never throws at its caller. */
  const guard = (act) => function (...given) {
    try {
      const result = act.apply(this, given);
      if (result instanceof Promise) result.catch(failWith);
      return result;
    } catch (error) {
      failWith(error);
    }
  };

  const emit = (target, name, detail, cancelable = false) =>
    target.dispatchEvent(new CustomEvent(`cairn:${name}`, { bubbles: true, composed: true, cancelable, detail }));

  // ---- Notes: what happens, with its time. They wait in a queue until the engine takes them. ----

  const note = (what) => {
    const timed = { at: Date.now(), ...what };
    if (engine) {
      engine.note(timed);
      // What was seen changes nothing: offers must not change because they are looked at.
      if (!what.impression) refresh();
    } else if (!failed && notes.length < 200) {
      notes.push(timed);
    }
  };

  const noteView = (drawn) => {
    lastRoute = route();
    note({ view: location.href, drawn, referrer: drawn ? document.referrer : "" });
    // A single-page app draws the title after the address changes; what its words say comes then.
    if (!drawn) setTimeout(guard(refresh), 400);
  };

  /** What tells two routes apart: path, query, and the hash where an app routes by it. `#!` alone leads nowhere. */
  const route = () => location.pathname + location.search + (/^#(\/|!.)/.test(location.hash) ? location.hash : "");

  const onRoute = guard(() => {
    if (route() !== lastRoute) noteView(false);
  });

  const watchRoutes = () => {
    if (window.navigation && navigation.addEventListener) {
      navigation.addEventListener("currententrychange", (event) => {
        if (event.navigationType === "replace") lastRoute = route();
        else if (event.navigationType) onRoute();
      });
    } else {
      const push = history.pushState;
      history.pushState = function (...given) {
        const result = push.apply(this, given);
        onRoute();
        return result;
      };
      addEventListener("popstate", onRoute);
      addEventListener("hashchange", onRoute);
    }
    addEventListener("pageshow", guard((event) => event.persisted && noteView(true)));
  };

  // ---- The page's API: window.cairn. ----

  const commands = {
    __proto__: null,
    event(name, detail) {
      if (typeof name !== "string" || !name) return warn("event-without-name", 'cairn.event(name) was called without a name. To mend it: write for example cairn.event("login").');
      note(detail && detail.conversion ? { conversion: name } : { event: name });
    },
    consent(state) {
      if (!["granted", "denied", "pending"].includes(state)) return warn("unknown-consent", `cairn.consent("${state}") is not known. To mend it: write "granted", "denied" or "pending".`);
      consent = state;
      if (engine) {
        engine.consent(state);
        refresh();
      }
      for (const panel of panels) emit(panel, "consent", { state });
    },
    persona(id) {
      note({ persona: { is: id || null } });
    },
    forget() {
      notes.length = 0;
      if (engine) {
        engine.forget();
        refresh();
      } else {
        // Asked before the engine runs, so that nothing is read back when it does.
        try {
          localStorage.removeItem("cairn");
        } catch {
          // Storage is blocked: there is nothing to erase.
        }
      }
    },
    config(object) {
      givenConfig = object;
      if (engine) begin(object);
    },
  };

  for (const [name, act] of Object.entries(commands)) api[name] = guard(act);

  api.push = guard((...calls) => {
    for (const call of calls) {
      const [name, ...given] = [].concat(call);
      if (commands[name]) api[name](...given);
      else warn("unknown-command", `cairn.push(["${name}"]) is not known. To mend it: use one of ${Object.keys(commands).join(", ")}.`);
    }
  });
  api.journal = guard(() => JSON.parse((engine && engine.journal()) || "[]"));
  api.belief = guard(() => JSON.parse((engine && engine.belief()) || "null"));
  api.slate = guard(() => [...panels].map((panel) => panel.slate).find(Boolean) || null);

  // ---- Modules. ----

  const fetched = (url, what) =>
    fetch(url, { credentials: "same-origin" }).then(
      (response) => {
        if (response.ok) return response;
        throw new Failure(`${what}-not-found`, `the server answered ${response.status} for ${url}. To mend it: put the file there, or correct the address in the script tag.`);
      },
      (error) => {
        throw new Failure(`${what}-unreachable`, `${url} could not be fetched (${error.message}). To mend it: look whether the server runs, whether the page's Content-Security-Policy allows it in connect-src, and, on another origin, whether it sends CORS headers.`);
      },
    );

  const modules = {};

  const load = (what) => (modules[what] = modules[what] || loadModule(what));

  const loadModule = async (what) => {
    const blocked = (cause) =>
      new Failure("webassembly-blocked", `this browser or the page's policy does not run WebAssembly (${cause}). To mend it: add 'wasm-unsafe-eval' to script-src in the page's Content-Security-Policy.`);
    if (typeof WebAssembly !== "object") throw blocked("there is none");
    const files = CAIRN_FILES[what];
    const wasm = fetched(new URL(files.wasm, home), what);
    wasm.catch(() => {});
    const address = new URL(files.js, home).href;
    const module = await import(address).catch((error) => {
      throw new Failure(`${what}-unreachable`, `${address} could not be loaded (${error.message}). To mend it: host the whole dist folder, and allow it in the page's Content-Security-Policy (script-src).`);
    });
    module.onPanic((error) => fail(`${what}-stopped`, `the ${what} met a case it cannot handle and has switched itself off (${error}). The page is not affected. To mend it: use the newest Cairn, and report this message.`));
    const response = await wasm;
    await module.default({ module_or_path: response }).catch((error) => {
      if (!(error instanceof WebAssembly.CompileError)) throw error;
      if (/CSP|Security/.test(error.message)) throw blocked(error.message);
      throw new Failure(`${what}-not-wasm`, `${files.wasm} is something else (${error.message}). To mend it: host the whole dist folder; a missing file must be answered with 404, not with a page.`);
    });
    return module;
  };

  const fetchConfig = async () => {
    if (givenConfig) return givenConfig;
    if (!configUrl) throw new Failure("no-config", 'there are no offers. To mend it: add data-config="/offers.json" to the script tag, or call cairn.config({…}).');
    const text = await (await fetched(configUrl, "config")).text();
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Failure("config-not-json", `${configUrl} is not JSON (${error.message}). To mend it: run \`cairn check\` on the file; it names the line.`);
    }
  };

  // ---- The element. ----

  const STYLE = `
    .opener { --accent: var(--cairn-accent, #0f5f5c); --on-accent: var(--cairn-on-accent, #fff); --ring: var(--cairn-surface, #fff) }
    :host([placement="inline"]) { display: block; min-block-size: var(--cairn-reserve, 24rem) }
    .kept { visibility: hidden }
    .replaced { display: none }
    .opener { all: initial; position: fixed; z-index: var(--cairn-layer, 2147483000); inset-block-end: 20px; inset-inline-end: 20px;
      box-sizing: border-box; min-block-size: 56px; padding: 0 14px 0 20px; display: flex; align-items: center; gap: 12px; border: 2px solid var(--ring);
      border-radius: 28px; background: var(--accent); color: var(--on-accent); font-family: var(--cairn-font, inherit); font-size: 16px; font-weight: 600;
      cursor: pointer; box-shadow: 0 1px 2px rgb(0 0 0 / .2), 0 8px 24px rgb(0 0 0 / .22); transition: translate .15s, box-shadow .15s }
    .opener:hover { translate: 0 -1px; box-shadow: 0 2px 3px rgb(0 0 0 / .2), 0 12px 28px rgb(0 0 0 / .28) }
    .opener:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
    .opener[hidden] { display: none }
    .opener svg { inline-size: 22px; block-size: 22px; fill: currentColor; flex: none }
    .opener b { min-inline-size: 28px; block-size: 28px; box-sizing: border-box; padding: 0 6px; border-radius: 14px; display: grid; place-items: center;
      background: var(--on-accent); color: var(--accent); font-size: 14px; font-weight: 700 }
    @media (max-width: 480px) { .opener { padding: 0 12px; gap: 8px } .label { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap } }
    @media (forced-colors: active) { .opener, .opener b { border: 1px solid ButtonText } }
    @media (prefers-reduced-motion: reduce) { .opener { transition: none } }
    @media (prefers-color-scheme: dark) { .opener:not([data-theme="light"]) { --accent: var(--cairn-accent, #86d5c8); --on-accent: var(--cairn-on-accent, #0c1a18); --ring: var(--cairn-surface, #171c1d) } }
    .opener[data-theme="dark"] { --accent: var(--cairn-accent, #86d5c8); --on-accent: var(--cairn-on-accent, #0c1a18); --ring: var(--cairn-surface, #171c1d) }
    @media print { .opener { display: none } }`;

  let sharedSheet = null;
  const sheet = () => {
    if (!sharedSheet) {
      sharedSheet = new CSSStyleSheet();
      sharedSheet.replaceSync(STYLE);
    }
    return sharedSheet;
  };

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** Three stones on each other. */
  const cairnMark = () => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    for (const [x, y, rx, ry] of [[12, 18.5, 9, 3.5], [12.5, 11.5, 6.5, 2.9], [11.5, 5.6, 4.2, 2.4]]) {
      const stone = document.createElementNS("http://www.w3.org/2000/svg", "ellipse");
      for (const [key, value] of Object.entries({ cx: x, cy: y, rx, ry })) stone.setAttribute(key, value);
      svg.append(stone);
    }
    return svg;
  };

  class CairnPanel extends HTMLElement {
    constructor() {
      super();
      this.slate = null;
      this.opened = false;
      this.view = null;
      this.button = null;
      this.near = null;
      this.slotted = document.createElement("slot");
      this.attachShadow({ mode: "open" }).append(this.slotted);
    }

    connectedCallback() {
      guard(() => {
        if ([...panels].some((panel) => panel !== this)) {
          return warn("element-twice", "this page has more than one <cairn-panel>; the first one is used, the others show their own links. To mend it: keep one.");
        }
        panels.add(this);
        this.shadowRoot.adoptedStyleSheets = [...new Set([sheet(), ...this.shadowRoot.adoptedStyleSheets])];
        if (engine) refresh();
      })();
    }

    disconnectedCallback() {
      panels.delete(this);
    }

    get placement() {
      return this.getAttribute("placement") || "corner";
    }

    /** Takes the newest slate. Without any offer the fallback links stay. */
    update() {
      const slate = JSON.parse(engine.slate(this.placement) || "null");
      if (!slate || (!slate.offers.length && !this.slate)) return;
      const first = !this.slate;
      const changed = first || slate.id !== this.slate.id;
      this.slate = slate;
      if (first) this.appear();
      if (changed && this.view) this.view.show(slate);
      this.count();
      if (first) emit(this, "ready", {});
      if (changed) emit(this, "slate", { slate });
    }

    appear() {
      if (this.placement === "inline") {
        // Fetched as the place comes near the screen.
        this.near = new IntersectionObserver(guard((seen) => {
          if (!seen.some((entry) => entry.isIntersecting)) return;
          this.near.disconnect();
          return this.reveal();
        }), { rootMargin: "300px" });
        this.near.observe(this);
      } else {
        this.button = make("button", { type: "button", class: "opener", part: "opener", "aria-expanded": "false" }, cairnMark(), make("span", { class: "label" }), make("b", {}));
        for (const sign of ["pointerenter", "focus", "touchstart"]) this.button.addEventListener(sign, guard(() => this.reveal()), { passive: true });
        this.button.addEventListener("click", guard(() => this.toggle()));
        this.shadowRoot.append(this.button);
        if (!limited) this.slotted.className = "kept";
      }
    }

    count() {
      if (!this.button) return;
      const count = this.slate.offers.length;
      this.button.dataset.theme = this.slate.theme;
      this.button.hidden = !count && !this.opened;
      this.button.querySelector(".label").textContent = this.slate.title;
      this.button.querySelector("b").textContent = count;
    }

    /** Brings the panel's module and puts the panel into the shadow root, once. */
    async reveal() {
      if (failed) return;
      const module = await load("panel");
      if (failed || this.view) return;
      this.view = module.mount(this.shadowRoot, this.slate, guard((outcome) => this.hear(outcome)));
      if (this.placement === "inline" && !limited) this.slotted.className = "replaced";
    }

    async toggle() {
      this.opened = !this.opened;
      if (this.opened) {
        this.update();
        await this.reveal();
      }
      if (!this.view) return;
      if (this.opened) this.view.open(true);
      else this.view.close();
      this.button.setAttribute("aria-expanded", String(this.opened));
    }

    /** What the visitor did. Answers false when the page handles a click itself. */
    hear(outcome) {
      if (outcome.closed) {
        this.opened = false;
        this.button.setAttribute("aria-expanded", "false");
        this.button.focus();
        return true;
      }
      const [[name, detail]] = Object.entries(outcome);
      const go = emit(this, name, detail, name === "click");
      note(outcome);
      return go;
    }

    /** Back to the links the page's author wrote. */
    rest() {
      if (this.near) this.near.disconnect();
      this.slotted.className = "";
      this.shadowRoot.replaceChildren(this.slotted);
      this.shadowRoot.adoptedStyleSheets = [];
      this.slate = this.view = this.button = null;
      this.opened = false;
    }
  }

  // ---- The start. ----

  let limited = false;

  /** Where the config's relative links start: its own folder, or the page's where it came from elsewhere. */
  const base = () => {
    const from = new URL((!givenConfig && configUrl) || document.baseURI);
    return from.origin === location.origin ? from.pathname : location.pathname;
  };

  const begin = (config) => {
    let limitation;
    try {
      limitation = modules.ready.start(config, base(), document.documentElement.lang || "", consent);
    } catch (error) {
      throw typeof error === "string" ? new Failure("config-invalid", `${givenConfig ? "the given config" : configUrl} cannot be used: ${error}. To mend it: run \`cairn check\` on it; it explains every finding.`) : error;
    }
    if (failed) return;
    if (limitation === "storage") {
      limited = true;
      warn("storage-blocked", "this browser blocks the page's storage, so nothing is remembered beyond this page, and the page's own links stay beside the panel. To mend it: nothing on the page; the visitor's settings decide.");
    }
    engine = modules.ready;
    for (const waiting of notes.splice(0)) engine.note(waiting);
    if (!panels.size) {
      const wanted = config.panel && config.panel.placement === "sheet" ? "sheet" : "corner";
      corner = make("cairn-panel", { placement: wanted });
      // Our own element takes no part in the page's layout, whatever the page says of its body's children.
      corner.style.setProperty("display", "contents", "important");
    }
    refresh();
  };

  const refresh = () => {
    if (!engine) return;
    // An app may have replaced the whole body meanwhile.
    if (corner && !corner.isConnected && !panels.size) document.body.append(corner);
    for (const panel of panels) if (engine) panel.update();
  };

  const start = guard(async () => {
    const loading = load("engine");
    loading.catch(() => {});
    const config = await fetchConfig();
    modules.ready = await loading;
    begin(config);
  });

  const whenLoaded = (act) => (document.readyState === "complete" ? act() : addEventListener("load", act, { once: true }));
  const whenIdle = (act) => (window.requestIdleCallback ? requestIdleCallback(act, { timeout: 2000 }) : setTimeout(act, 200));
  const whenActive = (act) => (document.prerendering ? document.addEventListener("prerenderingchange", act, { once: true }) : act());

  // A page may hold an element called "currentScript": only a real script element will do.
  const current = document.currentScript;
  const script = current instanceof HTMLScriptElement ? current : document.querySelector('script[src$="cairn.js"]');
  // Without user and password, which a staging page may have in its address and no fetch may.
  const plain = (address, base) => Object.assign(new URL(address, base), { username: "", password: "" });
  const home = script ? plain(".", script.src) : null;
  const configUrl = script && script.dataset.config ? plain(script.dataset.config, document.baseURI).href : "";

  guard(() => {
    const before = window.cairn;
    const defined = customElements.get("cairn-panel");
    // Not asked of `window.cairn`: a page may hold a frame of that name, which nobody may look into.
    if (defined && defined.cairn) {
      return warn("script-twice", "the script is on this page twice; the first one works, this one rests. To mend it: keep one script tag.");
    }
    if (defined) {
      return fail("element-taken", "something else on this page already defines <cairn-panel>. To mend it: remove the other definition.");
    }
    window.cairn = api;
    CairnPanel.cairn = true;
    customElements.define("cairn-panel", CairnPanel);
    if (Array.isArray(before)) api.push(...before);
    whenActive(guard(() => {
      watchRoutes();
      noteView(true);
      whenLoaded(() => whenIdle(start));
    }));
  })();
})();

// Cairn's loader: the one script a page includes. It notes what happens before the engine is there, defines
// <cairn-panel>, starts after the page has loaded, fetches the panel's module only when someone is about to look, and
// gives every failure a name. The host page never waits for it and never hears of its errors.
//
// Two things are stamped in by the build: CAIRN_FILES, the content-hashed names of the modules, so that an old loader from
// a cache never meets a newer module; and CAIRN_STYLE, the corner button's style from cairn.css.
(() => {
  "use strict";

  const api = {};
  const notes = [];
  const said = new Set();
  let engine;
  /** The elements on the page, in the order in which they came. */
  let panels = [];
  let failed = false;
  let consent = "pending";
  let givenConfig;
  /** What was wished before there is an engine. */
  let pausing;
  let corner;
  let lastRoute = "";

  // ---- Failures: one warning each, with the cause and the remedy; the fallback links come back. ----

  const warn = (name, problem, remedy) => {
    if (said.has(name)) return;
    said.add(name);
    const message = `${problem}. To mend it: ${remedy}.`;
    console.warn(`Cairn (${name}): ${message}`);
    emit("failure", { name, message });
  };

  const fail = (name, problem, remedy) => {
    if (failed) return;
    failed = true;
    engine = null;
    warn(name, problem, remedy);
    for (const panel of panels) panel.rest();
  };

  /** What is thrown where Cairn cannot go on: the arguments of `fail`, in a list. */
  const failWith = (error) => (Array.isArray(error) ? fail(...error) : broken("internal", "Cairn", error));

  const broken = (name, what, error) => fail(name, `${what} has stopped (${error})`, "use the newest Cairn or report this");

  /** A function that never throws at its caller. */
  const guard = (act) => function (...given) {
    try {
      const result = act.apply(this, given);
      result?.catch?.(failWith);
      return result;
    } catch (error) {
      failWith(error);
    }
  };

  // A page may handle these itself.
  const emit = (name, detail, target = panels[0] || document) =>
    target.dispatchEvent(new CustomEvent(`cairn:${name}`, { bubbles: true, composed: true, cancelable: /click|handoff/.test(name), detail }));

  // ---- Notes: what happens, with its time. They wait in a queue until the engine takes them. ----

  const note = (what) => {
    const timed = { at: Date.now(), ...what };
    if (engine) {
      if (engine.pause()) return;
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
    if (window.navigation?.addEventListener) {
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
    // What an address brings along is read as the page comes. Not heard of what a page's own script pushes.
    addEventListener("hashchange", () => /^#cairn/.test(location.hash) && location.reload());
    addEventListener("pageshow", guard((event) => {
      if (!event.persisted) return;
      for (const panel of panels) if (panel.opened) panel.toggle();
      noteView(true);
    }));
  };

  // ---- The page's API: window.cairn. ----

  const CONSENTS = ["granted", "denied", "pending"];

  const commands = {
    __proto__: null,
    event(name, detail) {
      if (typeof name !== "string" || !name) return warn("event-without-name", "cairn.event() lacks a name", 'write cairn.event("login")');
      note(detail?.conversion ? { conversion: name } : { event: name });
    },
    consent(state) {
      if (!CONSENTS.includes(state)) return warn("unknown-consent", `cairn.consent("${state}") is not known`, `use one of ${CONSENTS}`);
      consent = state;
      if (engine) {
        engine.consent(state);
        refresh();
      }
      emit("consent", { state });
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
    pause(wish) {
      if (!engine) return (pausing = wish);
      const paused = engine.pause(wish);
      // From now on this page is viewed.
      if (wish === false) noteView(true);
      return paused;
    },
    config(object) {
      givenConfig = object || {};
      if (!engine) return modules.engine && start();
      try {
        begin(givenConfig);
      } catch (error) {
        // The one that works stays.
        warn(...error);
      }
    },
  };

  for (const [name, act] of Object.entries(commands)) api[name] = guard(act);

  api.push = guard((...calls) => {
    for (const call of calls) {
      const [name, ...given] = [].concat(call);
      if (commands[name]) api[name](...given);
      else warn("unknown-command", `cairn.push(["${name}"]) is not known`, `use one of ${Object.keys(commands)}`);
    }
  });
  api.journal = guard((events) => {
    if (Array.isArray(events) && engine) {
      engine.replace(JSON.stringify(events));
      refresh();
    }
    return JSON.parse(engine?.journal() || "[]");
  });
  api.belief = guard(() => JSON.parse(engine?.belief() || "null"));
  api.slate = guard(() => panels[0]?.slate || null);

  // ---- Modules. ----

  const fetched = async (url, what) => {
    const response = await fetch(url).catch((error) => {
      throw [`${what}-unreachable`, `${url} could not be loaded (${error.message})`, "check the server, connect-src in the page's Content-Security-Policy and, on another origin, CORS headers"];
    });
    if (response.ok) return response;
    throw [`${what}-not-found`, `the server answered ${response.status} for ${url}`, "put the file there"];
  };

  const modules = {};

  const load = (what) => (modules[what] ||= loadModule(what));

  const loadModule = async (what) => {
    const blocked = (cause) => ["webassembly-blocked", `WebAssembly cannot run here (${cause})`, "add 'wasm-unsafe-eval' to script-src in the page's Content-Security-Policy"];
    if (typeof WebAssembly !== "object") throw blocked("there is none");
    const file = new URL(CAIRN_FILES[what], home).href;
    const wasm = fetched(`${file}.wasm`, what);
    wasm.catch(() => {});
    const address = `${file}.js`;
    const module = await import(address).catch((error) => {
      throw [`${what}-unreachable`, `${address} could not be loaded (${error.message})`, "host the whole dist folder; check script-src in the page's Content-Security-Policy"];
    });
    module.onPanic((error) => broken(`${what}-stopped`, `the ${what}`, error));
    const response = await wasm;
    await module.default(response).catch((error) => {
      if (!(error instanceof WebAssembly.CompileError)) throw error;
      if (/CSP|Security/.test(error.message)) throw blocked(error.message);
      throw [`${what}-not-wasm`, `${file}.wasm is something else (${error.message})`, "host the whole dist folder; answer missing files with 404"];
    });
    return module;
  };

  const fetchConfig = async () => {
    if (givenConfig) return givenConfig;
    if (!configUrl) return warn("no-config", "there are no offers", 'add data-config="/offers.json" to the script tag, or call cairn.config()');
    const text = await (await fetched(configUrl, "config")).text();
    try {
      return JSON.parse(text);
    } catch (error) {
      throw ["config-not-json", `${configUrl} is not JSON (${error.message})`, "give the file there; run `cairn check` on the file"];
    }
  };

  // ---- The element. ----

  let sheet;

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  };

  /** Three stones on each other. */
  const cairnMark = () => {
    const [svg, stones] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
    svg.setAttribute("viewBox", "0 0 24 24");
    stones.setAttribute("d", "M4 20h16M6 12h12M9 4h5");
    svg.append(stones);
    return svg;
  };

  class CairnPanel extends HTMLElement {
    constructor() {
      super();
      this.slotted = make("slot");
      this.attachShadow({ mode: "open" }).append(this.slotted);
      this.shadowRoot.adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      guard(() => {
        panels.push(this);
        // Room is kept only where keeping it moves nothing that is in view.
        if (this.placement === "inline" && this.getBoundingClientRect().top > innerHeight) this.slotted.className = "room";
        refresh();
      })();
    }

    disconnectedCallback() {
      panels = panels.filter((panel) => panel !== this);
      // Another may show its offers by now.
      this.slate &&= { ...this.slate, offers: [] };
    }

    get placement() {
      return this.getAttribute("placement") || "corner";
    }

    /** Takes a new slate. Without any offer the fallback links stay. */
    update(slate) {
      const first = !this.slate;
      if (!slate.offers.length && first) return;
      const ids = ({ id, offers }) => id + offers.map((pick) => pick.offer);
      const changed = first || ids(slate) !== ids(this.slate);
      this.slate = slate;
      if (first) this.appear();
      this.view?.show(slate);
      this.count();
      if (first) emit("ready", {}, this);
      if (changed) emit("slate", { slate }, this);
    }

    appear() {
      // It may open by itself, or the page's address brings something along for it.
      if (/stall|end|#cairn/.test(usedConfig.panel?.open + location.hash)) whenIdle(guard(() => this.reveal()));
      if (this.placement === "inline") {
        // Fetched as the place comes near the screen.
        new IntersectionObserver(guard((seen, observer) => {
          if (!seen.some((entry) => entry.isIntersecting)) return;
          observer.disconnect();
          return this.reveal();
        }), { rootMargin: "300px" }).observe(this);
      } else {
        this.button = make("button", { type: "button", class: "opener", part: "opener", "aria-expanded": false }, cairnMark(), make("span"), make("b"));
        this.button.addEventListener("pointerenter", guard(() => this.reveal()));
        // Who goes through the page by keyboard comes near, too; and the panel's module keeps out of the way of the focus.
        addEventListener("keydown", guard((event) => event.key === "Tab" && this.button && this.reveal()));
        this.button.addEventListener("click", guard(() => this.toggle()));
        this.shadowRoot.append(this.button);
        if (!limited) this.slotted.className = "kept";
      }
    }

    count() {
      if (!this.button) return;
      const count = this.slate.offers.length;
      this.button.hidden = !count && !this.opened;
      const [, label, number] = this.button.children;
      label.textContent = this.slate.title;
      number.textContent = count;
    }

    /** Brings the panel's module and puts the panel into the shadow root, once. */
    reveal() {
      return (this.coming ??= this.bring());
    }

    async bring() {
      if (failed) return;
      const module = await load("panel");
      const words = await wordsOf(module);
      if (failed) return;
      this.view = module.mount(this.shadowRoot, this.slate, guard((outcome) => this.hear(outcome)), { api, config: usedConfig, base: base(), words });
      if (this.placement === "inline" && !limited) this.slotted.className = "replaced";
    }

    async toggle(moveFocus = true) {
      this.opened = !this.opened;
      if (this.opened) {
        refresh();
        await this.reveal();
      }
      this.view?.[this.opened ? "open" : "close"](moveFocus);
      this.button?.setAttribute("aria-expanded", this.opened);
    }

    /** What the visitor did. Answers false when the page handles a click itself. */
    hear(outcome) {
      if (outcome.closed) return this.toggle();
      if (outcome.open) return this.opened || this.toggle(false);
      const [[name, detail]] = Object.entries(outcome);
      const go = emit(name, detail, this);
      if (name !== "handoff") note(outcome);
      return go;
    }

    /** Back to the links the page's author wrote. */
    rest() {
      this.slotted.className = "";
      this.shadowRoot.replaceChildren(this.slotted);
      this.shadowRoot.adoptedStyleSheets = [sheet];
      this.slate = this.view = this.button = this.coming = this.opened = null;
    }
  }

  // ---- The start. ----

  /** Whether the engine named a limitation: there is one, the browser's storage. */
  let limited = false;
  /** The engine's own words, where it does not speak English. */
  let words;

  let usedConfig;
  /** A module's own words in the page's language. */
  const wordsOf = (module) => module.words([document.documentElement.lang, usedConfig.locale], fetched).catch((problem) => warn(...problem));

  /** Where the config's relative links start: its own folder, or the page's where it came from elsewhere. */
  const base = () => {
    const from = new URL((!givenConfig && configUrl) || document.baseURI);
    return from.origin === location.origin ? from.pathname : location.pathname;
  };

  const begin = (config) => {
    const answer = modules.ready.start(config, base(), document.documentElement.lang, words, consent);
    if (typeof answer === "string") throw ["config-invalid", `${givenConfig ? "the given config" : configUrl} cannot be used: ${answer}`, "run `cairn check` on the file"];
    if (failed) return;
    limited = answer || limited;
    if (limited) warn("storage-blocked", "storage is blocked: nothing is kept", "change its settings");
    // What a panel knows of the site it was told as it was made; one that is still to come will be told the new.
    if (engine) for (const panel of panels) panel.view?.unmount(panel.rest());
    usedConfig = config;
    engine = modules.ready;
    engine.pause(pausing);
    for (const waiting of notes.splice(0)) engine.pause() || engine.note(waiting);
    if (!panels.length) {
      corner = make("cairn-panel", { placement: config.panel?.placement === "sheet" ? "sheet" : "corner" });
      // Our own element takes no part in the page's layout, whatever the page says of its body's children.
      corner.style.setProperty("display", "contents", "important");
    }
    refresh();
  };

  /** Deals the newest slate out to the panels: what one shows stays there, the rest goes round in order. */
  const refresh = () => {
    if (!engine) return;
    // An app may have replaced the whole body meanwhile.
    if (corner && !panels.length) document.body.append(corner);
    const slate = JSON.parse(engine.slate(panels.length) || "null");
    if (!slate) return;
    const { offers } = slate;
    const hands = panels.map((panel) => offers.filter(({ offer }) => panel.slate?.offers.some((held) => held.offer === offer)));
    for (const pick of offers) {
      if (!hands.flat().includes(pick)) hands.find((hand) => hand.length < offers.length / panels.length).push(pick);
    }
    for (const panel of panels) {
      const hand = hands.shift();
      panel.update({ ...slate, placement: panel.placement, offers: offers.filter((pick) => hand.includes(pick)) });
    }
  };

  const start = guard(async () => {
    const loading = load("engine");
    loading.catch(() => {});
    const config = await fetchConfig();
    const module = await loading;
    if (!config) return;
    usedConfig = givenConfig || config;
    words = await wordsOf(module);
    modules.ready = module;
    begin(usedConfig);
  });

  const whenLoaded = (act) => (document.readyState === "complete" ? act() : addEventListener("load", act, { once: true }));
  const whenIdle = (act) => (window.requestIdleCallback ? requestIdleCallback(act, { timeout: 2000 }) : setTimeout(act, 200));
  const whenActive = (act) => (document.prerendering ? document.addEventListener("prerenderingchange", act, { once: true }) : act());

  // A page may hold an element called "currentScript": only a real script element will do.
  const current = document.currentScript;
  const script = current instanceof HTMLScriptElement ? current : document.querySelector('script[src$="cairn.js"]');
  // Without user and password, which a staging page may have in its address and no fetch may.
  const plain = (address, base) => Object.assign(new URL(address, base), { username: "", password: "" });
  const home = script && plain(".", script.src);
  const configUrl = script?.dataset.config && plain(script.dataset.config, document.baseURI).href;

  guard(() => {
    const before = window.cairn;
    const defined = customElements.get("cairn-panel");
    // Not asked of `window.cairn`: a page may hold a frame of that name, which nobody may look into.
    if (defined) {
      return defined.cairn
        ? warn("script-twice", "the script is on this page twice", "keep one")
        : fail("element-taken", "something else defines <cairn-panel>", "remove it");
    }
    window.cairn = api;
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CAIRN_STYLE);
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

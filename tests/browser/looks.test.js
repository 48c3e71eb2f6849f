// How the panel looks: contrast computed for each state, look and colour scheme; room on small and large screens; other
// spacing, direction, colours of the system, and texts of any kind.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { root, serveDemo } from './support/serve.js';
import { LOOKS, odd, openStage, SCHEMES, STATES } from './support/stage.js';
import { isQuiet } from './support/visitor.js';

const axe = await readFile(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

let stage, browser, visitor, site;
const { size, prefer, look, press, opens } = Object.fromEntries(['size', 'prefer', 'look', 'press', 'opens'].map(name => [name, (...given) => stage[name](...given)]));

before(async () => {
    stage = await openStage();
    ({ browser, visitor, site } = stage);
});
after(() => stage?.close());

/** What is too faint: words, icons, edges of what can be pressed or written into, and the focus ring. */
const faint = (withFocus) => browser.run(withFocus => {
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const host = document.querySelector('cairn-panel');
    const root = host.shadowRoot;
    const up = element => element.parentElement ?? element.getRootNode().host;
    /** The colour that these, from the lowest to the topmost, make together. */
    const mixed = colours => {
        context.fillStyle = 'Canvas';
        context.fillRect(0, 0, 1, 1);
        for (const colour of colours) {
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
        }
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    // What `Canvas` is depends on the page, which a drawing does not know.
    const canvas = document.createElement('div');
    canvas.style.background = 'Canvas';
    document.body.append(canvas);
    const base = getComputedStyle(canvas).backgroundColor;
    canvas.remove();
    const behind = element => {
        const colours = [];
        for (let it = element; it; it = up(it)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(it);
            if (backgroundImage !== 'none' || opacity !== '1') throw new Error(`${it.outerHTML.slice(0, 80)}: not a plain colour`);
            colours.unshift(backgroundColor);
        }
        return [base, ...colours];
    };
    const light = rgb => {
        const [r, g, b] = rgb.map(value => value / 255).map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (colour, ground) => {
        const [a, b] = [light(mixed([...ground, colour])), light(mixed(ground))];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const found = [];
    const seen = [];
    const check = (what, element, colour, ground, least) => {
        const ratio = contrast(colour, ground);
        seen.push(ratio);
        if (ratio < least) found.push(`${what} of ${element.outerHTML.slice(0, 90)}: ${ratio.toFixed(2)} of ${least}`);
    };
    const visible = element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.quiet, slot');
    const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node; node = words.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || !visible(element)) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const big = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
        check('words', element, color, behind(element), big ? 3 : 4.5);
    }
    for (const icon of root.querySelectorAll('svg')) {
        if (visible(icon)) check('lines', icon, getComputedStyle(icon).color, behind(icon), 3);
    }
    for (const control of root.querySelectorAll('section button, section a, input, textarea')) {
        if (!visible(control)) continue;
        const style = getComputedStyle(control);
        if (control.matches('input, textarea')) {
            check('content', control, style.color, behind(control), 4.5);
            check('hint', control, getComputedStyle(control, '::placeholder').color, behind(control), 4.5);
        }
        if (parseFloat(style.borderTopWidth) > 0) check('edge', control, style.borderTopColor, behind(up(control)), 3);
        if (!withFocus) continue;
        control.focus({ focusVisible: true, preventScroll: true });
        const rings = [style, getComputedStyle(control, '::after')].filter(it => it.outlineStyle !== 'none' && parseFloat(it.outlineWidth) >= 2);
        if (!rings.length) found.push(`no focus ring: ${control.outerHTML.slice(0, 90)}`);
        for (const ring of rings) check('focus ring', control, ring.outlineColor, behind(parseFloat(ring.outlineOffset) < 0 ? control : up(control)), 3);
    }
    root.activeElement?.blur();
    return { found, seen: seen.length };
}, withFocus);

for (const path of ['/corner', '/inline']) {
    test(`contrast in each state, look and colour scheme, ${path}`, async () => {
        await size(1280, 900);
        await prefer('light');
        await opens(path);
        for (const [state, reach] of STATES) {
            await look('plain');
            await prefer('light');
            await reach(stage);
            for (const name of LOOKS) {
                await look(name);
                for (const scheme of SCHEMES) {
                    await prefer(scheme);
                    const { found, seen } = await faint(true);
                    assert.deepEqual(found, [], `${state}, ${name}, ${scheme}`);
                    assert.ok(seen > 5, `${state}: there is something to see`);
                }
            }
            await look('plain');
            for (const scheme of SCHEMES) {
                await prefer(scheme, { 'forced-colors': 'active' });
                assert.deepEqual((await faint(false)).found, [], `${state}, forced colours, ${scheme}`);
                await prefer(scheme, { contrast: 'more' });
                assert.deepEqual((await faint(false)).found, [], `${state}, more contrast, ${scheme}`);
            }
        }
        await isQuiet(browser);
    });
}

async function isAccessible(state) {
    await browser.devtools('Runtime.evaluate', { expression: axe });
    const found = await browser.run(async () => {
        const { violations } = await axe.run(document);
        return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`));
    });
    assert.deepEqual(found, [], state);
}

for (const path of ['/corner', '/inline']) {
    test(`axe-core finds nothing in any state and look, in light, dark and forced colours, ${path}`, async () => {
        await size(1280, 900);
        await prefer('light');
        await opens(path);
        for (const [state, reach] of STATES) {
            await look('plain');
            await prefer('light');
            await reach(stage);
            for (const scheme of SCHEMES) {
                await prefer(scheme, { 'forced-colors': 'active' });
                await isAccessible(`${state}, forced colours, ${scheme}`);
                await prefer(scheme);
                for (const name of LOOKS) {
                    await look(name);
                    await isAccessible(`${state}, ${name}, ${scheme}`);
                }
                await look('plain');
            }
        }
        await isQuiet(browser);
    });
}

test('with forced colours what is chosen can be told from what is not, and what opens has an edge', async () => {
    await size(1280, 900);
    await prefer('light');
    await opens('/corner');
    await press('#as');
    await press('[part~=persona]:nth-child(2)');
    await press('#as');
    await prefer('dark', { 'forced-colors': 'active' });
    const [chosen, other, icon] = await browser.run(() => {
        const root = document.querySelector('cairn-panel').shadowRoot;
        const ground = selector => getComputedStyle(root.querySelector(selector)).backgroundColor;
        return [ground('[aria-pressed=true]'), ground('[aria-pressed=false]'), getComputedStyle(root.querySelector('[part~=icon]')).borderTopStyle];
    });
    assert.notEqual(chosen, other);
    assert.equal(icon, 'solid');
    await isQuiet(browser);
});

/** What sticks out, is cut off, lies on something else, or cannot be brought into sight. */
const crowded = () => browser.run(() => {
    const root = document.querySelector('cairn-panel').shadowRoot;
    const panel = root.querySelector('section');
    const { clientWidth } = document.documentElement;
    const name = element => element.outerHTML.slice(0, 90);
    const found = [];
    if (document.documentElement.scrollWidth > clientWidth) found.push('the page scrolls sideways');
    const seen = [...root.querySelectorAll('section, section *')].filter(element => element.checkVisibility() && !element.closest('.quiet, svg'));
    for (const element of seen) {
        const { left, right } = element.getBoundingClientRect();
        if (left < -0.5 || right > clientWidth + 0.5) found.push(`out of the window: ${name(element)}`);
        const { overflowY, display } = getComputedStyle(element);
        if (display === 'inline') continue;
        if (!element.matches('input') && element.scrollWidth > element.clientWidth + 1) found.push(`too wide for its place: ${name(element)}`);
        if (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1) found.push(`cut off: ${name(element)}`);
    }
    const lines = [];
    const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.data.trim() || !node.parentElement.checkVisibility() || node.parentElement.closest('.quiet, textarea')) continue;
        // What is scrolled under the top or the foot is not on it.
        const scroller = node.parentElement.closest('.body') ?? panel;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const { left, right, top, bottom } of range.getClientRects()) lines.push({ node, scroller, left, right, top, bottom });
    }
    for (const [index, one] of lines.entries()) {
        for (const other of lines.slice(index + 1)) {
            if (one.node === other.node || one.scroller !== other.scroller) continue;
            const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
            // Boxes of letters are higher than the letters.
            if (wide > 1 && high > 4) found.push(`“${one.node.data.slice(0, 30)}” lies on “${other.node.data.slice(0, 30)}”`);
        }
    }
    for (const control of root.querySelectorAll('section :is(button, a, input, textarea)')) {
        if (!control.checkVisibility()) continue;
        control.scrollIntoView({ block: control.getBoundingClientRect().height > 100 ? 'start' : 'center', behavior: 'instant' });
        const [box] = control.getClientRects();
        const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 20) / 2];
        const there = root.elementFromPoint(x, y);
        control.focus({ focusVisible: true, preventScroll: true });
        const ring = ['', '::after'].map(part => getComputedStyle(control, part)).find(it => it.outlineStyle !== 'none' && parseFloat(it.outlineWidth) >= 2);
        const out = ring ? parseFloat(ring.outlineWidth) + parseFloat(ring.outlineOffset) : 0;
        const shown = (control.closest('.fixed .body') ?? panel).getBoundingClientRect();
        const cut = [shown.left - box.left, box.right - shown.right, shown.top - box.top, box.bottom - shown.bottom].some(beyond => beyond > -out + 0.5);
        if (cut && box.height < 100) found.push(`focus ring cut off: ${name(control)}`);
        if (!there || !(control.contains(there) || there.contains(control))) found.push(`out of reach: ${name(control)}`);
    }
    root.activeElement?.blur();
    return [...new Set(found)];
});

test('at 400 % zoom, on small phones and on phones held across nothing is cut off, crowded or out of reach, in any state and look', async () => {
    for (const path of ['/corner', '/inline']) {
        await prefer('light');
        await size(1280, 900);
        await opens(path);
        for (const [state, reach] of STATES) {
            await reach(stage);
            for (const [width, height] of [[320, 256], [320, 640], [640, 320]]) {
                await size(width, height);
                for (const name of LOOKS) {
                    await look(name);
                    assert.deepEqual(await crowded(), [], `${path}, ${state}, ${name}, ${width}×${height}`);
                }
            }
            await look('plain');
            await size(1280, 900);
        }
    }
    await isQuiet(browser);
});

// WCAG 1.4.12, once as a page sets it on the element and once as a visitor's own style sheet reaches everything.
const SPACED = 'line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important';

test('letters, words and lines may be wide apart', async () => {
    for (const path of ['/corner', '/inline']) {
        await prefer('light');
        await size(1280, 900);
        await opens(path);
        await browser.run(spaced => {
            document.head.append(Object.assign(document.createElement('style'), { textContent: `cairn-panel { ${spaced} }` }));
        }, SPACED);
        const spacing = () => browser.run(() => {
            const root = document.querySelector('cairn-panel').shadowRoot;
            return ['[part~=title]', '[part~=text]', '[part~=why]', '[part~=heading]'].map(part => {
                const { letterSpacing, wordSpacing, fontSize } = getComputedStyle(root.querySelector(part));
                return [parseFloat(letterSpacing) / parseFloat(fontSize), parseFloat(wordSpacing) / parseFloat(fontSize)];
            });
        });
        for (const [letters, words] of await spacing()) assert.ok(letters > 0.07 && words > 0.1, 'what the page sets is followed');
        await browser.run(spaced => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { ${spaced} } p { margin-block-end: 2em !important }`);
            const { shadowRoot } = document.querySelector('cairn-panel');
            shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
        }, SPACED);
        for (const [state, reach] of STATES) {
            await reach(stage);
            for (const [width, height] of [[320, 640], [1280, 900]]) {
                await size(width, height);
                assert.deepEqual(await crowded(), [], `${path}, ${state}, ${width}×${height}`);
            }
        }
    }
    await isQuiet(browser);
});

test('texts of any kind and length have room, and markup in them is text', async () => {
    await prefer('light');
    for (const path of ['/odd-corner', '/odd-inline']) {
        await size(1280, 900);
        await opens(path);
        for (const [width, height] of [[320, 640], [1280, 900], [3840, 2160]]) {
            await size(width, height);
            for (const name of LOOKS) {
                await look(name);
                assert.deepEqual(await crowded(), [], `${path}, ${name}, ${width}×${height}`);
            }
        }
        assert.deepEqual((await visitor.offers()).map(({ id, title }) => [id, title]).sort(), odd.map(({ id, title }) => [id, title]).sort());
        assert.equal(await browser.run(() => window.hurt), null);
    }
    await isQuiet(browser);
});

test('one offer alone, whose picture does not come, leaves no hole', async () => {
    await prefer('light');
    await size(1280, 900);
    // Not as a missing file, of which the browser itself would complain.
    site.answer('/broken.png', { body: 'no picture' });
    for (const path of ['/one-corner', '/one-inline']) {
        await opens(path);
        await browser.until('the picture is given up', () => document.querySelector('cairn-panel').shadowRoot.querySelector('img').hidden);
        assert.deepEqual(await crowded(), []);
        const [icon, card, list] = await browser.run(() => {
            const root = document.querySelector('cairn-panel').shadowRoot;
            return ['[part~=icon]', '[part~=card]', '[part~=list]'].map(part => root.querySelector(part).getBoundingClientRect().toJSON());
        });
        assert.ok(icon.top - card.top < 24, 'the drawing stands at the top');
        assert.ok(list.width - card.width < 40, 'and the card has the whole width');
    }
    await isQuiet(browser);
});

test('from right to left all is mirrored, and arrows turn', async () => {
    await prefer('light');
    await size(1280, 900);
    await opens('/rtl');
    const seen = await browser.run(() => {
        const root = document.querySelector('cairn-panel').shadowRoot;
        const box = selector => root.querySelector(selector).getBoundingClientRect();
        return {
            panel: box('section').left,
            opener: box('.opener').left,
            icon: box('[part~=icon]').left > box('[part~=title]').left,
            close: box('[part~=close]').left < box('[part~=heading]').left,
            arrow: getComputedStyle(root.querySelector('[data-offer=beans] [part~=icon] path')).transform,
            book: getComputedStyle(root.querySelector('[data-offer=roses] [part~=icon] path')).transform,
        };
    });
    assert.deepEqual(seen, { panel: 20, opener: 20, icon: true, close: true, arrow: 'matrix(-1, 0, 0, 1, 0, 0)', book: 'none' });
    await press('#else');
    const back = await browser.run(() => {
        const root = document.querySelector('cairn-panel').shadowRoot;
        const button = root.querySelector('[part~=back]');
        return [getComputedStyle(button).transform, button.getBoundingClientRect().left > root.querySelector('[part~=heading]').getBoundingClientRect().left];
    });
    assert.deepEqual(back, ['matrix(-1, 0, 0, 1, 0, 0)', true]);
    assert.deepEqual(await crowded(), []);
    await isQuiet(browser);
});

test('whoever wants less motion has none', async () => {
    await size(1280, 900);
    const moving = () => browser.run(() => {
        const root = document.querySelector('cairn-panel').shadowRoot;
        const moves = [...root.querySelectorAll('*')].filter(element => ['', '::after'].some(part => parseFloat(getComputedStyle(element, part).transitionDuration) > 0));
        return { moves: moves.length > 0, rises: getComputedStyle(root.querySelector('section')).animationName };
    });
    await prefer('light');
    await opens('/corner');
    assert.deepEqual(await moving(), { moves: false, rises: 'none' });
    await browser.prefer({ 'reduced-motion': 'no-preference' });
    assert.deepEqual(await moving(), { moves: true, rises: 'rise' });
    await prefer('light');
    await isQuiet(browser);
});

test('in a window of 3840 × 2160 lines stay short enough to read', async () => {
    await prefer('light');
    for (const path of ['/corner', '/inline', '/sheet']) {
        await size(3840, 2160);
        await opens(path);
        assert.deepEqual(await crowded(), [], path);
        const [widest, panel] = await browser.run(() => {
            const root = document.querySelector('cairn-panel').shadowRoot;
            const cards = [...root.querySelectorAll('[part~=card]')].map(card => card.getBoundingClientRect());
            return [Math.max(...cards.map(({ width }) => width)), root.querySelector('section').getBoundingClientRect().toJSON()];
        });
        assert.ok(widest < 800, `${path}: a card of ${widest} px`);
        assert.ok(panel.right <= 3840 && panel.bottom <= 2160, path);
    }
    await isQuiet(browser);
});

test('a sheet stands along the lower edge, on desktops and on phones', async () => {
    await prefer('light');
    for (const [width, height] of [[1280, 900], [390, 800], [320, 256]]) {
        await size(width, height);
        await opens('/sheet');
        for (const name of LOOKS) {
            await look(name);
            assert.deepEqual(await crowded(), [], `${name}, ${width}×${height}`);
            const box = await browser.run(() => document.querySelector('cairn-panel').shadowRoot.querySelector('section').getBoundingClientRect().toJSON());
            assert.deepEqual([box.left, box.right, box.bottom], [0, width, height]);
            assert.ok(box.height <= height * 0.86, `${box.height} of ${height}`);
        }
    }
    await isQuiet(browser);
});

test('the font is the page’s, in the flow and in the corner, unless the site says another', async () => {
    await prefer('light');
    await size(1280, 900);
    const fonts = () => browser.run(() => {
        const root = document.querySelector('cairn-panel').shadowRoot;
        return [...new Set([...root.querySelectorAll('section, section *, .opener')].map(element => getComputedStyle(element).fontFamily))];
    });
    for (const path of ['/corner', '/inline']) {
        await opens(path);
        if (path === '/corner') await press('#else');
        assert.deepEqual(await fonts(), ['Cousine, monospace']);
        await look('dense');
        assert.deepEqual((await fonts()).map(font => font.split(',')[0]), ['"Segoe UI"']);
    }
    await isQuiet(browser);
});

test('density and size have an upper and a lower end, and fingers have room whatever the density', async () => {
    await prefer('light');
    await size(1280, 900);
    await opens('/corner');
    const set = values => browser.run(values => {
        const panel = document.querySelector('cairn-panel');
        for (const [name, value] of Object.entries(values)) panel.style.setProperty(`--cairn-${name}`, value);
        const button = panel.shadowRoot.querySelector('[part~=why]').getBoundingClientRect();
        const { fontSize } = getComputedStyle(panel.shadowRoot.querySelector('section'));
        const { paddingLeft } = getComputedStyle(panel.shadowRoot.querySelector('.face'));
        return [Math.round(button.height), fontSize, paddingLeft];
    }, values);
    const touch = enabled => browser.devtools('Emulation.setTouchEmulationEnabled', { enabled });
    assert.deepEqual(await set({ density: 0, 'font-size': '4px' }), [28, '12px', '6px']);
    assert.deepEqual(await set({ density: 99, 'font-size': '99px' }), [44, '32px', '18px']);
    await touch(true);
    assert.equal((await set({ density: 0.5, 'font-size': '14px' }))[0], 44);
    await touch(false);
    await isQuiet(browser);
});

test('the demo’s page of looks: buttons that work by keyboard, nothing remembered, accessible in each look', async () => {
    const demo = await serveDemo();
    const pressed = () => browser.run(() => [...document.querySelectorAll('button[data-look]')].map(button => button.getAttribute('aria-pressed')).join());
    const accents = () => browser.run(() => [...document.querySelectorAll('cairn-panel')].map(panel => getComputedStyle(panel).getPropertyValue('--cairn-accent')));
    try {
        await prefer('light');
        await size(1280, 900);
        await visitor.visits(new URL('/looks/', demo.url).href);
        await browser.until('the offers are there', () => document.querySelector('cairn-panel').shadowRoot.querySelector('[data-offer]'));
        assert.deepEqual(await accents(), ['', '']);
        await browser.run(() => document.querySelector('button[data-look=plain]').focus());
        await browser.press(Key.TAB, Key.ENTER);
        assert.equal(await pressed(), 'false,true,false');
        await browser.press(Key.TAB, Key.SPACE);
        assert.equal(await pressed(), 'false,false,true');
        assert.equal(new Set(await accents()).size, 1);
        for (const name of LOOKS) {
            await browser.run(name => document.querySelector(`button[data-look=${name}]`).click(), name);
            for (const scheme of SCHEMES) {
                await prefer(scheme);
                await isAccessible(`${name}, ${scheme}`);
            }
        }
        await visitor.visits(new URL('/looks/', demo.url).href);
        assert.equal(await pressed(), 'true,false,false');
        const linked = await browser.run(() => Boolean(document.querySelector('footer a[href="/looks/"]')));
        assert.ok(linked);
    } finally {
        await demo.stop();
    }
});

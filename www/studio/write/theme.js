// How the editor looks: the studio's colours, light and dark.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
    '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--card)', fontSize: '14px' },
    // The room around it shows the focus.
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace', lineHeight: '1.55' },
    '.cm-content': { caretColor: 'var(--ink)', paddingBlock: '8px' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
    '.cm-gutters': { backgroundColor: 'var(--card)', color: 'var(--muted)', borderRight: '1px solid var(--line)' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--soft) 55%, transparent)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)' },
    '.cm-matchingBracket': { backgroundColor: 'var(--soft)', outline: '1px solid var(--accent)' },
    '.cm-tooltip': { backgroundColor: 'var(--card)', color: 'var(--ink)', border: '1px solid var(--edge)', borderRadius: '8px', boxShadow: '0 6px 24px rgb(0 0 0 / .2)', overflow: 'hidden' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '16em' },
    '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--accent-ink)' },
    '.cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail': { color: 'inherit' },
    '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal' },
    '.cm-tooltip.cm-completionInfo': { padding: '6px 10px', maxWidth: '22em', fontFamily: 'system-ui, sans-serif' },
    '.cm-tooltip.cm-tooltip-lint': { maxWidth: '30em', fontFamily: 'system-ui, sans-serif' },
    '.cm-diagnostic': { borderLeft: '0', padding: '8px 12px' },
    '.cm-diagnostic p': { margin: '0' },
    // Told apart by form, too: errors are wavy, warnings dotted.
    '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad) 1.5px', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
    '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline dotted var(--warn) 2px', textUnderlineOffset: '3px', textDecorationSkipInk: 'none' },
    '.cm-lintPoint:after': { borderBottomColor: 'var(--bad)' },
    '.cm-panels': { backgroundColor: 'var(--paper)', color: 'var(--ink)', borderColor: 'var(--line)' },
    '.cm-panel.cm-search': { padding: '6px 8px', fontFamily: 'system-ui, sans-serif' },
    '.cm-panel.cm-search label': { fontSize: '90%' },
    '.cm-textfield': { backgroundColor: 'var(--card)', color: 'inherit', border: '1px solid var(--edge)', borderRadius: '6px' },
    '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--card)', color: 'inherit', border: '1px solid var(--edge)', borderRadius: '6px' },
    '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--warn) 30%, transparent)' },
    '.cm-foldPlaceholder': { backgroundColor: 'var(--soft)', color: 'var(--ink)', borderColor: 'var(--line)' },
});

const words = HighlightStyle.define([
    { tag: tags.propertyName, color: 'var(--code-name)' },
    { tag: tags.string, color: 'var(--code-text)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
    { tag: [tags.separator, tags.squareBracket, tags.brace, tags.punctuation], color: 'var(--muted)' },
]);

export const theme = [look, syntaxHighlighting(words)];

// The editor: CodeMirror, with what the schema knows and what is found as somebody writes.

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, redo, undo } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { make } from '../element.js';
import { completing } from './completion.js';
import { theme } from './theme.js';

/**
 * Fills `place`. `changed()` is called after each change of the text, `moved()` when the cursor is somewhere else. In a shadow root
 * of its own: there the editor's styles are sheets, where a strict policy forbids elements.
 */
export const editing = (place, { schema, changed, moved, keys = [] }) => {
    const root = place.attachShadow({ mode: 'open' });
    const room = make('div', { style: { height: '100%' } });
    root.append(room);
    const extensions = [
        lineNumbers(), foldGutter(), lintGutter(), highlightSpecialChars(), history(), drawSelection(), indentOnInput(), indentUnit.of('  '),
        bracketMatching(), closeBrackets(), highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches(), search({ top: true }),
        json(), autocompletion({ override: [completing(schema)], icons: false }),
        keymap.of([...keys, { key: 'Tab', run: acceptCompletion }, ...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...searchKeymap, ...foldKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': 'offers.json as text', tabindex: '0' }), theme,
        EditorView.updateListener.of((update) => {
            if (update.docChanged) changed();
            if (update.docChanged || update.selectionSet) moved();
        }),
    ];
    const stateOf = (text) => EditorState.create({ doc: text, extensions });
    const view = new EditorView({ state: stateOf(''), parent: room, root });

    return {
        text: () => view.state.doc.toString(),
        /** Another file: what was before it cannot be undone into it. */
        open(text) {
            view.setState(stateOf(text));
            changed();
            moved();
        },
        cursor: () => view.state.selection.main.head,
        /** Changes of the text as one step that can be undone: `[{ from, to, insert }]`. */
        change(changes, selection) {
            view.dispatch({ changes, selection, userEvent: 'input.form' });
        },
        goTo(from, to = from) {
            const end = view.state.doc.length;
            view.dispatch({ selection: { anchor: Math.min(from, end), head: Math.min(to, end) }, effects: EditorView.scrollIntoView(Math.min(from, end), { y: 'center' }) });
            view.focus();
        },
        undo: () => undo(view),
        redo: () => redo(view),
        /** Marks what was found. */
        mark(findings) {
            const end = view.state.doc.length;
            const marks = findings.map(({ from, to, level, title, why, fix }) => ({
                from: Math.min(from, end), to: Math.min(Math.max(from, to), end), severity: level, message: `${title}. ${why}. ${fix}.`,
                renderMessage: () => make('div', {}, make('p', {}, make('b', {}, title)), make('p', {}, why), make('p', {}, `→ ${fix}`)),
            }));
            view.dispatch(setDiagnostics(view.state, marks));
        },
    };
};

// The editor for a regulation's file: colours, completion from the language, faults at their lines.

import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, linter, lintGutter, nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Fault, readRegulation } from "#domain/regulation/read.ts";
import { tongue } from "../../../i18n/tongue.ts";
import { palette } from "../../../theme.ts";
import { choicesAt, type Own, placeAt } from "./completion.ts";
import { phrases } from "./phrases.ts";

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: palette.accent, fontWeight: "600" },
  { tag: tags.string, color: palette.clause },
  { tag: tags.comment, color: palette.soft, fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: palette.soft },
]);

const look = EditorView.theme({
  "&": { fontSize: "13px", height: "100%", backgroundColor: palette.sheet },
  "&.cm-focused": { outline: `2px solid ${palette.accent}` },
  ".cm-scroller": { fontFamily: 'ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace' },
  ".cm-gutters": { backgroundColor: palette.paper, color: palette.soft },
  ".cm-activeLine": { backgroundColor: "rgb(23 94 84 / 6%)" },
});

const complete =
  (own: () => Own) =>
  (context: CompletionContext): CompletionResult | null => {
    const place = placeAt(context.state.doc.toString(), context.pos);
    if (!place || (place.typed === "" && !context.explicit)) return null;
    const options = choicesAt(place, own()).map(({ word, meaning }) => ({
      label: word,
      detail: tongue(meaning),
      apply: place.key ? `${word}: ` : /^[\d.]+$/.test(word) ? `"${word}"` : word,
    }));
    return { from: context.pos - place.typed.length, options, validFor: /^[\w.-]*$/ };
  };

const diagnostics = (view: EditorView, told: (faults: Fault[]) => void): Diagnostic[] => {
  const read = readRegulation(view.state.doc.toString(), tongue);
  const faults = "errors" in read ? read.errors : [];
  const warnings = "errors" in read ? [] : read.warnings;
  told(faults);
  const at = (severity: Diagnostic["severity"]) => (one: Fault) => {
    const line = view.state.doc.line(Math.min(one.line, view.state.doc.lines));
    return { from: line.from, to: line.to, severity, message: one.message };
  };
  return [...faults.map(at("error")), ...warnings.map(at("warning"))];
};

export type Mounted = {
  /** Shows another text, where it is another. */
  set: (text: string) => void;
  /** Goes to a line, counted from 1. */
  go: (line: number) => void;
  next: () => void;
  previous: () => void;
  end: () => void;
};
type Wish = {
  text: string;
  label: string;
  own: () => Own;
  changed: (text: string) => void;
  told: (faults: Fault[]) => void;
};

/** Draws the editor in `place`. */
export function mountEditor(place: HTMLElement, wish: Wish): Mounted {
  const extensions = [
    lineNumbers(),
    history(),
    highlightActiveLine(),
    bracketMatching(),
    highlightSelectionMatches(),
    search({ top: true }),
    indentUnit.of("  "),
    yaml(),
    syntaxHighlighting(colours),
    autocompletion({ override: [complete(wish.own)], icons: false }),
    lintGutter(),
    linter((view) => diagnostics(view, wish.told), { delay: 400 }),
    EditorState.phrases.of(phrases()),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": wish.label }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) wish.changed(update.state.doc.toString());
    }),
    look,
    keymap.of([
      { key: "F8", run: nextDiagnostic, shift: previousDiagnostic },
      { key: "Ctrl-Space", run: startCompletion },
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
  ];
  const view = new EditorView({ parent: place, state: EditorState.create({ doc: wish.text, extensions }) });
  // What scrolls can be reached without a mouse.
  view.scrollDOM.tabIndex = 0;
  return {
    set: (text) => {
      if (view.state.doc.toString() === text) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    go: (n) => {
      const { from } = view.state.doc.line(Math.max(1, Math.min(n, view.state.doc.lines)));
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      view.focus();
    },
    next: () => nextDiagnostic(view),
    previous: () => previousDiagnostic(view),
    end: () => view.destroy(),
  };
}

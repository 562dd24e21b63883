import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { nonce } from "./nonce";

/** A mistake in a text. */
export interface Mistake {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  message: string;
}

/** What can be asked of an editor. */
export interface EditorHandle {
  /** Puts the cursor to a place and shows it. */
  goTo: (place: Pick<Mistake, "line" | "column">) => void;
}

interface EditorProps {
  ref?: Ref<EditorHandle>;
  label: string;
  value: string;
  language: Extension;
  onChange?: (value: string) => void;
  /** Ctrl or ⌘ with Enter; told the text as it is then, which the page may not have drawn yet. */
  onRun?: (value: string) => void;
  /** Ctrl or ⌘ with S; told the text in the same way. */
  onSave?: (value: string) => void;
  readOnly?: boolean;
  mistakes?: readonly Mistake[];
  hint?: string;
}

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "20px" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "transparent", border: "none", color: "var(--text-3)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--hover) 55%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 24%, transparent)",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent)" },
  ".cm-tooltip": {
    backgroundColor: "var(--panel)",
    border: "1px solid var(--line-strong)",
    borderRadius: "6px",
    overflow: "hidden",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-soft)",
    color: "var(--text)",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mantine-font-family-monospace)" },
  ".cm-completionDetail": { color: "var(--text-3)", fontStyle: "normal" },
  ".cm-diagnostic": { fontFamily: "var(--mantine-font-family)", fontSize: "12.5px", maxWidth: "60ch" },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { display: "flex", alignItems: "center", padding: "0 2px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-placeholder": { color: "var(--text-3)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--series-3)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--series-4)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--series-2)" },
  { tag: [tags.comment], color: "var(--text-3)", fontStyle: "italic" },
  {
    tag: [tags.definition(tags.propertyName), tags.propertyName, tags.typeName, tags.standard(tags.name)],
    color: "var(--accent-text)",
  },
]);

/**
 * Typing over several lines, by the editor itself. Left to the browser, it would keep the look of the old text with a
 * style of its own, which the security policy stops and complains of.
 */
const typeOverLines = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { data, inputType } = event;
    // The browser's own selection, of which the editor may not have heard yet.
    const selection = document.getSelection();
    if (inputType !== "insertText" || data === null || !selection?.rangeCount) return false;
    if (view.composing || view.state.readOnly) return false;
    const range = selection.getRangeAt(0);
    const from = view.posAtDOM(range.startContainer, range.startOffset);
    const to = view.posAtDOM(range.endContainer, range.endOffset);
    if (view.state.doc.lineAt(from).to >= to) return false;
    view.dispatch({
      changes: { from, to, insert: view.state.toText(data) },
      selection: { anchor: from + data.length },
      scrollIntoView: true,
      userEvent: "input.type",
    });
    return true;
  },
});

const NONE: readonly Mistake[] = [];

/** Marks a text that did not come from whoever types. */
const fromOutside = Annotation.define<boolean>();

/** Where a place is in a text; the nearest one where the text is shorter. */
function positionOf(state: EditorState, { line, column }: Pick<Mistake, "line" | "column">) {
  const at = state.doc.line(Math.min(Math.max(1, line), state.doc.lines));
  return { from: Math.min(at.from + Math.max(0, column - 1), at.to), end: at.to };
}

function diagnosticOf(state: EditorState, mistake: Mistake): Diagnostic {
  const { from, end } = positionOf(state, mistake);
  const word = /^[\w$"]+/.exec(state.doc.sliceString(from, end))?.[0].length ?? 1;
  return { from, to: Math.min(from + word, end), severity: "error", message: mistake.message };
}

/** Text with colours, to be edited or only read. */
export function Editor({
  ref,
  label,
  value,
  language,
  onChange,
  onRun,
  onSave,
  readOnly,
  mistakes = NONE,
  hint,
}: EditorProps) {
  const target = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const speaks = useRef(new Compartment());
  const handlers = useRef({ onChange, onRun, onSave });
  handlers.current = { onChange, onRun, onSave };
  /** What was typed and has not come back as the value yet, oldest first. */
  const told = useRef<string[]>([]);

  useImperativeHandle(ref, () => ({
    goTo: (place) => {
      const shown = view.current;
      if (!shown) return;
      const { from } = positionOf(shown.state, place);
      shown.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      shown.focus();
    },
  }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes later is told below
  useEffect(() => {
    if (!target.current) return;
    const made = new EditorView({
      parent: target.current,
      doc: value,
      extensions: [
        EditorView.cspNonce.of(nonce()),
        Prec.highest(
          keymap.of([
            {
              key: "Mod-Enter",
              run: ({ state }) => {
                handlers.current.onRun?.(state.doc.toString());
                return handlers.current.onRun !== undefined;
              },
            },
            {
              key: "Mod-s",
              run: ({ state }) => {
                handlers.current.onSave?.(state.doc.toString());
                return handlers.current.onSave !== undefined;
              },
            },
          ]),
        ),
        lineNumbers(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        typeOverLines,
        bracketMatching(),
        highlightSelectionMatches(),
        syntaxHighlighting(colours),
        look,
        speaks.current.of(language),
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.lineWrapping,
        readOnly
          ? [EditorState.readOnly.of(true)]
          : [
              closeBrackets(),
              autocompletion(),
              highlightActiveLine(),
              onSave ? lintGutter() : [],
              hint ? placeholder(hint) : [],
            ],
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || update.transactions.some((each) => each.annotation(fromOutside))) return;
          const text = update.state.doc.toString();
          told.current.push(text);
          handlers.current.onChange?.(text);
        }),
      ],
    });
    view.current = made;
    return () => made.destroy();
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: speaks.current.reconfigure(language) });
  }, [language]);

  useEffect(() => {
    // On a slow machine a value comes back when more was typed already, which it must not take away.
    const shown = view.current?.state.doc;
    const echo = told.current.indexOf(value);
    const isKnown = shown?.toString() === value;
    told.current = isKnown || echo < 0 ? [] : told.current.slice(echo + 1);
    if (!shown || isKnown || echo >= 0) return;
    view.current?.dispatch({
      changes: { from: 0, to: shown.length, insert: value },
      annotations: fromOutside.of(true),
    });
  }, [value]);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    shown.dispatch(
      setDiagnostics(
        shown.state,
        mistakes.map((mistake) => diagnosticOf(shown.state, mistake)),
      ),
    );
  }, [mistakes]);

  return <div ref={target} style={{ height: "100%" }} />;
}

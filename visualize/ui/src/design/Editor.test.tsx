import { EditorView } from "@codemirror/view";
import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Editor } from "./Editor";
import { sqlLanguage } from "./languages";

const LANGUAGE = sqlLanguage({});

function opened(value: string) {
  const told: string[] = [];
  const editor = (text: string) => (
    <Editor label="SQL" value={text} language={LANGUAGE} onChange={(text) => told.push(text)} />
  );
  const { container, rerender } = render(editor(value));
  const view = EditorView.findFromDOM(container.querySelector<HTMLElement>(".cm-editor")!)!;
  return {
    told,
    type: (text: string) => view.dispatch({ changes: { from: view.state.doc.length, insert: text } }),
    shown: () => view.state.doc.toString(),
    draw: (text: string) => rerender(editor(text)),
  };
}

it("what was typed before the page has drawn the letter before is not taken away", () => {
  const { told, type, shown, draw } = opened("a");
  type("b");
  type("c");
  expect(told).toEqual(["ab", "abc"]);
  draw("ab");
  expect(shown()).toBe("abc");
  draw("abc");
  expect(shown()).toBe("abc");
});

it("another text from outside is shown, and not told as if it was typed", () => {
  const { told, type, shown, draw } = opened("a");
  type("b");
  draw("ab");
  draw("other");
  expect(shown()).toBe("other");
  draw("a");
  expect(shown()).toBe("a");
  expect(told).toEqual(["ab"]);
});

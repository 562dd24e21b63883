import { yamlLanguage } from "@codemirror/lang-yaml";
import type { SyntaxNode } from "@lezer/common";

/** Why something cannot be put into a file by a program. */
export class NotWritable extends Error {}

/** The mapping that a file is; undefined where there is nothing in it. */
export function rootOf(text: string): SyntaxNode | undefined {
  const document = yamlLanguage.parser.parse(text).topNode.getChild("Document");
  return document ? mappingIn(document) : undefined;
}

/** The mapping that is the value of a pair, or all of a document. */
export function mappingIn(node: SyntaxNode): SyntaxNode | undefined {
  return node.getChild("BlockMapping") ?? node.getChild("FlowMapping") ?? undefined;
}

/** The pair of a mapping that has this key. */
export function pairOf(text: string, mapping: SyntaxNode, key: string): SyntaxNode | undefined {
  return mapping.getChildren("Pair").find((pair) => {
    const name = pair.getChild("Key");
    return name && text.slice(name.from, name.to).replace(/^["']|["']$/g, "") === key;
  });
}

/** The end of the line in which what ends at a place has its last letter. */
export function lineEnd(text: string, to: number): number {
  const last = text.slice(0, to).trimEnd().length;
  const end = text.slice(last).search(/\r?\n/);
  return end < 0 ? text.length : last + end;
}

/** How far from the left edge of its line something begins. */
export function indentAt(text: string, from: number): string {
  return " ".repeat(from - (text.lastIndexOf("\n", from - 1) + 1));
}

function replaced(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** A text with one more pair in a mapping, of which nothing else changes. */
export function withPair(text: string, mapping: SyntaxNode, key: string, value: string): string {
  const first = mapping.getChild("Pair");
  if (mapping.name === "FlowMapping") {
    const open = mapping.from + 1;
    if (!first) return replaced(text, open, open, `${key}: ${value}`);
    // On the first pair's line and as far from the brace as it was.
    return replaced(text, first.from, first.from, `${key}: ${value}, `);
  }
  const end = lineEnd(text, mapping.to);
  const line = `${text.includes("\r\n") ? "\r\n" : "\n"}${indentAt(text, first?.from ?? mapping.from)}${key}: ${value}`;
  return replaced(text, end, end, line) + (end === text.length ? "\n" : "");
}

/** A text with another value for a pair. */
export function withValue(text: string, pair: SyntaxNode, value: string): string {
  const key = pair.getChild("Key");
  if (!key) throw new NotWritable("A key is written in a way that only people change.");
  const colon = pair.getChild(":");
  const old = colon ? colon.nextSibling : null;
  if (old) return replaced(text, old.from, old.to, value);
  const at = colon?.to ?? key.to;
  return replaced(text, at, at, `${colon ? "" : ":"} ${value}`);
}

import type { Catalog } from "../../data/project";
import type { Entry, Proven } from "./proven";

/** An entry with what it means, where that is known. */
export interface Explained extends Entry {
  isCode: boolean;
  result?: string;
  meaning?: string;
}

export interface Group {
  title: string;
  entries: Explained[];
}

/** The operators, then the functions by what they are for, in the order of the catalogue. */
export function groupsOf({ operators, functions }: Proven, known: Catalog["functions"]): Group[] {
  const meanings = new Map(known.map((each) => [each.signature, each]));
  const groups = new Map<string, Explained[]>([
    ["Operators", operators.map((each) => ({ ...each, isCode: false }))],
  ]);
  for (const entry of functions) {
    const about = meanings.get(entry.name);
    const title = about?.group ?? "Functions";
    const group = groups.get(title) ?? [];
    group.push({ ...entry, isCode: true, result: about?.result, meaning: about?.meaning });
    groups.set(title, group);
  }
  return [...groups].map(([title, entries]) => ({ title, entries }));
}

/** The entries in which every one of the words stands. */
export function matching(entries: readonly Explained[], wanted: string): Explained[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ name, meaning, evidence }) => {
    const text = [name, meaning, ...evidence.flatMap(({ refused }) => refused)].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What the conformance suite says of one way to run something. */
export interface Evidence {
  /** Cases that gave the expected table. */
  proven: number;
  /** The codes by which it is refused, where it is. */
  refused: string[];
}

export interface Entry {
  name: string;
  /** One for each of `ways`. */
  evidence: Evidence[];
}

/** What is proven and what is refused, for operators and for functions. */
export interface Proven {
  /** An engine, and as what it runs SQL. */
  ways: string[];
  operators: Entry[];
  functions: Entry[];
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function evidenceOf(cell: string): Evidence {
  const [, cases = "0"] = /proven: (\d+)/.exec(cell) ?? [];
  const [, codes = ""] = /refused: (.*)$/.exec(cell) ?? [];
  return { proven: Number(cases), refused: [...codes.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code) };
}

/** The rows of the table whose first column has this title. */
function tableOf(lines: string[], title: string): { ways: string[]; entries: Entry[] } {
  const head = lines.findIndex((line) => cellsOf(line)[0] === title);
  if (head < 0) return { ways: [], entries: [] };
  const [, ...ways] = cellsOf(lines[head]!);
  const end = lines.findIndex((line, i) => i > head && !line.startsWith("|"));
  const entries = lines.slice(head + 2, end < 0 ? undefined : end).map((line) => {
    const [name = "", ...cells] = cellsOf(line);
    // A link's words, or what stands between backticks.
    return { name: name.replace(/^\[(.*)\]\(.*\)$|^`(.*)`$/, "$1$2"), evidence: cells.map(evidenceOf) };
  });
  return { ways, entries };
}

/** Reads docs/conformance.md, which is written by the suite itself. */
export function provenIn(text: string): Proven {
  const lines = text.split("\n");
  const operators = tableOf(lines, "operator");
  return {
    ways: operators.ways,
    operators: operators.entries,
    functions: tableOf(lines, "function").entries,
  };
}

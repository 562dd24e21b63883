import type { Problem } from "../../../data/errors";
import type { Mistake } from "../../../design/Editor";

/** The platform counts Unicode characters, editors count UTF-16 units: an emoji is one or two. */
function columnInUnits(line: string, column: number): number {
  return (
    Array.from(line)
      .slice(0, Math.max(0, column - 1))
      .join("").length + 1
  );
}

/** The mistakes of one file, as its editor marks them. */
export function mistakesOf(problems: readonly Problem[], path: string, text: string): Mistake[] {
  const lines = text.split(/\r\n?|\n/);
  return problems
    .filter(({ file }) => file === path)
    .map(({ line, column, message, detail, hint }) => ({
      line,
      column: columnInUnits(lines[line - 1] ?? "", column),
      message: [message, detail, hint].filter(Boolean).join("\n"),
    }));
}

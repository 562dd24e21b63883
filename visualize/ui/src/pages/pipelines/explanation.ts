/** An operator of a plan, with what flows into it. */
export interface PlanNode {
  /** Its first word: Scan, Filter, Aggregate… */
  operator: string;
  rest: string;
  inputs: PlanNode[];
}

/** A step of a pipeline's work: when it is done, how it is planned, what the engine runs. */
export interface PlanStep {
  title: string;
  root: PlanNode;
  engine: string;
  sql: string;
}

const INDENT = 2;

function depthOf(line: string): number {
  return (line.length - line.trimStart().length) / INDENT;
}

/** The tree that indented lines make: what stands deeper flows into what stands above it. */
function treeOf(lines: string[]): PlanNode | undefined {
  const path: PlanNode[] = [];
  const least = lines[0] ? depthOf(lines[0]) : 0;
  for (const line of lines) {
    const [operator = "", ...rest] = line.trim().split(" ");
    const node: PlanNode = { operator, rest: rest.join(" "), inputs: [] };
    const depth = depthOf(line) - least;
    path.length = depth;
    path.at(-1)?.inputs.push(node);
    path.push(node);
  }
  return path[0];
}

function stepOf([title = "", ...lines]: string[]): PlanStep | undefined {
  const engineAt = lines.findIndex((line) => /^ {2}on \S/.test(line));
  if (engineAt < 1) return undefined;
  const root = treeOf(lines.slice(0, engineAt));
  if (!root) return undefined;
  return {
    title,
    root,
    engine: lines[engineAt]!.trim().slice("on ".length),
    sql: lines
      .slice(engineAt + 1)
      .map((line) => line.slice(2 * INDENT))
      .join("\n"),
  };
}

/** The steps that an explanation for people tells of; those that it tells otherwise are left out. */
export function stepsOf(explanation: string): PlanStep[] {
  return explanation
    .split(/\n{2,}/)
    .map((section) => stepOf(section.split("\n").filter((line) => line !== "")))
    .filter((step): step is PlanStep => step !== undefined);
}

const UNITS = ["day", "hour", "minute", "second"];

/** Durations as people write them: "1 minute" for PT1M. */
export function readable(text: string): string {
  return text.replace(
    /\bP(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?\b/g,
    (duration, ...parts: (string | undefined)[]) =>
      UNITS.flatMap((unit, i) =>
        parts[i] ? [`${parts[i]} ${unit}${parts[i] === "1" ? "" : "s"}`] : [],
      ).join(" ") || duration,
  );
}

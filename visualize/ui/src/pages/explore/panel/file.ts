import { scalar } from "../../../data/yaml";
import { indentAt, lineEnd, NotWritable, pairOf, rootOf } from "../../../data/yamlTree";
import type { ChartChoice } from "../chart";

export const DRAWN = ["line", "area", "bar", "value", "gauge", "table"] as const;
export type Drawn = (typeof DRAWN)[number];

/** A panel as it is written into a dashboard's file. */
export interface NewPanel {
  name: string;
  title: string;
  draw: Drawn;
  sql: string;
  unit: string;
  /** Of a chart: which columns mean what. */
  columns?: Pick<ChartChoice, "x" | "y" | "by">;
}

/** The query without what ends it, at the left edge of its block. */
function linesOf(sql: string): string[] {
  const lines = sql
    .replace(/[\s;]+$/, "")
    .split(/\r?\n/)
    .map((line) => line.trimEnd().replaceAll("\t", "  "));
  while (lines[0] === "") lines.shift();
  const depths = lines.filter(Boolean).map((line) => line.length - line.trimStart().length);
  const least = Math.min(...depths);
  const even = lines.map((line) => line.slice(least));
  // A block whose first line is indented would need its indentation said.
  return [even[0]?.trimStart() ?? "", ...even.slice(1)];
}

function columnsOf({ x, y, by }: NonNullable<NewPanel["columns"]>): string {
  const series = by === undefined ? "" : `, series: ${scalar(by)}`;
  return `{x: ${scalar(x)}, y: [${y.map(scalar).join(", ")}]${series}}`;
}

/** The lines of a panel in a list whose entries begin so many columns from the left. */
export function panelLines({ name, title, draw, sql, unit, columns }: NewPanel, indent: string): string {
  const lines = [
    `- panel: ${name}`,
    `  title: ${scalar(title)}`,
    `  draw: ${draw}`,
    "  sql: |",
    ...linesOf(sql).map((line) => line && `    ${line}`),
    ...(columns ? [`  columns: ${columnsOf(columns)}`] : []),
    ...(unit.trim() ? [`  unit: ${scalar(unit.trim())}`] : []),
  ];
  return lines.map((line) => line && indent + line).join("\n");
}

/** The file of a dashboard that has one panel. */
export function newDashboard(name: string, title: string, panel: NewPanel): string {
  return `dashboard: ${name}\ntitle: ${scalar(title)}\npanels:\n${panelLines(panel, "  ")}\n`;
}

/**
 * A dashboard's file with one more panel, behind the others; nothing else in it changes.
 *
 * @throws NotWritable where its panels stand in brackets
 */
export function addPanel(text: string, panel: NewPanel): string {
  const root = rootOf(text);
  const pair = root && pairOf(text, root, "panels");
  if (!pair) return `${text.trimEnd()}\npanels:\n${panelLines(panel, "  ")}\n`;
  const list = pair.getChild("BlockSequence");
  if (!list) {
    const flow = pair.getChild("FlowSequence");
    const empty = /^(\[\s*\])?$/.test(flow ? text.slice(flow.from, flow.to) : "");
    const key = pair.getChild("Key");
    if (!empty || !key) throw new NotWritable("The panels of this dashboard stand in brackets.");
    return `${text.slice(0, key.to)}:\n${panelLines(panel, "  ")}${text.slice(flow?.to ?? lineEnd(text, pair.to))}`;
  }
  const indent = indentAt(text, list.from);
  const end = lineEnd(text, list.to);
  return `${text.slice(0, end)}\n${panelLines(panel, indent)}${text.slice(end) || "\n"}`;
}

/** A name for a panel or a dashboard, of its title; one that is not taken. */
export function nameFor(title: string, taken: readonly string[]): string {
  const plain =
    title
      .normalize("NFD")
      .toLowerCase()
      .replace(/[^a-z0-9\s_-]/g, "")
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^[^a-z]+|_+$/g, "")
      .slice(0, 40) || "panel";
  let name = plain;
  for (let i = 2; taken.includes(name); i++) name = `${plain}_${i}`;
  return name;
}

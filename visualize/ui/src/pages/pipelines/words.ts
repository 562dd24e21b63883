import type { Pipeline } from "../../data/pipelines";

function namesOf(to: Pipeline["to"], kind: string): string[] {
  return to.filter((target) => target.kind === kind).map(({ name = "" }) => name);
}

/** " and table hot", for what is dropped with a pipeline's open windows; nothing where it writes none. */
export function andTables(to: Pipeline["to"]): string {
  const tables = namesOf(to, "table");
  return tables.length === 0 ? "" : ` and ${tables.length === 1 ? "table" : "tables"} ${tables.join(", ")}`;
}

/** What readers of a pipeline's topics see when it begins anew; nothing where it writes none. */
export function topicsAgain(to: Pipeline["to"]): string {
  const topics = namesOf(to, "topic");
  return topics.length === 0
    ? ""
    : `What it has written to ${topics.length === 1 ? "topic" : "topics"} ${topics.join(", ")} stays, and its results follow there once more.`;
}

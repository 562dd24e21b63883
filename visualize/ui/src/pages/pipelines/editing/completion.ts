import type { Catalog } from "../../../data/project";
import type { SqlNames } from "../../../design/languages";

/** What the editor offers while SQL is typed: streams and tables, their columns, functions with their meaning. */
export function namesOf({ relations, functions }: Catalog): SqlNames {
  return {
    schema: Object.fromEntries(
      relations.map(({ name, kind, description, columns }) => [
        name,
        {
          self: { label: name, detail: kind, info: description, type: "class" },
          children: columns.map((column) => ({
            label: column.name,
            detail: [column.type, column.unit].filter(Boolean).join(", "),
            info: column.description,
            type: "property",
          })),
        },
      ]),
    ),
    functions: functions
      .filter(({ name }) => /^\w+$/.test(name))
      .map(({ name, signature, meaning }) => ({
        label: name,
        detail: signature.startsWith(name) ? signature.slice(name.length) : signature,
        info: meaning.replaceAll("`", ""),
        type: "function",
      })),
  };
}

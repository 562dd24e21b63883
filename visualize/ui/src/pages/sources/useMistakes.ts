import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Problem } from "../../data/errors";
import { catalogQuery, checkQuery } from "../../data/project";
import { type Definition, definitionOf } from "./guess/definition";
import { nameOf, type StreamDraft } from "./guess/guess";

/** How long typing rests before the definition is checked, in milliseconds. */
const REST = 350;
/** Stands for a name while there is none, so that the rest can be checked. */
const NO_NAME = "a_new_stream";

/** What is wrong with a stream as it would be, each at its place. */
export interface Mistakes {
  name?: string;
  eventTime?: string;
  /** By the field's name. */
  fields: ReadonlyMap<string, string>;
  /** What belongs to no field of the form. */
  rest: string[];
  /** Whether it is not known yet. */
  checking: boolean;
  error: unknown;
}

function wordsOf({ message, detail, hint }: Problem): string {
  return [message, detail, hint]
    .filter(Boolean)
    .map((sentence) => (/[.?!]$/.test(sentence ?? "") ? sentence : `${sentence}.`))
    .join(" ");
}

/** Why a name cannot be the new stream's; undefined where it can. */
export function nameProblem(name: string, taken: ReadonlyMap<string, string>): string | undefined {
  if (name === "") return "Give it a name.";
  if (!/^[a-z][a-z0-9_]{0,49}$/.test(name)) {
    const better = nameOf(name);
    const hint = better ? ` How about "${better}"?` : "";
    return `A name begins with a lower-case letter and has lower-case letters, digits and underscores, at most 50.${hint}`;
  }
  const kind = taken.get(name);
  return kind && `There is a ${kind} "${name}" already. Streams, tables and topics share their names.`;
}

/** Puts the platform's mistakes to what they are about. */
export function placed(problems: readonly Problem[], { places }: Definition, path: string) {
  const fields = new Map<string, string>();
  const rest: string[] = [];
  let name: string | undefined;
  let eventTime: string | undefined;
  for (const problem of problems) {
    const place = problem.file === path ? places[problem.line - 1] : undefined;
    const words = wordsOf(problem);
    if (place?.part === "field")
      fields.set(place.name, [fields.get(place.name), words].filter(Boolean).join(" "));
    else if (place?.part === "name") name ??= words;
    else if (place?.part === "event time") eventTime ??= words;
    else rest.push(problem.file === path ? words : `${problem.file}: ${words}`);
  }
  return { fields, rest, name, eventTime };
}

export function useMistakes(draft: StreamDraft): Mistakes {
  const catalog = useQuery(catalogQuery).data;
  const taken = useMemo(
    () => new Map((catalog?.relations ?? []).map(({ name, kind }) => [name, kind])),
    [catalog],
  );
  const ofName = nameProblem(draft.name, taken);
  const checked = ofName === undefined ? draft : { ...draft, name: NO_NAME };
  const { text } = definitionOf(checked);
  const [rested] = useDebouncedValue(text, REST);
  const path = `streams/${/^stream: (\S+)/.exec(rested)?.[1] ?? NO_NAME}.yaml`;
  const { data = [], isFetching, error } = useQuery(checkQuery(path, rested));
  const told = placed(data, definitionOf(checked), path);
  return { ...told, name: ofName ?? told.name, checking: isFetching || rested !== text, error };
}

import { type Completion, type CompletionSource, completeFromList, ifNotIn } from "@codemirror/autocomplete";
import {
  keywordCompletionSource,
  SQLDialect,
  type SQLNamespace,
  schemaCompletionSource,
  sql,
} from "@codemirror/lang-sql";
import { yaml } from "@codemirror/lang-yaml";
import { LanguageSupport, LRLanguage } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { parseMixed } from "@lezer/common";

/** The portable SQL of queries and pipelines, as far as colours and completion go. */
const PORTABLE = SQLDialect.define({
  doubleQuotedStrings: false,
  identifierQuotes: '"',
  keywords:
    "all and any as asc between both by case cast cross current current_date current_timestamp day desc descriptor distinct else end except exists extract false filter first following for from full group having hour in inner intersect interval into is join last lateral leading left like limit minute month natural not null nulls offset on or order outer over partition position preceding range right row rows second select session similar substring symmetric table then ties time timestamp to top trailing true union unbounded unknown using values week when where window with within year",
  types:
    "array bigint binary boolean char date decimal double float int integer interval json map numeric real row smallint time timestamp tinyint varchar",
  builtin:
    "tumble hop session window_start window_end window_time avg sum min max count any_value approx_count_distinct bool_and bool_or stddev_pop stddev_samp var_pop var_samp min_by max_by first_value last_value lag lead rank dense_rank row_number ntile abs ceil floor round sqrt power exp ln log10 mod sign sin cos tan lower upper trim ltrim rtrim replace concat length char_length coalesce nullif greatest least date_trunc timestampadd timestampdiff",
});

/** SQL that completes the names of these relations and their columns. */
export function sqlLanguage(schema: SQLNamespace = {}): Extension {
  return sql({ dialect: PORTABLE, schema, upperCaseKeywords: true });
}

/** What an editor of SQL completes beside the words of the language. */
export interface SqlNames {
  /** Relations with their columns. */
  schema: SQLNamespace;
  functions: readonly Completion[];
}

const NOT_IN_TEXT = ["String", "QuotedIdentifier", "LineComment", "BlockComment"];

/** The words of the language, but for those that stand among the functions with their meaning. */
function keywords(functions: readonly Completion[]): CompletionSource {
  const source = keywordCompletionSource(PORTABLE, true);
  const names = new Set(functions.map(({ label }) => label.toUpperCase()));
  return async (context) => {
    const found = await source(context);
    return (
      found && { ...found, options: found.options.filter(({ label }) => !names.has(label.toUpperCase())) }
    );
  };
}

/** YAML whose block under the key `sql` is SQL that completes these names. */
export function pipelineLanguage({ schema, functions }: SqlNames = { schema: {}, functions: [] }): Extension {
  const base = yaml().language;
  if (!(base instanceof LRLanguage)) return base;
  const parser = base.parser.configure({
    wrap: parseMixed((node, input) => {
      if (node.name !== "BlockLiteralContent") return null;
      const key = node.node.parent?.parent?.getChild("Key");
      return key && input.read(key.from, key.to) === "sql" ? { parser: PORTABLE.language.parser } : null;
    }),
  });
  const calls = completeFromList(functions);
  const completing = [
    schemaCompletionSource({ dialect: PORTABLE, schema }),
    keywords(functions),
    ifNotIn(NOT_IN_TEXT, (context) => (context.matchBefore(/\.\w*$/) ? null : calls(context))),
  ];
  return new LanguageSupport(
    LRLanguage.define({ name: "pipeline", parser }),
    completing.map((autocomplete) => PORTABLE.language.data.of({ autocomplete })),
  );
}

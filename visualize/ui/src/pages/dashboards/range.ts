import type { Range } from "../../data/dashboards";

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
const WORDS: Record<string, string> = { s: "second", m: "minute", h: "hour", d: "day" };

/** What is offered to choose from, as it stands in the address. */
export const SPANS = ["5m", "15m", "30m", "1h", "3h", "6h", "12h", "24h", "2d", "7d", "30d"];

/** The seconds of "15m"; undefined where it is no span. */
export function secondsOf(span: string): number | undefined {
  const found = /^([1-9]\d{0,6})([smhd])$/.exec(span);
  return found ? Number(found[1]) * SECONDS[found[2]!]! : undefined;
}

/** The shortest span of these seconds: "1h" for 3600. */
export function spanOf(seconds: number): string {
  for (const unit of ["d", "h", "m"])
    if (seconds % SECONDS[unit]! === 0 && (unit !== "d" || seconds > 86_400))
      return `${seconds / SECONDS[unit]!}${unit}`;
  return `${Math.round(seconds)}s`;
}

/** "15 minutes", "hour". */
export function wordsOf(span: string): string {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(span) ?? [];
  if (!count || !unit) return span;
  return count === "1" ? WORDS[unit]! : `${count} ${WORDS[unit]}s`;
}

export interface RangeInAddress {
  last?: string;
  from?: string;
  to?: string;
}

function instant(text: unknown): string | undefined {
  if (typeof text !== "string") return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Takes from an address what makes sense of it; two times go before a span. */
export function rangeFrom(search: Record<string, unknown>): RangeInAddress {
  const from = instant(search.from);
  const to = instant(search.to);
  if (from && to && from < to) return { from, to };
  return typeof search.last === "string" && secondsOf(search.last) ? { last: search.last } : {};
}

/** What is looked at; without a word in the address as far back as the dashboard says. */
export function rangeOf({ last, from, to }: RangeInAddress, lastSeconds: number): Range {
  if (from && to) return { from, to };
  return { last: (last && secondsOf(last)) || lastSeconds };
}

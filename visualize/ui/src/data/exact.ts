type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/** Whether a number's text says more than the number that JavaScript makes of it. */
function losesDigits(source: string, value: number): boolean {
  const digits = source
    .replace(/[eE].*$/, "")
    .replace(/[^0-9]/g, "")
    .replace(/^0+/, "");
  return (
    digits.length > 15 && (/^-?\d+$/.test(source) ? !Number.isSafeInteger(value) : String(value) !== source)
  );
}

const keepDigits: Reviver = (_key, value, context) =>
  typeof value === "number" && context?.source !== undefined && losesDigits(context.source, value)
    ? context.source
    : value;

/** Parses JSON; numbers with more digits than JavaScript keeps stay as their text. */
export function parseExactly(text: string): unknown {
  return (JSON.parse as (text: string, reviver: Reviver) => unknown)(text, keepDigits);
}

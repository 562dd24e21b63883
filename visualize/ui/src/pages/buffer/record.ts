/** A key or value as a person reads it in one line; undefined where there is none. */
export function textOf(text: string | undefined, base64: string | undefined): string | undefined {
  if (base64 !== undefined) return `base64 ${base64}`;
  return text;
}

/** A value with its JSON laid out; every number keeps the digits that it came with. */
export function prettyOf(text: string | undefined, base64: string | undefined): string {
  if (text === undefined) return base64 ?? "";
  try {
    const value: unknown = JSON.parse(text);
    const laidOut = JSON.stringify(value, null, 2);
    // JSON.parse rounds what a double does not hold: then the text is shown as it is.
    return JSON.stringify(value) === compact(text) ? laidOut : text;
  } catch {
    return text;
  }
}

/** JSON without the white space between its parts. */
function compact(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
}

/** How many bytes of the log it takes up. */
export function bytesOf(text: string | undefined, base64: string | undefined): number {
  if (base64 !== undefined) return (base64.length / 4) * 3 - (/=*$/.exec(base64)?.[0].length ?? 0);
  return text === undefined ? 0 : new TextEncoder().encode(text).length;
}

import { mappingIn, NotWritable, pairOf, rootOf, withPair, withValue } from "../../data/yamlTree";

/** Where the setting is. */
export const SETTINGS = "thalweg.yaml";

/** Whether a project's settings say anything of a listener, and so where it listens. */
export function hasListener(text: string): boolean {
  const root = rootOf(text);
  const buffer = root && pairOf(text, root, "buffer");
  const mapping = buffer && mappingIn(buffer);
  return mapping !== undefined && pairOf(text, mapping, "listener") !== undefined;
}

/**
 * A project's settings with Kafka's clients let in, or not; nothing else in them changes. Where they listen stays
 * when it is switched off, for the next time.
 *
 * @param port where the settings say nothing of a listener yet
 * @throws NotWritable where it is written in a way that only people change
 */
export function switched(text: string, on: boolean, port: number): string {
  const listener = `{port: ${port}}`;
  const root = rootOf(text);
  if (!root) return `${text.trimEnd()}\nbuffer: {listener: ${listener}}\n`.trimStart();
  const buffer = pairOf(text, root, "buffer");
  if (!buffer) return on ? withPair(text, root, "buffer", `{listener: ${listener}}`) : text;
  const mapping = mappingIn(buffer);
  if (!mapping) {
    onlyEmpty(text, buffer, "buffer");
    return on ? withValue(text, buffer, `{listener: ${listener}}`) : text;
  }
  const pair = pairOf(text, mapping, "listener");
  if (!pair) return on ? withPair(text, mapping, "listener", listener) : text;
  const keys = mappingIn(pair);
  if (!keys) {
    onlyEmpty(text, pair, "listener");
    return on ? withValue(text, pair, listener) : text;
  }
  const enabled = pairOf(text, keys, "enabled");
  return enabled
    ? withValue(text, enabled, String(on))
    : on
      ? text
      : withPair(text, keys, "enabled", "false");
}

function onlyEmpty(text: string, pair: { from: number; to: number }, key: string): void {
  if (!/:\s*(null|~)?\s*$/.test(text.slice(pair.from, pair.to)))
    throw new NotWritable(`The value of ${key} in ${SETTINGS} is written in a way that only people change.`);
}

const DURATION = /^\d+(ms|s|m|h|d)$/;
const SIMPLE = /^[\p{L}°%][\p{L}\p{N}°%²³µ/ ._-]*$/u;
const WORDS = /^(true|false|null|yes|no|on|off|y|n|~)$/i;

/** A text as YAML takes it, also within braces. */
export function scalar(text: string): string {
  const simple = SIMPLE.test(text) || DURATION.test(text);
  return simple && !WORDS.test(text) && text.trim() === text ? text : JSON.stringify(text);
}

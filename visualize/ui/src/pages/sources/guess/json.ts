/** What a text is not JSON for, and where: from 0. */
export interface JsonProblem {
  at: number;
  message: string;
}

const LITERAL = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const TEXT = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

class Stop extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/** Finds the first place where a text is no JSON, which browsers tell each in their own way or not at all. */
class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  all(): void {
    this.value();
    this.space();
    if (this.at < this.text.length) this.stop("Here the JSON has ended, and more follows");
  }

  private stop(message: string): never {
    throw new Stop(Math.min(this.at, this.text.length), message);
  }

  private space(): void {
    while (/^[ \t\r\n]$/.test(this.text[this.at] ?? "")) this.at++;
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found !== null;
  }

  private takes(character: string): boolean {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private value(): void {
    this.space();
    const first = this.text[this.at];
    if (first === "{") this.entries("}", () => this.entry());
    else if (first === "[") this.entries("]", () => this.value());
    else if (first === '"') this.string();
    else if (!this.take(LITERAL) && !this.take(NUMBER))
      this.stop(
        first === undefined ? "The JSON has no end" : "Here a value is missing, or stands without quotes",
      );
  }

  private string(): void {
    if (!this.take(TEXT)) this.stop("This text has no closing quote, or a character that needs a backslash");
  }

  private entry(): void {
    this.space();
    if (this.text[this.at] !== '"') this.stop("Here the name of a field in quotes is missing");
    this.string();
    if (!this.takes(":")) this.stop("Behind the name of a field a colon is missing");
    this.value();
  }

  private entries(end: string, one: () => void): void {
    this.at++;
    if (this.takes(end)) return;
    do one();
    while (this.takes(","));
    if (!this.takes(end))
      this.stop(
        this.at >= this.text.length
          ? `A closing ${end} is missing`
          : `Here a comma or a closing ${end} is missing`,
      );
  }
}

export function jsonProblem(text: string): JsonProblem | undefined {
  try {
    new Reader(text).all();
    return undefined;
  } catch (error) {
    if (error instanceof Stop) return { at: error.at, message: error.message };
    throw error;
  }
}

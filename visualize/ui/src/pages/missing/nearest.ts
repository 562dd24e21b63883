const MOST = 3;

/** How many letters have to be changed, added or left out to make one word of another (Levenshtein, 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The names that somebody may have meant, the likeliest first; none where none is like it. */
export function nearest(name: string, names: readonly string[]): string[] {
  const asked = plain(name).slice(0, 100);
  if (asked === "") return [];
  return names
    .map((each) => {
      const known = plain(each);
      const part = asked.length > 2 && (known.includes(asked) || asked.includes(known));
      return {
        each,
        far: part ? 1 : distance(asked, known),
        most: Math.max(1, Math.floor(known.length / 3)),
      };
    })
    .filter(({ far, most }) => far <= most)
    .sort((a, b) => a.far - b.far || a.each.localeCompare(b.each))
    .slice(0, MOST)
    .map(({ each }) => each);
}

/** A file as somebody is changing it. */
export interface Draft {
  text: string;
  /** The version that it was made from; undefined for a new file. */
  base?: string;
}

const PREFIX = "thalweg.draft:";

/** Drafts outlive a reload and the way to other pages, in this tab of the browser alone. */
export function readDraft(path: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(PREFIX + path) ?? "null");
    return typeof draft === "object" && draft !== null && typeof (draft as Draft).text === "string"
      ? (draft as Draft)
      : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(path: string, draft: Draft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(PREFIX + path, JSON.stringify(draft));
    else sessionStorage.removeItem(PREFIX + path);
  } catch {
    // A full or forbidden store costs the draft on a reload, not what is typed.
  }
}

/** They are the user's, who is gone. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // Where nothing can be stored, nothing is.
  }
}

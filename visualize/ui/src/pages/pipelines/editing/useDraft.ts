import { useCallback, useState } from "react";
import { type Draft, keepDraft, readDraft } from "../../../data/drafts";
import type { ProjectFile } from "../../../data/project";

/** A file as it is being changed: what somebody typed, or the file itself while nobody did. */
export function useDraft(file: ProjectFile) {
  const [draft, setDraft] = useState(() => readDraft(file.path));
  const keep = useCallback(
    (next: Draft | undefined) => {
      keepDraft(file.path, next);
      setDraft(next);
    },
    [file.path],
  );
  const changed = draft !== undefined && draft.text !== file.text;
  const base = changed ? (draft.base ?? file.etag) : file.etag;
  return {
    text: changed ? draft.text : file.text,
    base,
    changed,
    /** Whether the file was changed by somebody else since this draft was begun. */
    overtaken: changed && base !== file.etag,
    type: (text: string) => keep(text === file.text ? undefined : { text, base }),
    /** Says that what is in the file now was seen. */
    rebase: () => draft && keep({ ...draft, base: file.etag }),
    discard: () => keep(undefined),
  };
}

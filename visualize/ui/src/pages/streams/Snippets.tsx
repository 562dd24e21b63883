import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { Code } from "../../design/Code";
import { snippets } from "./sample";
import styles from "./streams.module.css";

/** Code that sends an event to a stream, in the language of one's choice. */
export function Snippets({ stream, event }: { stream: string; event: Record<string, unknown> }) {
  const all = useMemo(() => snippets(window.location.origin, stream, event), [stream, event]);
  const [language, setLanguage] = useState("curl");
  const shown = all.find((each) => each.language === language) ?? all[0]!;
  return (
    <>
      <SegmentedControl
        size="xs"
        mb="md"
        aria-label="Language"
        data={all.map((each) => each.language)}
        value={language}
        onChange={setLanguage}
      />
      <Code label={`the ${shown.language} code`}>{shown.code}</Code>
      <p className={styles.needs}>{shown.needs}</p>
    </>
  );
}

import { ActionIcon, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Editor } from "../../design/Editor";
import { pipelineLanguage } from "../../design/languages";
import { Panel } from "../../design/Page";
import styles from "./pipelines.module.css";

const LANGUAGE = pipelineLanguage();

/** The file that a pipeline was made from. */
export function DefinitionTab({ file, text }: { file: string; text: string }) {
  return (
    <Panel
      flush
      title={file}
      aside={
        <CopyButton value={text} timeout={1500}>
          {({ copied, copy }) => (
            <ActionIcon aria-label={copied ? "Copied" : "Copy the definition"} onClick={copy}>
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          )}
        </CopyButton>
      }
    >
      <div className={styles.definition}>
        <Editor label={`Definition in ${file}`} value={text} language={LANGUAGE} readOnly />
      </div>
    </Panel>
  );
}

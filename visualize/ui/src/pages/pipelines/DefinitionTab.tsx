import { ActionIcon, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { fileQuery, type ProjectFile } from "../../data/project";
import { useMayChange } from "../../data/session";
import { Editor } from "../../design/Editor";
import { pipelineLanguage } from "../../design/languages";
import { Panel } from "../../design/Page";
import { Failure, Loading } from "../../design/StateView";
import { Reload } from "../project/Reload";
import { Editing } from "./editing/Editing";
import styles from "./pipelines.module.css";

const LANGUAGE = pipelineLanguage();

interface DefinitionTabProps {
  path: string;
  /** The text that what runs was made from. */
  running: string;
}

/** The file of a pipeline: engineers change it, viewers read it. */
export function DefinitionTab({ path, running }: DefinitionTabProps) {
  const mayChange = useMayChange();
  const { data: file, error, refetch } = useQuery(fileQuery(path));
  if (!file)
    return (
      <Panel flush title={path}>
        {error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading label="Loading the definition" />
        )}
      </Panel>
    );
  return (
    <div className={styles.stack}>
      {file.text !== running && <Reload mayChange={mayChange} />}
      {mayChange ? <Editing key={path} file={file} /> : <Reading file={file} />}
    </div>
  );
}

function Reading({ file: { path, text } }: { file: ProjectFile }) {
  return (
    <Panel
      flush
      title={path}
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
        <Editor label={`Definition in ${path}`} value={text} language={LANGUAGE} readOnly />
      </div>
    </Panel>
  );
}

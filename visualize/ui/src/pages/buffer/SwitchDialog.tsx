import { Alert, Button, Modal, NumberInput } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError } from "../../data/errors";
import { fileQuery, type ProjectFile, useSave } from "../../data/project";
import { NotWritable } from "../../data/yamlTree";
import { Failure, Loading } from "../../design/StateView";
import { Effects } from "../project/Effects";
import { Problems } from "../project/Problems";
import styles from "./buffer.module.css";
import { hasListener, SETTINGS, switched } from "./setting";

const USUAL_PORT = 9092;

interface SwitchDialogProps {
  on: boolean;
  onClose: () => void;
}

/** Says what switching the listener on or off writes and does, before it is done. */
export default function SwitchDialog({ on, onClose }: SwitchDialogProps) {
  // Nobody overwrites what they have not seen: the file as it is when the dialog opens.
  const { data: file, error, isFetching, refetch } = useQuery({ ...fileQuery(SETTINGS), staleTime: 0 });
  const [overtaken, setOvertaken] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      title={on ? "Let Kafka clients in?" : "Keep Kafka clients out?"}
      size="lg"
      centered
    >
      {overtaken && (
        <Alert color="orange" icon={<IconUsers size={18} />} role="alert" mb="md">
          Somebody changed {SETTINGS} just now. Nothing is overwritten; once more puts it into the file as it
          is now.
        </Alert>
      )}
      {isFetching ? (
        <Loading label={`Loading ${SETTINGS}`} />
      ) : file ? (
        <Asking
          key={file.etag}
          file={file}
          on={on}
          onOvertaken={() => setOvertaken(true)}
          onClose={onClose}
        />
      ) : (
        <Failure error={error} retry={() => void refetch()} />
      )}
    </Modal>
  );
}

interface AskingProps extends SwitchDialogProps {
  file: ProjectFile;
  /** It is another file by now, which is read anew. */
  onOvertaken: () => void;
}

function Asking({ file, on, onOvertaken, onClose }: AskingProps) {
  const isNew = on && !hasListener(file.text);
  const [port, setPort] = useState<string | number>(USUAL_PORT);
  const [failed, setFailed] = useState<unknown>();
  const trial = useSave();
  const save = useSave();
  const isPort = typeof port === "number" && Number.isInteger(port) && port >= 0 && port <= 65_535;

  const write = (dry: boolean) => {
    setFailed(undefined);
    try {
      const text = switched(file.text, on, typeof port === "number" ? port : USUAL_PORT);
      const saving = { path: SETTINGS, text, base: file.etag, dry };
      if (dry) trial.mutate(saving);
      else save.mutate(saving, { onSuccess: onClose, onError: (why) => isOvertaken(why) && onOvertaken() });
    } catch (mistake) {
      setFailed(mistake);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once; a port changes nothing of what happens
  useEffect(() => write(true), []);

  const error = failed ?? save.error ?? (isNew ? undefined : trial.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        write(false);
      }}
    >
      <p className={styles.text}>
        {on
          ? "Kafka's clients then read and write the log with the platform's tokens and rights. "
          : "What they have written stays. The address stays in the file, for when they are let in again. "}
        It is written into <code>{SETTINGS}</code>; its comments and all else in it stay as they are.
      </p>
      {isNew && (
        <NumberInput
          label="Port"
          description="On this machine's loopback address; another host is said in the file. 0 is any free port."
          min={0}
          max={65_535}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          value={port}
          onChange={setPort}
          error={isPort ? undefined : "A whole number from 0 to 65535"}
          mb="md"
          data-autofocus
        />
      )}
      <Effects effects={trial.data?.effects ?? []} />
      <Refusal error={error} />
      <div className={styles.paging}>
        <Button type="submit" loading={save.isPending} disabled={isNew && !isPort} data-autofocus={!isNew}>
          {on ? "Switch on" : "Switch off"}
        </Button>
        <Button variant="default" onClick={onClose}>
          Not yet
        </Button>
      </div>
    </form>
  );
}

function isOvertaken(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}

function Refusal({ error }: { error: unknown }) {
  if (!error || isOvertaken(error)) return null;
  if (error instanceof ApiError && error.problems) return <Problems problems={error.problems} />;
  if (error instanceof NotWritable)
    return <Failure error={new ApiError(409, { message: error.message, hint: "Change it by hand." })} />;
  return <Failure error={error} />;
}

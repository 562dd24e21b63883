import { Alert, Button, Group, Modal, Select, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { dashboardQuery, dashboardsQuery } from "../../../data/dashboards";
import { ApiError } from "../../../data/errors";
import { readFile, useSave } from "../../../data/project";
import type { Answer } from "../../../data/sql";
import { NotWritable } from "../../../data/yamlTree";
import { Form } from "../../../design/Form";
import type { ChartChoice } from "../chart";
import styles from "../ExplorePage.module.css";
import { addPanel, DRAWN, type Drawn, type NewPanel, nameFor, newDashboard } from "./file";

interface AddToDashboardProps {
  sql: string;
  answer: Answer;
  view: "table" | "chart";
  /** How the chart is drawn; undefined where nothing can be. */
  choice: ChartChoice | undefined;
  onClose: () => void;
}

const NEW = "a new dashboard";
const CHARTS: readonly string[] = ["line", "area", "bar"];

function drawnNow({ answer: { rows, columns }, view, choice }: AddToDashboardProps): Drawn {
  if (view === "chart" && choice) return choice.kind;
  return rows.length === 1 && columns.length === 1 ? "value" : "table";
}

/** Puts a query with how it is drawn into a dashboard's file. */
export function AddToDashboard(props: AddToDashboardProps) {
  const { sql, choice, onClose } = props;
  const dashboards = useQuery(dashboardsQuery).data ?? [];
  const [into, setInto] = useState<string | null>(null);
  const target = into ?? dashboards[0]?.name ?? NEW;
  const isNew = target === NEW;
  const existing = useQuery({ ...dashboardQuery(target), enabled: !isNew }).data;
  const [dashboardTitle, setDashboardTitle] = useState("");
  const [title, setTitle] = useState("");
  const [draw, setDraw] = useState<Drawn>(drawnNow(props));
  const [unit, setUnit] = useState("");
  const [refused, setRefused] = useState<unknown>();
  const [reading, setReading] = useState(false);
  // A new dashboard is among those that there are as soon as it is saved; its name stays what it was.
  const [added, setAdded] = useState<{ name: string; title: string }>();
  const save = useSave();
  const name = isNew
    ? nameFor(
        dashboardTitle,
        dashboards.map((each) => each.name),
      )
    : target;

  const add = async () => {
    const panel: NewPanel = {
      name: nameFor(title, existing?.panels.map((each) => each.name) ?? []),
      title: title.trim(),
      draw,
      sql,
      unit,
      columns: CHARTS.includes(draw) ? choice : undefined,
    };
    const path = `dashboards/${name}.yaml`;
    setRefused(undefined);
    setReading(true);
    try {
      const file = isNew ? undefined : await readFile(path);
      const text = file ? addPanel(file.text, panel) : newDashboard(name, dashboardTitle.trim(), panel);
      const shown = isNew ? dashboardTitle.trim() : (existing?.title ?? name);
      save.mutate(
        { path, text, base: file?.etag, dry: false },
        { onSuccess: () => setAdded({ name, title: shown }) },
      );
    } catch (error) {
      setRefused(error);
    } finally {
      setReading(false);
    }
  };

  if (added)
    return (
      <Modal opened onClose={onClose} title="Add to a dashboard" centered>
        <Alert color="green" icon={<IconCheck size={18} />} role="status">
          {title.trim()} is in the dashboard {added.title}.
        </Alert>
        <Group gap="xs" mt="md">
          <Button
            data-autofocus
            renderRoot={(root) => (
              <Link to="/dashboards/$name" params={{ name: added.name }} search={{}} {...root} />
            )}
          >
            Open the dashboard
          </Button>
          <Button variant="default" onClick={onClose}>
            Stay here
          </Button>
        </Group>
      </Modal>
    );
  const error = refused ?? save.error;
  return (
    <Modal opened onClose={onClose} title="Add to a dashboard" centered>
      <Form
        action="Add the panel"
        pending={reading || save.isPending}
        disabled={title.trim() === "" || (isNew && dashboardTitle.trim() === "")}
        error={error && wordsOf(error)}
        onSubmit={() => void add()}
        onCancel={onClose}
      >
        <TextInput
          label="Title of the panel"
          data-autofocus
          required
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Select
          label="Dashboard"
          allowDeselect={false}
          data={[
            ...dashboards.map((each) => ({ value: each.name, label: each.title })),
            { value: NEW, label: "A new dashboard…" },
          ]}
          value={target}
          onChange={setInto}
        />
        {isNew && (
          <TextInput
            label="Title of the new dashboard"
            description={
              dashboardTitle.trim()
                ? `It is the file dashboards/${name}.yaml`
                : "It becomes a file of the project"
            }
            required
            value={dashboardTitle}
            onChange={(event) => setDashboardTitle(event.currentTarget.value)}
          />
        )}
        <Group grow align="start">
          <Select
            label="Drawn as"
            allowDeselect={false}
            data={DRAWN.filter((each) => choice || !CHARTS.includes(each)).map((value) => ({
              value,
              label: value[0]!.toUpperCase() + value.slice(1),
            }))}
            value={draw}
            onChange={(chosen) => chosen && setDraw(chosen as Drawn)}
          />
          <TextInput
            label="Unit"
            placeholder="°C"
            value={unit}
            onChange={(event) => setUnit(event.currentTarget.value)}
          />
        </Group>
        {!/:(from|to)\b/.test(sql) && (
          <p className={styles.leftOut}>
            The query stays as it is. For the range of time that a dashboard's viewer chooses, change it in
            the file later: <code>:from</code> and <code>:to</code> stand for it.
          </p>
        )}
      </Form>
    </Modal>
  );
}

/** What was wrong, with the places of mistakes left out: they are those of a file that nobody sees here. */
function wordsOf(error: unknown): unknown {
  if (error instanceof NotWritable)
    return new ApiError(409, {
      message: error.message,
      hint: "Write them as a list, or put the panel in by hand",
    });
  if (!(error instanceof ApiError)) return error;
  if (error.status === 412)
    return new ApiError(412, {
      message: "Somebody changed the dashboard just now",
      hint: "Nothing is overwritten; add the panel again",
    });
  if (!error.problems) return error;
  return new ApiError(error.status, {
    message: error.problems
      .map(({ message, detail, hint }) => [message, detail, hint].filter(Boolean).join(". "))
      .join("; "),
  });
}

import { Button, Group } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { StateView } from "../../design/StateView";
import styles from "./missing.module.css";
import { nearest } from "./nearest";

const KINDS = {
  stream: { list: "/streams", all: "All streams" },
  pipeline: { list: "/pipelines", all: "All pipelines" },
  dashboard: { list: "/dashboards", all: "All dashboards" },
  topic: { list: "/buffer", all: "All topics" },
} as const;

interface MissingProps {
  kind: keyof typeof KINDS;
  name: string;
  /** The names that there are; undefined until they are known. */
  others: readonly string[] | undefined;
}

/** Says that there is nothing of this name, what was perhaps meant, and where to go on. */
export function Missing({ kind, name, others }: MissingProps) {
  const { list, all } = KINDS[kind];
  const near = nearest(name, others ?? []);
  return (
    <StateView
      icon={<IconMapQuestion size={22} />}
      title={`There is no ${kind} "${name}"`}
      action={
        <Group gap="xs" justify="center">
          <Button component={Link} to={list} variant="default">
            {all}
          </Button>
          <Button component={Link} to="/" variant="default">
            To the overview
          </Button>
        </Group>
      }
    >
      It may have another name by now, or have been removed from the project.{" "}
      {near.length > 0 && (
        <span className={styles.near}>
          Perhaps you mean{" "}
          {near.map((each, i) => (
            <Fragment key={each}>
              {i > 0 && (i === near.length - 1 ? " or " : ", ")}
              <NameLink kind={kind} name={each} />
            </Fragment>
          ))}
          .
        </span>
      )}
      {others?.length === 0 && `There are no ${kind}s.`}
    </StateView>
  );
}

function NameLink({ kind, name }: { kind: keyof typeof KINDS; name: string }) {
  switch (kind) {
    case "topic":
      return (
        <Link to="/buffer/$topic" params={{ topic: name }}>
          {name}
        </Link>
      );
    case "stream":
      return (
        <Link to="/streams/$name" params={{ name }}>
          {name}
        </Link>
      );
    case "pipeline":
      return (
        <Link to="/pipelines/$name" params={{ name }}>
          {name}
        </Link>
      );
    case "dashboard":
      return (
        <Link to="/dashboards/$name" params={{ name }} search={{}}>
          {name}
        </Link>
      );
  }
}

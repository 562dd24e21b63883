import { Button } from "@mantine/core";
import { IconPlus, IconRipple } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMayChange } from "../../data/session";
import { useStatus } from "../../data/status";
import { type Stream, streamsQuery } from "../../data/streams";
import { formatRate, plural } from "../../design/format";
import { List } from "../../design/List";
import list from "../../design/List.module.css";
import { Page, Panel } from "../../design/Page";
import { Sparkline } from "../../design/Sparkline";
import { Failure, Loading, StateView } from "../../design/StateView";

export function StreamsPage() {
  const { data, error, refetch } = useQuery(streamsQuery);
  const mayChange = useMayChange();
  return (
    <Page
      title="Streams"
      description="What comes in, and what its events hold."
      actions={mayChange && <NewSource />}
    >
      <Panel flush>
        {data ? (
          <StreamList streams={data} />
        ) : error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading label="Loading the streams" />
        )}
      </Panel>
    </Page>
  );
}

function NewSource() {
  return (
    <Button
      renderRoot={(props) => <Link to="/sources/new" {...props} />}
      leftSection={<IconPlus size={14} />}
    >
      New source
    </Button>
  );
}

function StreamList({ streams }: { streams: Stream[] }) {
  const status = useStatus();
  if (streams.length === 0)
    return (
      <StateView icon={<IconRipple size={22} />} title="This project has no streams">
        Make one from a sample of its events with "New source", or write a YAML file into the project's folder
        streams/.
      </StateView>
    );
  return (
    <List
      label="Streams"
      links
      columns={[
        { title: "Stream" },
        { title: "Fields" },
        { title: "Key" },
        { title: "Event time" },
        { title: "Events/s", right: true },
        { title: "Last minute", right: true },
      ]}
    >
      {streams.map(({ name, description, fields, key, eventTime }) => {
        const now = status?.streams.get(name);
        return (
          <tr key={name}>
            <td>
              <Link to="/streams/$name" params={{ name }} className={list.name}>
                {name}
              </Link>
              {description && <span className={list.sub}>{description}</span>}
            </td>
            <td className="number">{plural(fields.length, "field")}</td>
            <td className="mono">{key ?? "—"}</td>
            <td className="mono">{eventTime ?? "—"}</td>
            <td className="number" data-right>
              {formatRate(now?.eventsPerSecond ?? 0)}
            </td>
            <td>
              <span className={list.spark}>
                <Sparkline values={now?.history ?? []} width={110} />
              </span>
            </td>
          </tr>
        );
      })}
    </List>
  );
}

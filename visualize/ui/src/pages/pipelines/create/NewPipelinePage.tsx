import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { keepDraft, readDraft } from "../../../data/drafts";
import { useRelations } from "../../../data/relations";
import { useMayChange } from "../../../data/session";
import { useStatus } from "../../../data/status";
import { type Stream, streamsQuery } from "../../../data/streams";
import { Page, Panel } from "../../../design/Page";
import { Failure, Loading, StateView } from "../../../design/StateView";
import { Editing } from "../editing/Editing";
import { Beginnings } from "./Beginnings";
import { type Beginning, newPipeline } from "./template";

const route = getRouteApi("/inside/new-pipeline");
const TITLE = "New pipeline";

/** A pipeline is begun over a stream, tried on its last events, and saved. */
export function NewPipelinePage() {
  const mayChange = useMayChange();
  const streams = useQuery(streamsQuery);
  if (!mayChange)
    return (
      <Page title={TITLE}>
        <StateView icon={<IconLock size={22} />} title="Engineers and administrators make pipelines">
          You are signed in as a viewer. Ask one of them, or sign in as one.
        </StateView>
      </Page>
    );
  return (
    <Page
      title={TITLE}
      description="SQL that runs all the time over what comes in: tried on the last events before it is saved."
    >
      {streams.data ? (
        <Making streams={streams.data} />
      ) : streams.error ? (
        <Panel flush>
          <Failure error={streams.error} retry={() => void streams.refetch()} />
        </Panel>
      ) : (
        <Loading label="Loading the streams" />
      )}
    </Page>
  );
}

function Making({ streams }: { streams: Stream[] }) {
  const { stream, name } = route.useSearch();
  const navigate = useNavigate();
  const { relations } = useRelations();
  const running = useStatus()?.pipelines ?? [];
  const taken = [...relations, ...running].map((each) => each.name);
  // What was typed is there again after a reload; its address names the pipeline.
  const [begun, setBegun] = useState(() => (name && readDraft(pathOf(name)) ? name : undefined));

  const begin = (chosen: string, of: Stream, beginning: Beginning) => {
    keepDraft(pathOf(chosen), { text: newPipeline(chosen, of, beginning) });
    setBegun(chosen);
    void navigate({ to: "/new-pipeline", search: { stream: of.name, name: chosen }, replace: true });
  };
  if (begun)
    return (
      <Editing
        file={{ path: pathOf(begun), text: "" }}
        onSaved={() => void navigate({ to: "/pipelines/$name", params: { name: begun } })}
        onDiscard={() => setBegun(undefined)}
      />
    );
  return <Beginnings streams={streams} stream={stream} taken={taken} onBegin={begin} />;
}

const pathOf = (name: string) => `pipelines/${name}.yaml`;

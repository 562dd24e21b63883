import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { Pipeline } from "../../data/pipelines";
import { streamsQuery } from "../../data/streams";

/** What a pipeline reads, each with the way to it: streams, and topics that other pipelines write. */
export function Sources({ pipeline: { sources, stream } }: { pipeline: Pipeline }) {
  const streams = useQuery(streamsQuery).data;
  const names = sources?.map(({ stream: name = "" }) => name) ?? [stream];
  return names.map((name, i) => (
    <Fragment key={name}>
      {i > 0 && ", "}
      {streams && !streams.some((each) => each.name === name) ? (
        <Link to="/buffer/$topic" params={{ topic: name }}>
          {name}
        </Link>
      ) : (
        <Link to="/streams/$name" params={{ name }}>
          {name}
        </Link>
      )}
    </Fragment>
  ));
}

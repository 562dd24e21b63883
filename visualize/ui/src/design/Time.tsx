import { Tooltip } from "@mantine/core";
import { useNow } from "../data/clock";
import { formatDuration, formatLocal, formatUtc } from "./format";

/** A time in the viewer's zone, with UTC on hover and on focus. */
export function Time({ at }: { at: string | Date }) {
  const time = typeof at === "string" ? new Date(at) : at;
  if (Number.isNaN(time.getTime())) return <span>{String(at)}</span>;
  return (
    <Tooltip label={formatUtc(time)}>
      <time className="number" dateTime={time.toISOString()}>
        {formatLocal(time)}
      </time>
    </Tooltip>
  );
}

/** How long ago a time was, with the time itself on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow();
  const time = new Date(at);
  const past = now - time.getTime();
  return (
    <Tooltip label={`${formatLocal(time)} here, ${formatUtc(time)}`}>
      <time className="number" dateTime={time.toISOString()}>
        {past >= 0 ? `${formatDuration(past)} ago` : `in ${formatDuration(-past)}`}
      </time>
    </Tooltip>
  );
}

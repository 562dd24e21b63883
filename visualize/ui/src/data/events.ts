import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "./api";
import { follow } from "./live";

/** An event as it stands in the log: its fields, and where it lies. */
export interface LiveEvent {
  /** Unlike those of all other events of the page. */
  id: number;
  fields: Record<string, unknown>;
}

export interface LiveEvents {
  /** The newest first. */
  events: LiveEvent[];
  state: "connecting" | "open" | "lost" | "ended";
  /** Why no more follow. */
  problem?: string;
  /** How many were left out because there were too many to look at. */
  skipped: number;
  clear: () => void;
}

/** Events that are kept to be looked at. */
const KEPT = 500;
/** No eye follows more. */
const MOST_PER_SECOND = 50;
/** The page is drawn anew after this time at least, however many come; what comes after a silence is drawn at once. */
const DRAW_MILLIS = 100;

/** The latest events are shown before any new one comes. */
const LATEST = 50;

/** The address of a stream's events, all or those with a key. */
export function eventsPath(
  stream: string,
  key: string | undefined,
  parameters: Record<string, number | string>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) search.set(name, String(value));
  if (key) search.set("key", key);
  return `/api/v1/streams/${encodeURIComponent(stream)}/events?${search}`;
}

interface EventsPage {
  events: Record<string, unknown>[];
  live: string;
}

async function latest(stream: string, key: string | undefined, signal: AbortSignal): Promise<EventsPage> {
  const response = await call(eventsPath(stream, key, { order: "newest", limit: LATEST }), { signal });
  return (await response.json()) as EventsPage;
}

/** Takes events as fast as they come, and gives them on as often as a page can be drawn. */
class Gathering {
  private waiting: Record<string, unknown>[] = [];
  private left = 0;

  /** What a server-sent event says; a text where no more will follow. */
  take(name: string, data: string): string | undefined {
    const content = JSON.parse(data);
    if (name === "error") return [content.message, content.hint].filter(Boolean).join(" ");
    if (name === "skipped") this.left += Number(content.events);
    else {
      this.waiting.push(content);
      if (this.waiting.length > KEPT) this.waiting.shift();
    }
    return undefined;
  }

  /** What has come since, the newest first. */
  empty(): { newest: Record<string, unknown>[]; left: number } {
    const newest = this.waiting.reverse();
    const left = this.left;
    this.waiting = [];
    this.left = 0;
    return { newest, left };
  }
}

/** The events of a stream as they come. While paused nothing moves, and nothing is asked for. */
export function useLiveEvents(stream: string, key: string | undefined, paused: boolean): LiveEvents {
  const [events, setEvents] = useState<LiveEvent[]>([]);
  const [state, setState] = useState<LiveEvents["state"]>("connecting");
  const [problem, setProblem] = useState<string>();
  const [skipped, setSkipped] = useState(0);
  const next = useRef(0);

  useEffect(() => {
    if (paused) return;
    const gathering = new Gathering();
    const asking = new AbortController();
    let stop = () => {};
    let drawnMillis = 0;
    let drawing: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      drawing = undefined;
      drawnMillis = performance.now();
      const { newest, left } = gathering.empty();
      if (newest.length > 0) setEvents((before) => show(newest, before));
      if (left > 0) setSkipped((before) => before + left);
    };
    const drawSoon = () => {
      drawing ??= setTimeout(draw, Math.max(0, drawnMillis + DRAW_MILLIS - performance.now()));
    };
    const show = (newest: Record<string, unknown>[], before: LiveEvent[]) =>
      [...newest.map((fields) => ({ id: next.current++, fields })), ...before].slice(0, KEPT);

    setState("connecting");
    setProblem(undefined);
    setSkipped(0);
    latest(stream, key, asking.signal).then(
      (page) => {
        setEvents(() => show(page.events, []));
        stop = follow(
          eventsPath(stream, key, { max_rate: MOST_PER_SECOND }),
          {
            names: ["skipped", "error"],
            onOpen: () => setState("open"),
            onLost: () => setState((before) => (before === "ended" ? before : "lost")),
            onEvent: (name, data) => {
              // What the browser itself calls an error carries nothing.
              const end = data === undefined ? undefined : gathering.take(name, data);
              if (end === undefined) {
                drawSoon();
                return;
              }
              stop();
              setState("ended");
              setProblem(end);
            },
          },
          page.live,
        );
      },
      (error) => {
        if (asking.signal.aborted) return;
        setState("ended");
        setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      asking.abort();
      clearTimeout(drawing);
      stop();
    };
  }, [stream, key, paused]);

  const clear = useCallback(() => setEvents([]), []);
  return { events, state, problem, skipped, clear };
}

/** What is told of a connection that lives on. */
export interface LiveHandlers {
  /** An event without a name, or with one of `names`. */
  onEvent: (name: string, data: string) => void;
  onOpen?: () => void;
  /** The connection is lost; it comes back by itself. */
  onLost?: () => void;
  names?: string[];
}

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 10_000;

/** How long a page that nobody sees keeps its connections: a browser has few of them for all of its tabs. */
export const UNSEEN_MILLIS = 20_000;

/**
 * Follows server-sent events until it is told to stop. A lost connection is made anew, later and later, and goes on
 * behind the last event that came. A page that nobody sees for a while is told nothing, and catches up when it is seen.
 *
 * @param from the id of the event behind which to begin
 */
export function follow(path: string, handlers: LiveHandlers, from = ""): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = from;
  let wait = FIRST_WAIT_MILLIS;

  const take = (event: MessageEvent<string>) => {
    if (event.lastEventId) lastId = event.lastEventId;
    handlers.onEvent(event.type, event.data);
  };
  const connect = () => {
    const joint = path.includes("?") ? "&" : "?";
    source = new EventSource(lastId ? `${path}${joint}cursor=${encodeURIComponent(lastId)}` : path);
    source.onopen = () => {
      wait = FIRST_WAIT_MILLIS;
      handlers.onOpen?.();
    };
    source.onmessage = take;
    for (const name of handlers.names ?? []) source.addEventListener(name, take);
    source.onerror = (event) => {
      // The platform may name an event of its own like this.
      if (event instanceof MessageEvent) return;
      source?.close();
      handlers.onLost?.();
      timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
    };
  };
  let unseen: ReturnType<typeof setTimeout> | undefined;
  let resting = false;
  const rest = () => {
    resting = true;
    clearTimeout(timer);
    source?.close();
  };
  const look = () => {
    clearTimeout(unseen);
    if (document.visibilityState === "hidden") unseen = setTimeout(rest, UNSEEN_MILLIS);
    else if (resting) {
      resting = false;
      wait = FIRST_WAIT_MILLIS;
      connect();
    }
  };
  connect();
  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    clearTimeout(unseen);
    clearTimeout(timer);
    source?.close();
  };
}

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { follow, UNSEEN_MILLIS } from "./live";

/** Stands for the browser's; what it does is told by the test. */
class Source extends EventTarget {
  static opened: Source[] = [];
  onopen?: () => void;
  onmessage?: (event: MessageEvent) => void;
  onerror?: (event: Event) => void;
  closed = false;

  constructor(readonly url: string) {
    super();
    Source.opened.push(this);
  }

  close() {
    this.closed = true;
  }

  send(data: string, lastEventId: string) {
    this.onmessage?.(new MessageEvent("message", { data, lastEventId }));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Source);
  Source.opened = [];
});

afterEach(() => {
  vi.useRealTimers();
});

it("a lost connection goes on behind the last event that came", () => {
  const seen: string[] = [];
  follow("/events?key=a", { onEvent: (_name, data) => seen.push(data) });
  Source.opened[0]!.send("one", "p:1");
  Source.opened[0]!.onerror?.(new Event("error"));
  vi.advanceTimersByTime(1000);
  expect(Source.opened[1]!.url).toBe("/events?key=a&cursor=p%3A1");
  Source.opened[1]!.send("two", "p:2");
  expect(seen).toEqual(["one", "two"]);
});

it("the waits grow while nobody answers, and begin anew when somebody does", () => {
  follow("/events", { onEvent: () => {} });
  for (let i = 0; i < 6; i++) {
    Source.opened.at(-1)!.onerror?.(new Event("error"));
    vi.advanceTimersByTime(60_000);
  }
  const before = Source.opened.length;
  Source.opened.at(-1)!.onerror?.(new Event("error"));
  vi.advanceTimersByTime(5_000);
  expect(Source.opened).toHaveLength(before);
  vi.advanceTimersByTime(10_000);
  Source.opened.at(-1)!.onopen?.();
  Source.opened.at(-1)!.onerror?.(new Event("error"));
  vi.advanceTimersByTime(700);
  expect(Source.opened).toHaveLength(before + 2);
});

it("who stops hears and asks no more", () => {
  const lost = vi.fn();
  const stop = follow("/events", { onEvent: () => {}, onLost: lost });
  Source.opened[0]!.onerror?.(new Event("error"));
  stop();
  vi.advanceTimersByTime(60_000);
  expect(Source.opened).toHaveLength(1);
});

it("an event that the platform calls error does not end the connection", () => {
  const seen: string[] = [];
  follow("/events", { names: ["error"], onEvent: (name) => seen.push(name) });
  const source = Source.opened[0]!;
  const event = new MessageEvent("error", { data: "{}" });
  source.onerror?.(event);
  source.dispatchEvent(event);
  expect(seen).toEqual(["error"]);
  expect(source.closed).toBe(false);
});

it("a page that nobody sees for a while is told nothing, and goes on where it was when it is seen", () => {
  const seen = vi.spyOn(document, "visibilityState", "get");
  const look = (state: DocumentVisibilityState) => {
    seen.mockReturnValue(state);
    document.dispatchEvent(new Event("visibilitychange"));
  };
  const stop = follow("/seen", { onEvent: () => {} });
  // Those of other tests look too.
  const opened = () => Source.opened.filter(({ url }) => url.startsWith("/seen"));
  opened()[0]!.send("one", "p:1");
  look("hidden");
  vi.advanceTimersByTime(UNSEEN_MILLIS / 2);
  look("visible");
  vi.advanceTimersByTime(UNSEEN_MILLIS);
  expect(opened().map(({ closed }) => closed)).toEqual([false]);

  look("hidden");
  vi.advanceTimersByTime(UNSEEN_MILLIS);
  expect(opened().map(({ closed }) => closed)).toEqual([true]);
  look("visible");
  expect(opened().map(({ url }) => url)).toEqual(["/seen", "/seen?cursor=p%3A1"]);
  stop();
  look("hidden");
  look("visible");
  expect(opened().length).toBe(2);
  seen.mockRestore();
});

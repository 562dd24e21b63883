import type { Running } from "../e2e/platform.ts";

const DEVICES = 1000;

export interface Load {
  /** Ends it, and says how many events were accepted, and how many were due. */
  stop: () => Promise<{ accepted: number; due: number }>;
}

/**
 * Sends readings at a rate, in requests of so many, whatever the platform answers; each says when it was due, in
 * milliseconds since 1970.
 */
export function startLoad({ url, token }: Running, perSecond: number, perRequest: number): Load {
  const begun = Date.now();
  let due = 0;
  let accepted = 0;
  const underWay = new Set<Promise<void>>();
  const post = async (first: number) => {
    const lines = Array.from({ length: perRequest }, (_, i) => {
      const number = first + i;
      const sent = Math.floor(begun + (number * 1000) / perSecond);
      const time = new Date(sent).toISOString();
      // One partition a request: who sees an event has seen all before it.
      const device = (Math.floor(number / perRequest) * 7) % DEVICES;
      return `{"device":"dev-${device}","time":"${time}","sent":${sent},"value":${number % 100}}`;
    });
    const answer = await fetch(`${url}/api/v1/streams/readings/events`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/x-ndjson" },
      body: lines.join("\n"),
    });
    accepted += ((await answer.json()) as { accepted?: number }).accepted ?? 0;
  };
  const timer = setInterval(() => {
    const wanted = ((Date.now() - begun) * perSecond) / 1000;
    for (; due + perRequest <= wanted; due += perRequest) {
      const posting = post(due).catch(() => {});
      underWay.add(posting);
      void posting.then(() => underWay.delete(posting));
    }
  }, 2);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      return { accepted, due };
    },
  };
}

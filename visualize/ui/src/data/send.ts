import { useMutation } from "@tanstack/react-query";
import { changing, errorOf } from "./api";

/** What the platform said to events. */
export interface Sent {
  accepted: number;
  rejected: number;
  errors: { index: number; code: string; message: string; hint?: string }[];
}

/** Where none of the events was good, that is an answer too. */
const NONE_ACCEPTED = 422;

/** Sends events to a stream as who is signed in. */
export const useSend = (stream: string) =>
  useMutation({
    mutationFn: async (events: object[]): Promise<Sent> => {
      const response = await fetch(`/api/v1/streams/${encodeURIComponent(stream)}/events`, {
        method: "POST",
        headers: changing({ "Content-Type": "application/json" }),
        body: JSON.stringify(events),
      });
      if (response.ok || response.status === NONE_ACCEPTED) return (await response.json()) as Sent;
      throw await errorOf(response);
    },
  });

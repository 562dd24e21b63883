import { expect, it } from "vitest";
import { errorOf } from "./api";
import { mayPass, waitMillis } from "./connection";
import { ApiError } from "./errors";

it("who is told to come later does so, as late as told", async () => {
  const answer = new Response('{"code":"QUERY_BUSY","message":"too many queries run"}', {
    status: 503,
    headers: { "Retry-After": "2" },
  });
  const busy = await errorOf(answer);
  expect(mayPass(0, busy)).toBe(true);
  expect(mayPass(4, busy)).toBe(false);
  expect(waitMillis(0, busy)).toBeGreaterThanOrEqual(2000);
  expect(waitMillis(0, new ApiError(429, {}, 3600))).toBe(10_000);
});

it("a refusal is final, silence may pass", async () => {
  const refused = await errorOf(new Response('{"message":"no"}', { status: 503 }));
  expect(mayPass(0, refused)).toBe(false);
  expect(mayPass(0, new ApiError(404, {}))).toBe(false);
  expect(mayPass(1, new TypeError("Failed to fetch"))).toBe(true);
  expect(mayPass(2, new TypeError("Failed to fetch"))).toBe(false);
  expect(waitMillis(1, new TypeError("Failed to fetch"))).toBe(2000);
});

import { afterEach, expect, it, vi } from "vitest";
import { whenThere } from "./pages";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a part of the interface waits for a platform that does not answer, and comes when it does", async () => {
  vi.useFakeTimers();
  let up = false;
  vi.stubGlobal("fetch", () =>
    up ? Promise.resolve({ ok: true }) : Promise.reject(new TypeError("refused")),
  );
  const load = vi.fn(() => (up ? Promise.resolve("there") : Promise.reject(new TypeError("refused"))));
  const part = whenThere(load);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(load).toHaveBeenCalledTimes(1);
  up = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await part).toBe("there");
});

it("what another version does not have any more is an error", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve({ ok: true }));
  await expect(whenThere(() => Promise.reject(new TypeError("no such file")))).rejects.toThrow(
    "no such file",
  );
});

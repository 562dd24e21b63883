import { describe, expect, it } from "vitest";
import type { Listener, Records } from "../../data/topics";
import { clientsOf } from "./clients";
import { fullest, newerThan, offsetOf, olderThan, placeFrom } from "./place";
import { bytesOf, prettyOf, textOf } from "./record";

describe("the place in an address", () => {
  it("is taken where it makes sense, and left out where not", () => {
    expect(placeFrom({ partition: 2, from: "beginning" })).toEqual({ partition: 2, from: "beginning" });
    expect(placeFrom({ partition: "1", from: 120 })).toEqual({ partition: 1, from: "120" });
    expect(placeFrom({ from: "2026-01-01T09:00:00+01:00" }).from).toBe("2026-01-01T08:00:00.000Z");
    for (const wrong of ["end of it", "-5", "", null, {}])
      expect(placeFrom({ partition: wrong, from: wrong }).from).toBeUndefined();
    expect(placeFrom({ partition: -1 }).partition).toBeUndefined();
    expect(placeFrom({ partition: 1.5 }).partition).toBeUndefined();
  });

  it("without a word is the end of the fullest partition", () => {
    const partitions = [
      { partition: 0, beginning: 90, end: 100 },
      { partition: 1, beginning: 0, end: 20 },
      { partition: 2, beginning: 5, end: 25 },
    ];
    expect(fullest(partitions)).toBe(1);
    expect(offsetOf(undefined)).toBe("-50");
    expect(offsetOf("beginning")).toBe("beginning");
  });
});

describe("paging", () => {
  const page = (first: number, last: number, beginning = 10, end = 500): Records => ({
    topic: "telemetry",
    partition: 0,
    beginning,
    end,
    next: last + 1,
    records: [first, last].map((offset) => ({ offset, timestamp: "2026-01-01T08:00:00Z", headers: [] })),
  });

  it("goes back by a page, and not before the first record that is there", () => {
    expect(olderThan(page(200, 249))).toBe("150");
    expect(olderThan(page(30, 79))).toBe("10");
    expect(olderThan(page(10, 59))).toBeUndefined();
  });

  it("goes on behind the last record, until the end as it is now", () => {
    expect(newerThan(page(200, 249), 500)).toBe("250");
    expect(newerThan(page(450, 499), 500)).toBeUndefined();
    expect(newerThan(page(450, 499), 620)).toBe("500");
  });

  it("goes back from an end behind which there is nothing", () => {
    expect(olderThan({ ...page(0, 0), records: [], next: 500 })).toBe("450");
    expect(olderThan({ ...page(0, 0, 0, 0), records: [], next: 0 })).toBeUndefined();
  });
});

describe("a record", () => {
  it("is laid out where it is JSON, and never loses a digit", () => {
    expect(prettyOf('{"a": 1,\n"b":"x  y"}', undefined)).toBe('{\n  "a": 1,\n  "b": "x  y"\n}');
    expect(prettyOf('{"id":9007199254740993}', undefined)).toBe('{"id":9007199254740993}');
    expect(prettyOf("no JSON", undefined)).toBe("no JSON");
    expect(prettyOf(undefined, "AAE=")).toBe("AAE=");
  });

  it("says what is bytes, and how many", () => {
    expect(textOf(undefined, "AAE=")).toBe("base64 AAE=");
    expect(textOf(undefined, undefined)).toBeUndefined();
    expect(bytesOf(undefined, "AAE=")).toBe(2);
    expect(bytesOf("°C", undefined)).toBe(3);
    expect(bytesOf(undefined, undefined)).toBe(0);
  });
});

describe("what is pasted into a client", () => {
  const listener: Listener = {
    address: "127.0.0.1:9092",
    protocol: "SASL_PLAINTEXT",
    mechanism: "SCRAM-SHA-256",
    mechanisms: ["SCRAM-SHA-256", "PLAIN"],
    settings: ["bootstrap.servers=127.0.0.1:9092", "security.protocol=SASL_PLAINTEXT"],
  };

  it("has the address, the topic and a mechanism that the listener takes", () => {
    const [kcat, tools, java] = clientsOf(listener, "telemetry");
    expect(kcat?.read).toContain("-b 127.0.0.1:9092");
    expect(kcat?.read).toContain("sasl.mechanism=PLAIN");
    expect(kcat?.write).toContain("-P -t telemetry");
    expect(tools?.file?.text).toBe("security.protocol=SASL_PLAINTEXT");
    expect(tools?.read).toContain("--topic telemetry");
    expect(java?.read).toContain("bootstrap.servers=127.0.0.1:9092\n");
    const beyond = clientsOf({ ...listener, mechanisms: ["SCRAM-SHA-256"] }, "telemetry");
    expect(beyond[0]?.read).toContain("sasl.mechanism=SCRAM-SHA-256");
    expect(beyond[0]?.needs).toContain("2.6.1");
  });
});

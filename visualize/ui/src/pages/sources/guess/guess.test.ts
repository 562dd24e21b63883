import { expect, it } from "vitest";
import { scalar } from "../../../data/yaml";
import { isSample, type Sample } from "./cells";
import { definitionOf } from "./definition";
import { eventsOf } from "./events";
import { flat, keyOf, withField } from "./fields";
import { guessStream, nameOf } from "./guess";
import { readSample } from "./sample";

function sampleOf(text: string): Sample {
  const read = readSample(text);
  if (!isSample(read)) throw new Error(`${read.problem} (line ${read.line})`);
  return read;
}

function typesOf(text: string): Record<string, string> {
  return Object.fromEntries(guessStream(sampleOf(text)).fields.map(({ name, type }) => [name, type]));
}

it("an event as JSON gives its fields, key and event time", () => {
  const draft = guessStream(
    sampleOf('{"device_id": "p-1", "ts": "2026-03-01T09:30:00Z", "temperature": 21, "ok": true, "count": 3}'),
  );
  expect(draft.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
    "device_id string",
    "ts timestamp",
    "temperature double",
    "ok boolean",
    "count long",
  ]);
  expect(draft).toMatchObject({ key: "device_id", eventTime: "ts" });
});

it("JSON comes as an object, an array, or one a line", () => {
  expect(sampleOf(' {"a": 1}').format).toBe("json");
  expect(sampleOf('[{"a": 1}, {"a": 2}]').events).toHaveLength(2);
  const lines = sampleOf('{"a": 1}\n\n{"a": 2, "b": null}\r\n{"a": 3}\n');
  expect(lines).toMatchObject({ format: "ndjson", more: false });
  expect(lines.events).toHaveLength(3);
});

it("what is no sample is said with its line", () => {
  expect(readSample("  \n")).toEqual({ problem: "There is nothing in it" });
  expect(readSample('{"a": 1}\n{"a": }\n')).toMatchObject({ line: 2 });
  expect(readSample('{"a": 1}\n7\n')).toEqual({ problem: "This line is no JSON object", line: 2 });
  expect(readSample("[]")).toMatchObject({ problem: expect.stringContaining("empty") });
  expect(readSample("[1]")).toMatchObject({ problem: "Entry 1 of the array is no JSON object" });
  expect(readSample("a,b\n1\n")).toEqual({ problem: "This row has 1 cells, the first one 2", line: 2 });
  expect(readSample("a,b\n")).toMatchObject({ line: 1 });
  expect(readSample("a,a\n1,2")).toMatchObject({ problem: 'The first row names "a" twice' });
  expect(readSample('a,b\n1,"x\ny')).toEqual({ problem: "A quote that is opened here has no end", line: 2 });
  expect(readSample('a,b\n1,"x"y')).toMatchObject({ line: 2 });
});

it("CSV is read with quotes, line ends and delimiters of all kinds", () => {
  const { delimiter, events } = sampleOf('\uFEFFmachine;note;n\r\np-1;"a ""b""; c\nd";1\r\np-2;;2\r\n');
  expect(delimiter).toBe(";");
  expect(events.map((event) => [...event.values()].map(({ text }) => text))).toEqual([
    ["p-1", 'a "b"; c\nd', "1"],
    ["p-2", "", "2"],
  ]);
  expect(events[1]!.get("note")!.kind).toBe("missing");
  expect(sampleOf("a\tb\n1\t\n").events[0]!.get("b")!.kind).toBe("missing");
  expect(sampleOf("a,b\n1,").events[0]!.size).toBe(2);
  expect(sampleOf("a,b\n1,2\n\n3,4").events).toHaveLength(2);
});

it("CSV's cells have the types that the platform would read them as", () => {
  expect(typesOf("no,zip,ok,at,day,amount,x\n1,01234,TRUE,2026-03-01 09:30,2026-03-01,12.50,-1e3\n")).toEqual(
    {
      no: "long",
      zip: "string",
      ok: "boolean",
      at: "timestamp",
      day: "date",
      amount: "decimal(18,2)",
      x: "double",
    },
  );
});

it("milliseconds since 1970 are a time where the name says so, seconds are warned of", () => {
  expect(typesOf('{"time": 1772357400000, "size": 1772357400000}')).toEqual({
    time: "timestamp",
    size: "long",
  });
  const [field] = guessStream(sampleOf('{"time": 1772357400}')).fields;
  expect(field).toMatchObject({ type: "long", note: expect.stringContaining("seconds since 1970") });
  expect(typesOf('{"runtime": 1772357400000}')).toEqual({ runtime: "long" });
});

it("numbers keep the digits that they are written with", () => {
  expect(typesOf('{"n": 9223372036854775807, "m": 9223372036854775808}')).toEqual({
    n: "long",
    m: "decimal(38,0)",
  });
  expect(typesOf('[{"v": 1}, {"v": 2.5}]')).toEqual({ v: "double" });
});

it("objects are rows and lists are arrays, whatever is in them", () => {
  const draft = guessStream(
    sampleOf(
      `[{"machine": "p-1", "position": {"lat": 51.3, "lon": 9}, "samples": [1, 2.5, null], "grid": [[1], [2]], "tags": [],
         "readings": [{"sensor": "a", "limits": {"low": 1}}]},
        {"machine": "p-2", "position": {"lat": 52, "since": "2026-03-01T09:30:00Z"}, "readings": [{"value": 7.5}, {"sensor": "b"}]}]`,
    ),
  );
  draft.name = "machines";
  draft.fields[1]!.description = "Where it stands";
  expect(definitionOf(draft).text).toBe(`stream: machines
fields:
  machine: {type: string}
  position:
    type: row
    description: Where it stands
    fields:
      lat:   {type: double}
      lon:   {type: double}
      since: {type: timestamp}
  samples: {type: array<double>}
  grid:    {type: array<array<long>>}
  tags:    {type: array<string>}
  readings:
    type: array<row>
    fields:
      sensor: {type: string}
      limits:
        type: row
        fields:
          low: {type: long}
      value:  {type: double}
key: machine
`);
  expect(draft.fields.find(({ name }) => name === "tags")!.note).toContain("empty in the whole sample");
  const places = definitionOf(draft).places;
  expect(places[7]).toEqual({ part: "field", name: keyOf(["position", "lat"]) });
  expect(draft.eventTime).toBeUndefined();
});

it("a field inside of a row is corrected or left out like any other, and the sample is sent as that", () => {
  const sample = sampleOf('{"id": "a", "at": {"lat": 1, "note": "x", "times": [1, 2]}}');
  const draft = guessStream(sample);
  draft.name = "places";
  draft.fields = withField(draft.fields, ["at", "note"], { kept: false });
  draft.fields = withField(draft.fields, ["at", "times"], { type: "array<string>" });
  expect(definitionOf(draft).text).toBe(
    "stream: places\nfields:\n  id: {type: string}\n  at:\n    type: row\n    fields:\n      lat:   {type: double}\n      times: {type: array<string>}\nkey: id\nunknown_fields: ignore\n",
  );
  expect(eventsOf(sample.events, draft)).toEqual([{ id: "a", at: { lat: 1, times: ["1", "2"] } }]);
  const without = withField(draft.fields, ["at"], { kept: false });
  expect(flat(without).map(({ path }) => path.join("."))).toEqual(["id", "at"]);
});

it("what a stream cannot hold is left out, and said why", () => {
  const draft = guessStream(
    sampleOf('[{"id": "a", "mixed": {"lat": 1}, "first name": "x", "none": {}}, {"id": "b", "mixed": 1}]'),
  );
  expect(draft.fields.filter(({ kept }) => kept).map(({ name }) => name)).toEqual(["id"]);
  expect(draft.fields[1]!.cannot).toContain("one type");
  expect(draft.fields[2]!.cannot).toContain("begins with a letter");
  expect(draft.fields[3]!.cannot).toContain("None of its fields");
  expect(definitionOf({ ...draft, name: "people" }).text).toBe(
    "stream: people\nfields:\n  id: {type: string}\nkey: id\nunknown_fields: ignore\n",
  );
});

it("a field that is one thing here and another there is noted", () => {
  const { fields } = guessStream(sampleOf('[{"a": 1, "b": null}, {"a": "x"}]'));
  expect(fields[0]).toMatchObject({ type: "string", note: expect.stringContaining("one type") });
  expect(fields[1]).toMatchObject({ type: "string", note: expect.stringContaining("empty") });
});

it("the key is what events belong to, rather than their own number, and never what may be missing", () => {
  expect(guessStream(sampleOf('{"id": 7, "machine": "p-1"}')).key).toBe("machine");
  expect(guessStream(sampleOf('[{"machine": "p-1", "order_id": "o"}, {"order_id": "p"}]')).key).toBe(
    "order_id",
  );
  expect(guessStream(sampleOf('[{"town": "x"}, {"town": "x"}, {"town": "y"}]')).key).toBe("town");
  expect(guessStream(sampleOf('{"text": "x"}')).key).toBeUndefined();
});

it("of several times the one that an event happened at is taken", () => {
  expect(
    guessStream(sampleOf('{"installed_at": "2020-01-01T00:00Z", "measured_at": "2026-01-01T00:00Z"}'))
      .eventTime,
  ).toBe("measured_at");
});

it("a definition is written line by line, and each line says what it is about", () => {
  const draft = guessStream(sampleOf('{"machine": "p-1", "time": "2026-03-01T09:30:00Z", "price": 1.5}'));
  draft.name = "sales";
  draft.description = "Sales: all";
  draft.fields[2] = { ...draft.fields[2]!, unit: "€", required: true, description: "net, each" };
  const { text, places } = definitionOf(draft);
  expect(text).toBe(
    [
      "stream: sales",
      'description: "Sales: all"',
      "fields:",
      "  machine: {type: string}",
      "  time:    {type: timestamp}",
      '  price:   {type: "decimal(18,2)", required: true, unit: "€", description: "net, each"}',
      "key: machine",
      "event_time: {field: time, lateness: 10s}",
      "",
    ].join("\n"),
  );
  expect(places[5]).toEqual({ part: "field", name: "price" });
  expect(places).toHaveLength(8);
});

it("text that YAML would read as something else stands in quotes", () => {
  expect(["°C", "mm/s", "yes", "a, b", " x", "1", "10s", "m²"].map(scalar)).toEqual([
    "°C",
    "mm/s",
    '"yes"',
    '"a, b"',
    '" x"',
    '"1"',
    "10s",
    "m²",
  ]);
});

it("a file's name becomes a stream's", () => {
  expect(nameOf("Orders 2026-03.csv")).toBe("orders_2026_03");
  expect(nameOf("7 readings.json")).toBe("readings");
});

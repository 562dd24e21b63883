import { expect, it } from "vitest";
import { NotWritable } from "../../data/yamlTree";
import { hasListener, switched } from "./setting";

const on = (text: string, port = 9092) => switched(text, true, port);
const off = (text: string) => switched(text, false, 9092);

it("the setting is added behind what is there, and all else stays as it was", () => {
  const text = "# The plant\nname: plant # its name\n\nhttp: {port: 8420}\n# the end\n";
  expect(on(text)).toBe(
    "# The plant\nname: plant # its name\n\nhttp: {port: 8420}\nbuffer: {listener: {port: 9092}}\n# the end\n",
  );
  expect(on("name: plant", 9393)).toBe("name: plant\nbuffer: {listener: {port: 9393}}\n");
  expect(on("name: plant\r\nhttp: {port: 1}\r\n")).toBe(
    "name: plant\r\nhttp: {port: 1}\r\nbuffer: {listener: {port: 9092}}\r\n",
  );
});

it("where there are settings of the buffer, it joins them in their own form", () => {
  expect(on("buffer: {keep: 7d} # long\nname: a\n")).toBe(
    "buffer: {listener: {port: 9092}, keep: 7d} # long\nname: a\n",
  );
  expect(on("buffer: { keep: 7d }\n")).toBe("buffer: { listener: {port: 9092}, keep: 7d }\n");
  expect(on("buffer: {}\n")).toBe("buffer: {listener: {port: 9092}}\n");
  expect(on("buffer:\n    # a week\n    keep: 7d # or so\nname: a\n")).toBe(
    "buffer:\n    # a week\n    keep: 7d # or so\n    listener: {port: 9092}\nname: a\n",
  );
  expect(on("buffer:\nname: a\n")).toBe("buffer: {listener: {port: 9092}}\nname: a\n");
  expect(on('"buffer": {\n  keep: 7d,\n}\n')).toBe('"buffer": {\n  listener: {port: 9092}, keep: 7d,\n}\n');
});

it("switched off it keeps its address, and comes back with it", () => {
  const flow = "buffer: {keep: 7d, listener: {port: 9393, host: 0.0.0.0, advertised: plant}} # ours\n";
  const flowOff = flow.replace("{port", "{enabled: false, port");
  expect(off(flow)).toBe(flowOff);
  expect(on(flowOff)).toBe(flowOff.replace("false", "true"));
  expect(off(flowOff.replace("false", "true"))).toBe(flowOff);

  const block = "buffer:\n  listener:\n    port: 9393 # ours\n  keep: 7d\n";
  const blockOff = "buffer:\n  listener:\n    port: 9393 # ours\n    enabled: false\n  keep: 7d\n";
  expect(off(block)).toBe(blockOff);
  expect(on(blockOff)).toBe(blockOff.replace("false", "true"));
  expect(off("buffer: {listener: {}}\n")).toBe("buffer: {listener: {enabled: false}}\n");
});

it("what is as it should be already stays, letter by letter", () => {
  for (const text of [
    "name: a\n",
    "buffer: {keep: 7d}\n",
    "buffer:\n",
    "buffer: {listener: {enabled: false}}\n",
  ])
    expect(off(text)).toBe(text);
  expect(on("buffer: {listener: {port: 1}}\n")).toBe("buffer: {listener: {port: 1}}\n");
});

it("what only people can change is left to them", () => {
  expect(() => on("defaults: &b {keep: 7d}\nbuffer: *b\n")).toThrow(NotWritable);
  expect(() => on("buffer: {listener: &l {port: 1}}\n")).toThrow(NotWritable);
});

it("whether there is an address already decides whether one is asked for", () => {
  expect(hasListener("name: a\nbuffer: {keep: 7d}\n")).toBe(false);
  expect(hasListener("buffer: {listener: {enabled: false}}\n")).toBe(true);
  expect(hasListener("# nothing\n")).toBe(false);
});

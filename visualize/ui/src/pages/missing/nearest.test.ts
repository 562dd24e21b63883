import { expect, it } from "vitest";
import { nearest } from "./nearest";

const NAMES = ["telemetry", "orders", "minute_average", "hour_average", "hot-machines"];

it("a name that is nearly one that there is leads to it", () => {
  expect(nearest("telemtry", NAMES)).toEqual(["telemetry"]);
  expect(nearest("Hot_Machines", NAMES)).toEqual(["hot-machines"]);
  expect(nearest("order", NAMES)).toEqual(["orders"]);
  expect(nearest("average", NAMES)).toEqual(["hour_average", "minute_average"]);
});

it("a name that is like nothing leads nowhere", () => {
  expect(nearest("zebra", NAMES)).toEqual([]);
  expect(nearest("__", NAMES)).toEqual([]);
  expect(nearest("telemetry", [])).toEqual([]);
});

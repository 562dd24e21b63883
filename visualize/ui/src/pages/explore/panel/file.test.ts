import { expect, it } from "vitest";
import { NotWritable } from "../../../data/yamlTree";
import { addPanel, type NewPanel, nameFor, newDashboard, panelLines } from "./file";

const PANEL: NewPanel = {
  name: "hot",
  title: "Hot machines",
  draw: "line",
  sql: "\n  SELECT time,\n    temperature\n  FROM telemetry;\n",
  unit: "°C",
  columns: { x: "time", y: ["temperature"], by: "machine" },
};

const LINES = `  - panel: hot
    title: Hot machines
    draw: line
    sql: |
      SELECT time,
        temperature
      FROM telemetry
    columns: {x: time, y: [temperature], series: machine}
    unit: °C`;

it("a panel is written as people write them", () => {
  expect(panelLines(PANEL, "  ")).toBe(LINES);
});

it("it stands behind the other panels, and all else stays as it was", () => {
  const head =
    "dashboard: line # of a plant\npanels:\n  # the first\n  - panel: a\n    draw: table\n    sql: |\n      SELECT 1\n";
  expect(addPanel(`${head}\n# the end\nrefresh: 5s\n`, PANEL)).toBe(
    `${head}${LINES}\n\n# the end\nrefresh: 5s\n`,
  );
  expect(addPanel(head, PANEL)).toBe(`${head}${LINES}\n`);
  expect(addPanel(head.trimEnd(), PANEL)).toBe(`${head}${LINES}\n`);
});

it("a list that is not indented stays so", () => {
  const text = "dashboard: a\npanels:\n- panel: a\n  draw: table\n  sql: SELECT 1 # one\nrefresh: 5s\n";
  expect(addPanel(text, PANEL)).toBe(text.replace("refresh", `${LINES.replaceAll(/^ {2}/gm, "")}\nrefresh`));
});

it("a dashboard without panels gets its first one", () => {
  expect(addPanel("dashboard: a\n", PANEL)).toBe(`dashboard: a\npanels:\n${LINES}\n`);
  expect(addPanel("dashboard: a\npanels: []\nrefresh: 5s\n", PANEL)).toBe(
    `dashboard: a\npanels:\n${LINES}\nrefresh: 5s\n`,
  );
});

it("panels in brackets are left to people", () => {
  expect(() => addPanel("dashboard: a\npanels: [{panel: a, draw: table, sql: SELECT 1}]\n", PANEL)).toThrow(
    NotWritable,
  );
});

it("a new dashboard has the panel alone", () => {
  expect(newDashboard("heat", "Heat: all", PANEL)).toBe(
    `dashboard: heat\ntitle: "Heat: all"\npanels:\n${LINES}\n`,
  );
});

it("a title becomes a name that is not taken", () => {
  expect(nameFor("Hot machines, now", [])).toBe("hot_machines_now");
  expect(nameFor("Über 80 °C", ["uber_80_c"])).toBe("uber_80_c_2");
  expect(nameFor("80 %", [])).toBe("panel");
});

import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Panel } from "../../data/dashboards";
import { GaugePanel, ValuePanel } from "./ValuePanel";

const PANEL: Panel = {
  name: "temperature",
  title: "Temperature",
  place: { x: 0, y: 0, width: 3, height: 3 },
  sql: "SELECT 1",
  draw: "gauge",
  columns: [],
  roles: { y: ["temperature"] },
  unit: "°C",
  min: 0,
  max: 120,
  thresholds: [
    { from: 70, level: "warning" },
    { from: 90, level: "critical" },
  ],
};

it("a gauge says its value, its level and its ends to those who do not see it", () => {
  render(
    <MantineProvider>
      <GaugePanel panel={PANEL} value={{ text: "72.5", number: 72.5 }} />
    </MantineProvider>,
  );
  const meter = screen.getByRole("meter", { name: "Temperature" });
  expect(meter.getAttribute("aria-valuenow")).toBe("72.5");
  expect(meter.getAttribute("aria-valuetext")).toBe("72.5 °C, warning, from 0 to 120");
  expect(screen.getByText("warning")).toBeTruthy();
});

it("a value below every threshold has no level", () => {
  render(
    <MantineProvider>
      <ValuePanel panel={PANEL} value={{ text: "20", number: 20 }} />
    </MantineProvider>,
  );
  expect(screen.getByText("20").textContent).toBe("20 °C");
  expect(screen.queryByText(/warning|critical/)).toBeNull();
});

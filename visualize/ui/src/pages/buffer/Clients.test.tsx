import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Clients, ListenerState } from "./Clients";

it("where nobody is let in, the setting that lets them in is there to be copied", () => {
  render(
    <MantineProvider>
      <ListenerState />
      <Clients topic="telemetry" writable />
    </MantineProvider>,
  );
  expect(screen.getByText("off")).toBeTruthy();
  expect(screen.getByRole("group", { name: "the setting" }).textContent).toBe(
    "buffer:\n  listener: {port: 9092}",
  );
  expect(screen.getByText(/stop the platform and start it again/)).toBeTruthy();
});

it("an outside cluster lets its clients in itself, at its address", () => {
  render(
    <MantineProvider>
      <ListenerState cluster="kafka-1:9092" />
      <Clients cluster="kafka-1:9092" topic="telemetry" writable />
    </MantineProvider>,
  );
  expect(screen.getByText("outside cluster")).toBeTruthy();
  expect(screen.getByRole("group").textContent).toBe("bootstrap.servers=kafka-1:9092");
});

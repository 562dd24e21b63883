import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { createQueryClient } from "../../data/connection";
import type { Session } from "../../data/session";
import { Clients } from "./Clients";
import { ListenerState, type Where } from "./ListenerSwitch";

const LISTENER = {
  address: "127.0.0.1:9092",
  protocol: "SASL_PLAINTEXT",
  mechanism: "SCRAM-SHA-256",
  mechanisms: ["SCRAM-SHA-256"],
  settings: ["bootstrap.servers=127.0.0.1:9092"],
};

function show(where: Where, role = "engineer") {
  const session: Session = { user: "ann", role, csrf: "x" };
  const client = createQueryClient();
  client.setQueryData<Session | null>(["session"], session);
  render(
    <QueryClientProvider client={client}>
      <MantineProvider>
        <ListenerState {...where} />
        <Clients where={where} topic="telemetry" writable />
      </MantineProvider>
    </QueryClientProvider>,
  );
  return screen.getByRole<HTMLInputElement>("switch", { name: "Let Kafka clients in" });
}

it("where nobody is let in, those who may change the project can switch it on", () => {
  const control = show({});
  expect(screen.getByText("off")).toBeTruthy();
  expect([control.checked, control.disabled]).toEqual([false, false]);
});

it("who only reads is told who switches it", () => {
  const control = show({}, "viewer");
  expect(control.disabled).toBe(true);
  expect(screen.getByText(/Engineers and administrators switch it/)).toBeTruthy();
});

it("what is written but not yet so is said to come at the next start", () => {
  const control = show({ next: { enabled: true, address: "127.0.0.1:9092" } });
  expect(control.checked).toBe(true);
  expect(screen.getByText("on after the next start")).toBeTruthy();
  expect(screen.getByText(/stop the platform and start it again, and clients come in at 127/)).toBeTruthy();
  expect(screen.queryByRole("group")).toBeNull();
});

it("what is switched off goes on until the next start, and says so", () => {
  const control = show({ listener: LISTENER, next: { enabled: false } }, "viewer");
  expect(control.checked).toBe(false);
  expect(screen.getByText("off after the next start")).toBeTruthy();
});

it("an outside cluster lets its clients in itself, at its address", () => {
  const control = show({ cluster: "kafka-1:9092" });
  expect(control.disabled).toBe(true);
  expect(screen.getByText("outside cluster")).toBeTruthy();
  expect(screen.getByRole("group").textContent).toBe("bootstrap.servers=kafka-1:9092");
});

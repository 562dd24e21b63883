import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { ApiError } from "../data/errors";
import { Failure } from "./StateView";
import { Time } from "./Time";

function show(content: ReactNode) {
  return render(<MantineProvider>{content}</MantineProvider>);
}

it("a failure is told in the platform's words, with a way to go on", async () => {
  const retry = vi.fn();
  const error = new ApiError(503, {
    code: "QUERY_BUSY",
    message: "too many queries run",
    hint: "Ask again later.",
  });
  show(<Failure error={error} retry={retry} />);
  expect(screen.getByRole("alert").textContent).toContain("too many queries run");
  expect(screen.getByRole("alert").textContent).toContain("Ask again later.");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledOnce();
});

it("silence is told apart from a refusal", () => {
  show(<Failure error={new TypeError("Failed to fetch")} />);
  expect(screen.getByRole("alert").textContent).toContain("The platform does not answer");
  expect(screen.getByRole("alert").textContent).not.toContain("TypeError");
});

it("a time is written in the viewer's zone, and says for machines which one it is", () => {
  show(<Time at="2026-01-31T13:05:09.250Z" />);
  const time = screen.getByText(/:05:09\.250$/);
  expect(time.getAttribute("datetime")).toBe("2026-01-31T13:05:09.250Z");
});

it("what is no time is shown as it is", () => {
  show(<Time at="not yet" />);
  expect(screen.getByText("not yet")).toBeTruthy();
});

import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// What the component kit asks of a browser, and this one has not.
vi.stubGlobal(
  "matchMedia",
  vi.fn((query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
    onchange: null,
  })),
);

afterEach(cleanup);

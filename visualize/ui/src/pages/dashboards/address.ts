import type { Variable } from "../../data/dashboards";
import { type RangeInAddress, rangeFrom } from "./range";

/** What a variable's name has before it in an address. */
export const VARIABLE = "var-";

/** What an address says of a dashboard: the time, and a value for each variable that was chosen. */
export interface DashboardSearch extends RangeInAddress {
  [variable: `var-${string}`]: string | undefined;
}

export function searchFrom(search: Record<string, unknown>): DashboardSearch {
  const chosen = Object.entries(search)
    .filter(([name, value]) => name.startsWith(VARIABLE) && value !== undefined && value !== null)
    .map(([name, value]) => [name, String(value)]);
  return { ...Object.fromEntries(chosen), ...rangeFrom(search) };
}

/** The values that hold; a variable is missing while nobody chose and it has none by itself. */
export function chosenVariables(variables: Variable[], search: DashboardSearch): Record<string, string> {
  return Object.fromEntries(
    variables
      .map(({ name, initial, values }) => [name, search[`${VARIABLE}${name}`] ?? initial ?? values?.[0]])
      .filter(([, value]) => value !== undefined),
  );
}

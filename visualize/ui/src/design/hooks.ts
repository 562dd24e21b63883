import { useComputedColorScheme } from "@mantine/core";

export { useElementSize } from "@mantine/hooks";

/** light or dark, as it is now. */
export function useMantineColorSchemeAttribute(): "light" | "dark" {
  return useComputedColorScheme("light");
}

import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The colour of moving water; its seventh shade has contrast 4.5 with white. */
const river: MantineColorsTuple = [
  "#e8f7fb",
  "#d0edf5",
  "#a3dbea",
  "#71c8df",
  "#47b7d4",
  "#2ba8c9",
  "#1592b4",
  "#0b7897",
  "#08647e",
  "#04495d",
];

/** Its seventh shade has contrast 5.5 with white. */
const red: MantineColorsTuple = [
  "#fff5f5",
  "#ffe3e3",
  "#ffc9c9",
  "#ffa8a8",
  "#ff8787",
  "#fa5252",
  "#e03131",
  "#c92a2a",
  "#b02525",
  "#961f1f",
];

/** Neutral with a breath of the same hue, so that panels and water belong together. */
const slate: MantineColorsTuple = [
  "#e9ebee",
  "#c8ccd2",
  "#a4abb5",
  "#858d99",
  "#5b636e",
  "#3a4149",
  "#272c33",
  "#1b1f24",
  "#14171b",
  "#0e1114",
];

const TONES: Record<string, string> = { red: "bad", orange: "warn", green: "good" };

export const theme = createTheme({
  primaryColor: "river",
  primaryShade: 7,
  colors: { river, red, dark: slate },
  fontFamily:
    'Inter, "Inter Variable", ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.35", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.35" },
  defaultRadius: 6,
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "20px", lineHeight: "28px" }, h2: { fontSize: "14px", lineHeight: "20px" } },
  },
  components: {
    // As soft as every other state, in the dark too.
    Alert: {
      vars: (_theme: unknown, { color = "blue" }: { color?: string }) => {
        const tone = TONES[color] ?? "accent";
        const text = tone === "accent" ? "var(--accent-text)" : `var(--${tone})`;
        return { root: { "--alert-bg": `var(--${tone}-soft)`, "--alert-color": text } };
      },
    },
    Button: { defaultProps: { size: "xs" } },
    InputWrapper: { styles: { label: { marginBottom: 4 } } },
    Modal: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, arrowSize: 6 } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
  },
});

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Range, type Variable, valuesQuery } from "../../data/dashboards";

interface VariableSelectProps {
  dashboard: string;
  variable: Variable;
  value?: string;
  variables: Record<string, string>;
  range: Range;
  onChange: (value: string) => void;
}

/** Chooses one of a variable's values. */
export function VariableSelect({
  dashboard,
  variable,
  value,
  variables,
  range,
  onChange,
}: VariableSelectProps) {
  const others = Object.fromEntries(Object.entries(variables).filter(([name]) => name !== variable.name));
  const { data, error, isLoading } = useQuery({
    ...valuesQuery(dashboard, variable.name, { variables: others, range }),
    enabled: variable.sql !== undefined,
  });
  const offered = variable.values ?? data ?? [];
  const first = offered[0];
  useEffect(() => {
    if (value === undefined && first !== undefined) onChange(first);
  }, [value, first, onChange]);
  return (
    <Select
      label={variable.label}
      size="xs"
      w={220}
      searchable={offered.length > 8}
      allowDeselect={false}
      placeholder={isLoading ? "Loading…" : "Choose"}
      nothingFoundMessage="There is no such value"
      // What an address says is shown, also when nothing has that value now.
      data={value !== undefined && !offered.includes(value) ? [value, ...offered] : offered}
      value={value ?? null}
      error={error ? error.message : undefined}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  );
}

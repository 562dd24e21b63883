import { MultiSelect, SegmentedControl, Select } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconChartLine } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Answer } from "../../data/sql";
import { Chart } from "../../design/Chart";
import { isNumeric } from "../../design/DataGrid";
import { StateView } from "../../design/StateView";
import { type ChartChoice, type ChartKind, draw, guessChart } from "./chart";
import styles from "./ExplorePage.module.css";

const LEAST_HEIGHT = 240;
/** uPlot's legend and the chart's own margins. */
const BESIDES = 64;

/** How an answer is drawn: as guessed, until somebody chooses. */
export function useChartChoice(answer: Answer) {
  const guess = useMemo(() => guessChart(answer), [answer]);
  // What was chosen holds as long as the columns are the same.
  const shape = JSON.stringify(answer.columns);
  const [chosen, setChosen] = useState<{ shape: string; choice: ChartChoice }>();
  const choice = chosen?.shape === shape ? chosen.choice : guess;
  return [choice, (next: ChartChoice) => setChosen({ shape, choice: next })] as const;
}

interface ChartViewProps {
  answer: Answer;
  choice: ChartChoice | undefined;
  onChoose: (choice: ChartChoice) => void;
}

export function ChartView({ answer, choice, onChoose }: ChartViewProps) {
  const { ref, height } = useElementSize();
  const drawing = useMemo(() => (choice ? draw(answer, choice) : undefined), [answer, choice]);
  if (!choice || !drawing)
    return (
      <StateView icon={<IconChartLine size={22} />} title="There is nothing to draw">
        A chart needs a column of numbers, and a time, a name or another number to stand them on.
      </StateView>
    );
  const change = (part: Partial<ChartChoice>) => onChoose({ ...choice, ...part });
  return (
    <div className={styles.chartView}>
      <Choices answer={answer} choice={choice} onChange={change} />
      <div ref={ref} className={styles.chartRoom}>
        <Chart
          label={`${choice.y.join(", ")} by ${choice.x}${choice.by ? `, for each ${choice.by}` : ""}: ${drawing.x.length} points. The table has the same values.`}
          x={drawing.x}
          xKind={drawing.xKind}
          series={drawing.series}
          kind={choice.kind}
          height={Math.max(LEAST_HEIGHT, height - BESIDES)}
        />
      </div>
      {drawing.leftOut > 0 && (
        <p className={styles.leftOut}>
          {drawing.leftOut} more lines are left out; narrow the query down to see them.
        </p>
      )}
    </div>
  );
}

interface ChoicesProps {
  answer: Answer;
  choice: ChartChoice;
  onChange: (part: Partial<ChartChoice>) => void;
}

function Choices({ answer, choice, onChange }: ChoicesProps) {
  const names = [...new Set(answer.columns.map(({ name }) => name))];
  const numbers = [...new Set(answer.columns.filter(({ type }) => isNumeric(type)).map(({ name }) => name))];
  return (
    <div className={styles.choices}>
      <SegmentedControl
        size="xs"
        aria-label="Kind of chart"
        value={choice.kind}
        onChange={(kind) => onChange({ kind: kind as ChartKind })}
        data={[
          { value: "line", label: "Line" },
          { value: "area", label: "Area" },
          { value: "bar", label: "Bar" },
        ]}
      />
      <Select
        size="xs"
        w={150}
        aria-label="Horizontal axis"
        leftSection="x"
        allowDeselect={false}
        data={names}
        value={choice.x}
        onChange={(x) => x && onChange({ x })}
      />
      <MultiSelect
        size="xs"
        w={260}
        aria-label="Values"
        leftSection="y"
        data={numbers}
        value={choice.y}
        onChange={(y) => y.length > 0 && onChange({ y })}
      />
      <Select
        size="xs"
        w={170}
        aria-label="A line for each"
        placeholder="a line for each…"
        clearable
        data={names.filter((name) => name !== choice.x && !choice.y.includes(name))}
        value={choice.by ?? null}
        onChange={(by) => onChange({ by: by ?? undefined })}
      />
    </div>
  );
}

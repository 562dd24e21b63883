import { Tooltip } from "@mantine/core";
import { IconInfoCircle, IconMoodEmpty } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { memo, type ReactNode, useEffect } from "react";
import { type Panel, type PanelRows, panelQuery, type Range } from "../../data/dashboards";
import { DataGrid } from "../../design/DataGrid";
import { Failure, Loading } from "../../design/StateView";
import { StatusIcon } from "../../design/Status";
import { ChartPanel } from "./ChartPanel";
import styles from "./dashboards.module.css";
import { MapPanel } from "./MapPanel";
import { GaugePanel, ValuePanel } from "./ValuePanel";
import { newestOf, pointsOf, shortened } from "./values";

interface PanelViewProps {
  dashboard: string;
  panel: Panel;
  variables: Record<string, string>;
  range: Range;
  /** Seconds until it is asked anew; undefined for not by itself. */
  every?: number;
  /** Whether all that it needs was chosen. */
  ready: boolean;
  onUpdated: (at: number) => void;
  onSpan: (from: number, to: number) => void;
}

const CHARTS = new Set<Panel["draw"]>(["line", "area", "bar"]);

/** One panel in each of its states. */
export const PanelView = memo(function PanelView(props: PanelViewProps) {
  const { dashboard, panel, variables, range, every, ready, onUpdated, onSpan } = props;
  const { data, error, dataUpdatedAt, isPlaceholderData, refetch } = useQuery({
    ...panelQuery(dashboard, panel.name, { variables, range }, every),
    enabled: ready,
  });
  useEffect(() => {
    if (dataUpdatedAt > 0) onUpdated(dataUpdatedAt);
  }, [dataUpdatedAt, onUpdated]);
  return (
    <section
      className={styles.panel}
      aria-label={panel.title}
      data-draw={panel.draw}
      data-old={isPlaceholderData || undefined}
      style={{
        gridColumn: `${panel.place.x + 1} / span ${panel.place.width}`,
        gridRow: `${panel.place.y + 1} / span ${panel.place.height}`,
      }}
    >
      <div className={styles.panelHead}>
        <h2>
          {panel.title}
          {/* A chart's axis has no room for it. */}
          {panel.unit && CHARTS.has(panel.draw) && <span className={styles.headUnit}>{panel.unit}</span>}
        </h2>
        {panel.description && (
          <Tooltip label={panel.description} multiline maw={320}>
            <span className={styles.info} tabIndex={0}>
              <IconInfoCircle size={14} aria-hidden />
              <span className="unseen">{panel.description}</span>
            </span>
          </Tooltip>
        )}
        {error && data && <StatusIcon tone="bad" label={`Not up to date: ${error.message}`} size={14} />}
      </div>
      <div className={styles.body}>
        {data ? (
          <Content panel={panel} rows={data} range={range} group={dashboard} onSpan={onSpan} />
        ) : error ? (
          <div className={styles.failure}>
            <Failure error={error} retry={() => void refetch()} />
          </div>
        ) : (
          <Loading lines={Math.min(5, panel.place.height + 1)} label={`Loading ${panel.title}`} />
        )}
      </div>
    </section>
  );
});

function Empty({ children }: { children: ReactNode }) {
  return (
    <p className={styles.empty}>
      <IconMoodEmpty size={18} aria-hidden />
      {children}
    </p>
  );
}

interface ContentProps {
  panel: Panel;
  rows: PanelRows;
  range: Range;
  group: string;
  onSpan: (from: number, to: number) => void;
}

function Content({ panel, rows, range, group, onSpan }: ContentProps) {
  if (rows.rows.length === 0) return <Empty>Nothing in this time</Empty>;
  switch (panel.draw) {
    case "line":
    case "area":
    case "bar":
      return <ChartPanel panel={panel} rows={rows} range={range} group={group} onSpan={onSpan} />;
    case "value":
    case "gauge": {
      const value = newestOf(rows, panel.roles);
      if (!value || (panel.draw === "gauge" && value.number === undefined))
        return <Empty>No value in this time</Empty>;
      return panel.draw === "gauge" ? (
        <GaugePanel panel={panel} value={value} />
      ) : (
        <ValuePanel panel={panel} value={value} />
      );
    }
    case "table":
      return <DataGrid label={panel.title} columns={rows.columns} rows={shortened(rows)} />;
    case "map":
      return pointsOf(rows, panel.roles).length === 0 ? (
        <Empty>No row has a place on earth</Empty>
      ) : (
        <MapPanel panel={panel} rows={rows} />
      );
  }
}

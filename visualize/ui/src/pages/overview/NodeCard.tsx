import { IconMessages, IconRipple, IconTable, type TablerIcon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { someRows } from "../../data/relations";
import type { PipelineNow } from "../../data/status";
import { formatCount, formatDuration, formatRate } from "../../design/format";
import { Sparkline } from "../../design/Sparkline";
import { StatusIcon } from "../../design/Status";
import { pipelineState, secondsBehind } from "../pipelines/state";
import styles from "./NodeCard.module.css";
import type { RiverNode } from "./river";

/** A node of the river, which leads to its page. */
export function NodeCard({ node }: { node: RiverNode }) {
  switch (node.kind) {
    case "stream":
      return (
        <Link to="/streams/$name" params={{ name: node.name }} className={styles.card}>
          <span className={styles.head}>
            <IconRipple size={15} aria-hidden className={styles.water} />
            <span className="unseen">stream </span>
            <span className={styles.name}>{node.name}</span>
          </span>
          <span className={styles.meta}>
            <span className={`number ${styles.big}`}>{formatRate(node.now?.eventsPerSecond ?? 0)}</span>
            <span>events/s</span>
            <span className={styles.spark}>
              <Sparkline values={node.now?.history ?? []} />
            </span>
          </span>
        </Link>
      );
    case "pipeline":
      return <PipelineCard pipeline={node.pipeline} />;
    case "table":
      return (
        <Link
          to="/explore"
          search={{ sql: someRows(node.name) }}
          className={`${styles.card} ${styles.output}`}
        >
          <Output icon={IconTable} kind="table" name={node.name} />
        </Link>
      );
    case "topic":
      return (
        <Link to="/buffer/$topic" params={{ topic: node.name }} className={`${styles.card} ${styles.output}`}>
          <Output icon={IconMessages} kind="topic" name={node.name} />
        </Link>
      );
  }
}

function Output({ icon: Icon, kind, name }: { icon: TablerIcon; kind: string; name: string }) {
  return (
    <span className={styles.head}>
      <Icon size={15} aria-hidden className={styles.quiet} />
      <span className="unseen">{kind} </span>
      <span className={styles.name}>{name}</span>
    </span>
  );
}

function PipelineCard({ pipeline }: { pipeline: PipelineNow }) {
  const state = pipelineState(pipeline);
  return (
    <Link
      to="/pipelines/$name"
      params={{ name: pipeline.name }}
      className={styles.card}
      data-tone={state.tone}
      title={pipeline.error}
    >
      <span className={styles.head}>
        <StatusIcon tone={state.tone} label={state.label} size={14} />
        <span className="unseen">pipeline </span>
        <span className={styles.name}>{pipeline.name}</span>
      </span>
      <span className={styles.meta}>
        {pipeline.error ? (
          <span className={styles.error}>{pipeline.error}</span>
        ) : (
          <Progress pipeline={pipeline} />
        )}
      </span>
    </Link>
  );
}

/** How far behind a pipeline is, in time where that can be said. */
function Progress({ pipeline }: { pipeline: PipelineNow }) {
  const behind = secondsBehind(pipeline);
  if (behind !== undefined && behind < 1) return <span>up to date</span>;
  return (
    <span className="number">
      {behind === undefined ? `${formatCount(pipeline.lag)} events` : formatDuration(behind * 1000)} behind
    </span>
  );
}

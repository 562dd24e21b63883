import { Kbd, UnstyledButton } from "@mantine/core";
import {
  IconDatabaseSearch,
  IconKey,
  IconLayoutDashboard,
  IconRipple,
  IconSearch,
  IconStack2,
  IconTopologyStar3,
  type TablerIcon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { dashboardsQuery } from "../data/dashboards";
import { useSession } from "../data/session";
import { useStatus } from "../data/status";
import { streamsQuery } from "../data/streams";
import { formatRate } from "../design/format";
import { StatusIcon } from "../design/Status";
import { pipelineState } from "../pages/pipelines/state";
import { Account } from "./Account";
import { Brand } from "./Brand";
import styles from "./Navigation.module.css";
import { openPalette } from "./Palette";

/** More of one kind are behind their list's link. */
const MOST_ITEMS = 9;

export function Navigation() {
  const streams = useQuery(streamsQuery).data;
  const dashboards = useQuery(dashboardsQuery).data;
  const isAdministrator = useSession()?.role === "administrator";
  const status = useStatus();
  const pipelines = status?.pipelines;
  return (
    <nav aria-label="Pages" className={styles.navigation}>
      <div className={styles.head}>
        <Brand />
      </div>
      <UnstyledButton className={styles.search} onClick={openPalette}>
        <IconSearch size={14} aria-hidden />
        <span>Go to…</span>
        <Kbd size="xs">{isApple() ? "⌘" : "Ctrl"} K</Kbd>
      </UnstyledButton>
      <ul className={styles.list}>
        <Item to="/" icon={IconTopologyStar3} exact>
          Overview
        </Item>
        <Item to="/explore" icon={IconDatabaseSearch}>
          Explore
        </Item>
        <Item to="/buffer" icon={IconStack2}>
          Buffer
        </Item>
        {isAdministrator && (
          <Item to="/access" icon={IconKey}>
            Users and tokens
          </Item>
        )}
      </ul>
      <div className={styles.scroll}>
        <Section title="Dashboards" to="/dashboards" count={dashboards?.length}>
          {dashboards?.slice(0, MOST_ITEMS).map(({ name, title }) => (
            <li key={name}>
              <Link
                to="/dashboards/$name"
                params={{ name }}
                className={styles.link}
                activeOptions={{ includeSearch: false }}
              >
                <IconLayoutDashboard size={15} aria-hidden className={styles.icon} />
                <span className={styles.name}>{title}</span>
              </Link>
            </li>
          ))}
        </Section>
        <Section title="Streams" to="/streams" count={streams?.length}>
          {streams?.slice(0, MOST_ITEMS).map(({ name }) => (
            <li key={name}>
              <Link
                to="/streams/$name"
                params={{ name }}
                className={styles.link}
                activeOptions={{ includeSearch: false }}
              >
                <IconRipple size={15} aria-hidden className={styles.icon} />
                <span className={styles.name}>{name}</span>
                <Rate perSecond={status?.streams.get(name)?.eventsPerSecond} />
              </Link>
            </li>
          ))}
        </Section>
        <Section title="Pipelines" to="/pipelines" count={pipelines?.length}>
          {pipelines?.slice(0, MOST_ITEMS).map((pipeline) => {
            const state = pipelineState(pipeline);
            return (
              <li key={pipeline.name}>
                <Link
                  to="/pipelines/$name"
                  params={{ name: pipeline.name }}
                  className={styles.link}
                  activeOptions={{ includeSearch: false }}
                >
                  <span className={styles.dot}>
                    <StatusIcon tone={state.tone} label={state.label} />
                  </span>
                  <span className={styles.name}>{pipeline.name}</span>
                </Link>
              </li>
            );
          })}
        </Section>
      </div>
      <Account />
    </nav>
  );
}

function Rate({ perSecond }: { perSecond: number | undefined }) {
  if (!perSecond) return null;
  return (
    <span className={`number ${styles.rate}`}>
      {formatRate(perSecond)}/s<span className="unseen"> events</span>
    </span>
  );
}

interface ItemProps {
  to: "/" | "/explore" | "/buffer" | "/access";
  icon: TablerIcon;
  exact?: boolean;
  children: ReactNode;
}

function Item({ to, icon: Icon, exact = false, children }: ItemProps) {
  return (
    <li>
      <Link to={to} className={styles.link} activeOptions={{ exact, includeSearch: false }}>
        <Icon size={16} aria-hidden className={styles.icon} />
        <span className={styles.name}>{children}</span>
      </Link>
    </li>
  );
}

interface SectionProps {
  title: string;
  to: "/streams" | "/pipelines" | "/dashboards";
  /** Undefined until it is known. */
  count: number | undefined;
  children: ReactNode;
}

function Section({ title, to, count, children }: SectionProps) {
  return (
    <>
      <Link to={to} className={styles.section} activeOptions={{ exact: true }}>
        <span>{title}</span>
        <span className="number">{count}</span>
      </Link>
      <ul className={styles.list}>
        {children}
        {count !== undefined && count > MOST_ITEMS && (
          <li>
            <Link to={to} className={styles.link}>
              <span className={styles.name}>{count - MOST_ITEMS} more</span>
            </Link>
          </li>
        )}
      </ul>
    </>
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { sessionQuery } from "../data/session";
import { type Place, placeFrom } from "../pages/buffer/place";
import { searchFrom } from "../pages/dashboards/address";
import { LoginPage } from "../pages/login/LoginPage";
import { OverviewPage } from "../pages/overview/OverviewPage";
import { MissingPage, PageFailure, PagePending } from "./fallbacks";
import { page } from "./pages";
import { Shell } from "./Shell";

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  notFoundComponent: MissingPage,
  errorComponent: PageFailure,
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search): { to?: string } => ({
    to: typeof search.to === "string" && /^\/(?!\/)/.test(search.to) ? search.to : undefined,
  }),
  component: LoginPage,
});

/** Everything that only those see who are signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (!session)
      throw redirect({ to: "/login", search: { to: location.href === "/" ? undefined : location.href } });
  },
  component: Shell,
  pendingComponent: PagePending,
});

const overview = createRoute({ getParentRoute: () => inside, path: "/", component: OverviewPage });

const streams = createRoute({
  getParentRoute: () => inside,
  path: "/streams",
  component: page(() => import("../pages/streams/StreamsPage"), "StreamsPage"),
});

export type StreamTab = "live" | "fields" | "send" | "quarantine";
const STREAM_TABS: StreamTab[] = ["fields", "send", "quarantine"];

const stream = createRoute({
  getParentRoute: () => inside,
  path: "/streams/$name",
  validateSearch: (search): { tab?: StreamTab; key?: string } => ({
    tab: STREAM_TABS.find((tab) => tab === search.tab),
    key: typeof search.key === "string" && search.key !== "" ? search.key : undefined,
  }),
  component: page(() => import("../pages/streams/StreamPage"), "StreamPage"),
});

const pipelines = createRoute({
  getParentRoute: () => inside,
  path: "/pipelines",
  component: page(() => import("../pages/pipelines/PipelinesPage"), "PipelinesPage"),
});

const newSource = createRoute({
  getParentRoute: () => inside,
  path: "/sources/new",
  validateSearch: (search): { waiting?: string } => ({
    waiting: typeof search.waiting === "string" && search.waiting !== "" ? search.waiting : undefined,
  }),
  component: page(() => import("../pages/sources/NewSourcePage"), "NewSourcePage"),
});

export type PipelineTab = "results" | "definition" | "plan" | "guarantee";
const PIPELINE_TABS: PipelineTab[] = ["definition", "plan", "guarantee"];

const pipeline = createRoute({
  getParentRoute: () => inside,
  path: "/pipelines/$name",
  validateSearch: (search): { tab?: PipelineTab } => ({
    tab: PIPELINE_TABS.find((tab) => tab === search.tab),
  }),
  component: page(() => import("../pages/pipelines/PipelinePage"), "PipelinePage"),
});

const newPipeline = createRoute({
  getParentRoute: () => inside,
  path: "/new-pipeline",
  validateSearch: (search): { stream?: string; name?: string } => ({
    stream: typeof search.stream === "string" ? search.stream : undefined,
    name: typeof search.name === "string" ? search.name : undefined,
  }),
  component: page(() => import("../pages/pipelines/create/NewPipelinePage"), "NewPipelinePage"),
});

const explore = createRoute({
  getParentRoute: () => inside,
  path: "/explore",
  validateSearch: (search): { sql?: string; view?: "chart" } => ({
    sql: typeof search.sql === "string" ? search.sql : undefined,
    view: search.view === "chart" ? "chart" : undefined,
  }),
  component: page(() => import("../pages/explore/ExplorePage"), "ExplorePage"),
});

const sql = createRoute({
  getParentRoute: () => inside,
  path: "/sql",
  validateSearch: (search): { find?: string } => ({
    find: typeof search.find === "string" && search.find !== "" ? search.find : undefined,
  }),
  component: page(() => import("../pages/reference/SqlPage"), "SqlPage"),
});

const dashboards = createRoute({
  getParentRoute: () => inside,
  path: "/dashboards",
  component: page(() => import("../pages/dashboards/DashboardsPage"), "DashboardsPage"),
});

const dashboard = createRoute({
  getParentRoute: () => inside,
  path: "/dashboards/$name",
  validateSearch: searchFrom,
  component: page(() => import("../pages/dashboards/DashboardPage"), "DashboardPage"),
});

const buffer = createRoute({
  getParentRoute: () => inside,
  path: "/buffer",
  component: page(() => import("../pages/buffer/BufferPage"), "BufferPage"),
});

export type TopicTab = "records" | "partitions" | "readers" | "clients";
const TOPIC_TABS: TopicTab[] = ["partitions", "readers", "clients"];

const topic = createRoute({
  getParentRoute: () => inside,
  path: "/buffer/$topic",
  validateSearch: (search): { tab?: TopicTab } & Place => ({
    tab: TOPIC_TABS.find((tab) => tab === search.tab),
    ...placeFrom(search),
  }),
  component: page(() => import("../pages/buffer/TopicPage"), "TopicPage"),
});

const access = createRoute({
  getParentRoute: () => inside,
  path: "/access",
  validateSearch: (search): { tab?: "users" } => ({ tab: search.tab === "users" ? "users" : undefined }),
  component: page(() => import("../pages/access/AccessPage"), "AccessPage"),
});

/** Also where an address leads nowhere, the frame of all pages stays. */
const missing = createRoute({ getParentRoute: () => inside, path: "/$", component: MissingPage });

const routes = root.addChildren([
  login,
  inside.addChildren([
    overview,
    streams,
    stream,
    newSource,
    pipelines,
    newPipeline,
    pipeline,
    explore,
    sql,
    dashboards,
    dashboard,
    buffer,
    topic,
    access,
    missing,
  ]),
]);

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { client },
    defaultPreload: "intent",
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFailure,
    scrollRestoration: true,
    // A page's parts differ from another page's; its state in the address must not.
    defaultStructuralSharing: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { session } from "./api/session";
import { firstRunToken } from "./features/auth/first-run";
import { correctionsSearch } from "./features/corrections/search";
import { dashboardSearch } from "./features/dashboard/search";
import { jobsSearch } from "./features/jobs/search";
import { namesSearch } from "./features/names/search";
import { queueSearch } from "./features/queue/search";
import { mailSearch } from "./features/mail/search";
import { historySearch, reportsSearch, schedulesSearch } from "./features/reports/search";
import { scoringSearch } from "./features/scoring/search";
import { staffSearch } from "./features/staff/search";
import { oneTicket, ticketSearch } from "./features/tickets/search";
import { parseSearch, stringifySearch, text } from "./lib/url";
import { Layout } from "./shell/layout";
import { NotFound } from "./shell/not-found";
import { Crash, Loading } from "./shell/states";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const nextSearch = (search: Record<string, unknown>): { next?: string | undefined } => ({ next: text(search["next"]) });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: nextSearch,
  beforeLoad: async () => {
    if (firstRunToken() && (await session.bootstrapNeeded())) throw redirect({ to: "/welcome" });
  },
  component: lazyRouteComponent(() => import("./features/auth/sign-in"), "SignIn"),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  beforeLoad: async () => {
    if (!(await session.bootstrapNeeded())) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./features/auth/welcome"), "Welcome"),
});

/** What the links of mails lead to: whoever got the mail need not be a user. */
const mail = createRoute({
  getParentRoute: () => root,
  path: "/mail",
  validateSearch: mailSearch,
  component: lazyRouteComponent(() => import("./features/mail/mail"), "Mail"),
});

/** Everything behind the sign-in: whoever is not signed in goes there and comes back. */
const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: async ({ location }) => {
    if (await session.restore()) return;
    if (await session.bootstrapNeeded()) throw redirect({ to: "/welcome" });
    throw redirect({
      to: "/sign-in",
      search: location.href === "/" || session.hasLeft() ? {} : { next: location.href },
    });
  },
  component: Layout,
});

const dashboard = createRoute({
  getParentRoute: () => app,
  path: "/",
  validateSearch: dashboardSearch,
  component: lazyRouteComponent(() => import("./features/dashboard/dashboard"), "Dashboard"),
});
const tickets = createRoute({
  getParentRoute: () => app,
  path: "/tickets",
  validateSearch: ticketSearch,
  component: lazyRouteComponent(() => import("./features/tickets/tickets"), "Tickets"),
});
const ticket = createRoute({
  getParentRoute: () => app,
  path: "/tickets/$id",
  validateSearch: oneTicket,
  component: lazyRouteComponent(() => import("./features/ticket/ticket"), "TicketPage"),
});
const upload = createRoute({
  getParentRoute: () => app,
  path: "/upload",
  component: lazyRouteComponent(() => import("./features/upload/upload"), "Upload"),
});
const jobs = createRoute({
  getParentRoute: () => app,
  path: "/jobs",
  validateSearch: jobsSearch,
  component: lazyRouteComponent(() => import("./features/jobs/jobs"), "Jobs"),
});
const job = createRoute({
  getParentRoute: () => app,
  path: "/jobs/$id",
  component: lazyRouteComponent(() => import("./features/jobs/job"), "JobPage"),
});
const queue = createRoute({
  getParentRoute: () => app,
  path: "/queue",
  validateSearch: queueSearch,
  component: lazyRouteComponent(() => import("./features/queue/queue"), "QueuePage"),
});
const report = createRoute({
  getParentRoute: () => app,
  path: "/report",
  validateSearch: reportsSearch,
  // Where the page was before there were several.
  beforeLoad: ({ search }) => {
    throw redirect({ to: "/reports", search, replace: true });
  },
});
const reports = createRoute({
  getParentRoute: () => app,
  path: "/reports",
  validateSearch: reportsSearch,
  beforeLoad: ({ search: { delivery } }) => {
    if (delivery !== undefined) throw redirect({ to: "/reports/history", search: { delivery }, replace: true });
  },
  component: lazyRouteComponent(() => import("./features/reports/create"), "Create"),
});
const schedules = createRoute({
  getParentRoute: () => app,
  path: "/reports/schedules",
  validateSearch: schedulesSearch,
  component: lazyRouteComponent(() => import("./features/reports/schedules"), "Schedules"),
});
const newSchedule = createRoute({
  getParentRoute: () => app,
  path: "/reports/schedules/new",
  component: lazyRouteComponent(() => import("./features/reports/schedule-page"), "NewSchedule"),
});
const schedule = createRoute({
  getParentRoute: () => app,
  path: "/reports/schedules/$id",
  component: lazyRouteComponent(() => import("./features/reports/schedule-page"), "EditSchedule"),
});
const history = createRoute({
  getParentRoute: () => app,
  path: "/reports/history",
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import("./features/reports/history"), "History"),
});
const webhooks = createRoute({
  getParentRoute: () => app,
  path: "/reports/webhooks",
  component: lazyRouteComponent(() => import("./features/reports/webhooks"), "Webhooks"),
});
const corrections = createRoute({
  getParentRoute: () => app,
  path: "/corrections",
  validateSearch: correctionsSearch,
  component: lazyRouteComponent(() => import("./features/corrections/corrections"), "Corrections"),
});
const names = createRoute({
  getParentRoute: () => app,
  path: "/names",
  validateSearch: namesSearch,
  component: lazyRouteComponent(() => import("./features/names/names"), "Names"),
});
const staff = createRoute({
  getParentRoute: () => app,
  path: "/staff",
  validateSearch: staffSearch,
  component: lazyRouteComponent(() => import("./features/staff/staff"), "StaffPage"),
});
const scoring = createRoute({
  getParentRoute: () => app,
  path: "/scoring",
  validateSearch: scoringSearch,
  component: lazyRouteComponent(() => import("./features/scoring/scoring"), "Scoring"),
});
const stores = createRoute({
  getParentRoute: () => app,
  path: "/stores",
  component: lazyRouteComponent(() => import("./features/stores/stores"), "Stores"),
});
const users = createRoute({
  getParentRoute: () => app,
  path: "/users",
  component: lazyRouteComponent(() => import("./features/users/users"), "Users"),
});
const account = createRoute({
  getParentRoute: () => app,
  path: "/account",
  component: lazyRouteComponent(() => import("./features/account/account"), "Account"),
});

const routeTree = root.addChildren([
  signIn,
  welcome,
  mail,
  app.addChildren([
    dashboard,
    tickets,
    ticket,
    upload,
    jobs,
    job,
    queue,
    report,
    reports,
    schedules,
    newSchedule,
    schedule,
    history,
    webhooks,
    corrections,
    names,
    staff,
    scoring,
    stores,
    users,
    account,
  ]),
]);

export function createAppRouter(queries: QueryClient) {
  const router = createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultErrorComponent: Crash,
    defaultPendingComponent: Loading,
    defaultNotFoundComponent: NotFound,
  });
  // When the session ends, the guard of the current page sends its reader to the sign-in.
  session.subscribe(() => {
    if (!session.isOut()) return;
    queries.clear();
    void router.invalidate();
  });
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

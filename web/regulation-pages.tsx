// Pages of the regulations and what hangs on them; each is loaded when it is first opened.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { on, words } from "./root.tsx";

export const regulationPages = [
  createRoute({
    getParentRoute: on,
    path: "/words",
    component: lazyRouteComponent(() => import("./words/WordsPage.tsx"), "WordsPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/regulations",
    validateSearch: words("clause", "q"),
    component: lazyRouteComponent(() => import("./regulation/RegulationsPage.tsx"), "RegulationsPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/regulations/$key",
    validateSearch: words("clause", "status", "how", "q"),
    component: lazyRouteComponent(() => import("./regulation/read/ReadPage.tsx"), "ReadPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/regulations/$key/editions",
    validateSearch: words("edition", "with"),
    component: lazyRouteComponent(() => import("./regulation/edition/EditionsPage.tsx"), "EditionsPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/regulations/$key/edit",
    validateSearch: words("edition", "clause", "as"),
    component: lazyRouteComponent(() => import("./regulation/edit/EditPage.tsx"), "EditPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/regulations/$key/backtest",
    validateSearch: words("edition", "job"),
    component: lazyRouteComponent(() => import("./regulation/backtest/BacktestPage.tsx"), "BacktestPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/coverage",
    component: lazyRouteComponent(() => import("./regulation/CoveragePage.tsx"), "CoveragePage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/figures",
    component: lazyRouteComponent(() => import("./figure/FiguresPage.tsx"), "FiguresPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/rehearsal",
    component: lazyRouteComponent(() => import("./rehearsal/RehearsalPage.tsx"), "RehearsalPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/compliance",
    validateSearch: words("clause", "state"),
    component: lazyRouteComponent(
      () => import("./regulation/compliance/CompliancePage.tsx"),
      "CompliancePage",
    ),
  }),
  createRoute({
    getParentRoute: on,
    path: "/roles",
    component: lazyRouteComponent(() => import("./member/RolesPage.tsx"), "RolesPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/adopt",
    component: lazyRouteComponent(() => import("./office/AdoptPage.tsx"), "AdoptPage"),
  }),
] as const;

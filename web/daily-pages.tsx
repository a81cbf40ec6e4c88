// Pages of the day's work and their addresses; each is loaded when it is first opened.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { DeskPage } from "./obligation/DeskPage.tsx";
import { on, words } from "./root.tsx";
import { SetupDoor } from "./setup/SetupDoor.tsx";

export const dailyPages = [
  createRoute({
    getParentRoute: on,
    path: "/",
    validateSearch: words("whose"),
    component: () => <DeskPage card={<SetupDoor />} />,
  }),
  createRoute({
    getParentRoute: on,
    path: "/register",
    component: lazyRouteComponent(() => import("./case/register/RegisterPage.tsx"), "RegisterPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/cases",
    validateSearch: words("kind", "state", "severity", "department", "owner", "overdue", "q"),
    component: lazyRouteComponent(() => import("./case/list/CaseListPage.tsx"), "CaseListPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/cases/$id",
    component: lazyRouteComponent(() => import("./case/one/CasePage.tsx"), "CasePage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/inbox",
    component: lazyRouteComponent(() => import("./case/inbox/InboxPage.tsx"), "InboxPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/approvals",
    validateSearch: words("as", "state"),
    component: lazyRouteComponent(() => import("./approval/ApprovalsPage.tsx"), "ApprovalsPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/overdue",
    component: lazyRouteComponent(() => import("./obligation/OverduePage.tsx"), "OverduePage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/duties",
    validateSearch: words("span", "look", "clause", "owner"),
    component: lazyRouteComponent(() => import("./duty/DutiesPage.tsx"), "DutiesPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/duties/$id",
    component: lazyRouteComponent(() => import("./duty/DutyPage.tsx"), "DutyPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/papers",
    validateSearch: words("paper", "state", "q"),
    component: lazyRouteComponent(() => import("./paper/PapersPage.tsx"), "PapersPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/papers/new",
    validateSearch: words("paper"),
    component: lazyRouteComponent(() => import("./paper/NewPaperPage.tsx"), "NewPaperPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/papers/$id",
    component: lazyRouteComponent(() => import("./paper/PaperPage.tsx"), "PaperPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/notices",
    component: lazyRouteComponent(() => import("./notice/NoticesPage.tsx"), "NoticesPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/customers",
    validateSearch: words("q", "id"),
    component: lazyRouteComponent(() => import("./customer/CustomersPage.tsx"), "CustomersPage"),
  }),
] as const;

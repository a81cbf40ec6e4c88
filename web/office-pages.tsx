// Pages of whoever runs the office; each is loaded when it is first opened.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { on, words } from "./root.tsx";

export const officePages = [
  createRoute({
    getParentRoute: on,
    path: "/delivery",
    validateSearch: words("state"),
    component: lazyRouteComponent(() => import("./delivery/DeliveryPage.tsx"), "DeliveryPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/import",
    validateSearch: words("job"),
    component: lazyRouteComponent(() => import("./import/ImportPage.tsx"), "ImportPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/health",
    component: lazyRouteComponent(() => import("./operating/HealthPage.tsx"), "HealthPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/setup-list",
    component: lazyRouteComponent(() => import("./setup/SetupListPage.tsx"), "SetupListPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/help",
    component: lazyRouteComponent(() => import("./help/HelpPage.tsx"), "HelpPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/help/$page",
    component: lazyRouteComponent(() => import("./help/OnePage.tsx"), "OnePage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/backup",
    component: lazyRouteComponent(() => import("./backup/BackupPage.tsx"), "BackupPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/erasure",
    component: lazyRouteComponent(() => import("./erasure/ErasurePage.tsx"), "ErasurePage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/retention",
    validateSearch: words("duty"),
    component: lazyRouteComponent(() => import("./erasure/RetentionPage.tsx"), "RetentionPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/account",
    component: lazyRouteComponent(() => import("./account/AccountPage.tsx"), "AccountPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/accounts",
    validateSearch: words("q"),
    component: lazyRouteComponent(() => import("./account/AccountsPage.tsx"), "AccountsPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/staff",
    validateSearch: words("id", "add"),
    component: lazyRouteComponent(() => import("./staff/StaffPage.tsx"), "StaffPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/staff/import",
    component: lazyRouteComponent(() => import("./staff/StaffImportPage.tsx"), "StaffImportPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/departments",
    component: lazyRouteComponent(() => import("./office/DepartmentsPage.tsx"), "DepartmentsPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/posts",
    component: lazyRouteComponent(() => import("./office/PostsPage.tsx"), "PostsPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/office",
    component: lazyRouteComponent(() => import("./office/OfficePage.tsx"), "OfficePage"),
  }),
] as const;

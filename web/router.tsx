// The pages and their addresses; each page is loaded when it is first opened.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { GuideStrip } from "./help/GuideStrip.tsx";
import { DeskPage } from "./obligation/DeskPage.tsx";
import { SetupStrip } from "./setup/SetupStrip.tsx";
import { NotFound } from "./shell/NotFound.tsx";
import { Shell } from "./shell/Shell.tsx";
import { Failed, Loading } from "./ui/States.tsx";
import { WordsDoor } from "./words/WordsDoor.tsx";

const RehearsalStrip = lazyRouteComponent(() => import("./rehearsal/RehearsalStrip.tsx"), "RehearsalStrip");
const SetupCard = lazyRouteComponent(() => import("./setup/SetupCard.tsx"), "SetupCard");

const guide = (
  <>
    <SetupStrip />
    <GuideStrip />
  </>
);

const root = createRootRoute({
  component: () => <Shell strip={<RehearsalStrip />} words={<WordsDoor />} guide={guide} />,
  notFoundComponent: NotFound,
});

type Search = Record<string, unknown>;
/** Only words survive in an address: what is unknown or empty is left out. */
const words =
  <K extends string>(...names: K[]) =>
  (search: Search): Partial<Record<K, string>> => {
    const kept: Partial<Record<K, string>> = {};
    for (const name of names) {
      const value = search[name];
      if (value !== undefined && value !== null && value !== "") kept[name] = String(value);
    }
    return kept;
  };

const on = () => root;
const pages = [
  createRoute({
    getParentRoute: on,
    path: "/",
    validateSearch: words("whose"),
    component: () => <DeskPage card={<SetupCard />} />,
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
    path: "/delivery",
    validateSearch: words("state"),
    component: lazyRouteComponent(() => import("./delivery/DeliveryPage.tsx"), "DeliveryPage"),
  }),
  createRoute({
    getParentRoute: on,
    path: "/customers",
    validateSearch: words("q", "id"),
    component: lazyRouteComponent(() => import("./customer/CustomersPage.tsx"), "CustomersPage"),
  }),
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
    path: "/roles",
    component: lazyRouteComponent(() => import("./member/RolesPage.tsx"), "RolesPage"),
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
  createRoute({
    getParentRoute: on,
    path: "/adopt",
    component: lazyRouteComponent(() => import("./office/AdoptPage.tsx"), "AdoptPage"),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(pages),
  defaultPreload: "intent",
  defaultPendingComponent: () => <Loading />,
  defaultErrorComponent: Failed,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

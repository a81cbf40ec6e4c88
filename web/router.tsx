// The pages and their addresses, in one tree.
import { createRouter } from "@tanstack/react-router";
import { dailyPages } from "./daily-pages.tsx";
import { officePages } from "./office-pages.tsx";
import { regulationPages } from "./regulation-pages.tsx";
import { root } from "./root.tsx";
import { Failed, Loading } from "./ui/States.tsx";

export const router = createRouter({
  routeTree: root.addChildren([...dailyPages, ...regulationPages, ...officePages]),
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

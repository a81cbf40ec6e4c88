// What every page hangs on: the frame, and what survives in an address.
import { createRootRoute, lazyRouteComponent } from "@tanstack/react-router";
import { GuideStrip } from "./help/GuideStrip.tsx";
import { SetupStrip } from "./setup/SetupStrip.tsx";
import { NotFound } from "./shell/NotFound.tsx";
import { Shell } from "./shell/Shell.tsx";
import { WordsDoor } from "./words/WordsDoor.tsx";

const RehearsalStrip = lazyRouteComponent(() => import("./rehearsal/RehearsalStrip.tsx"), "RehearsalStrip");

const guide = (
  <>
    <SetupStrip />
    <GuideStrip />
  </>
);

export const root = createRootRoute({
  component: () => <Shell strip={<RehearsalStrip />} words={<WordsDoor />} guide={guide} />,
  notFoundComponent: NotFound,
});

type Search = Record<string, unknown>;
/** Only words survive in an address: what is unknown or empty is left out. */
export const words =
  <K extends string>(...names: K[]) =>
  (search: Search): Partial<Record<K, string>> => {
    const kept: Partial<Record<K, string>> = {};
    for (const name of names) {
      const value = search[name];
      if (value !== undefined && value !== null && value !== "") kept[name] = String(value);
    }
    return kept;
  };

export const on = () => root;

// Whether a desk has the card of the setup at all; its code is fetched only where it has.
import { lazyRouteComponent } from "@tanstack/react-router";
import { mayEditOffice, useMe } from "../me.ts";

const SetupCard = lazyRouteComponent(() => import("./SetupCard.tsx"), "SetupCard");

/** Nothing for who does not set up the office, nor in offices that are there to be looked at. */
export function SetupDoor() {
  const me = useMe();
  const { demo, rehearsal } = me.organisation;
  return mayEditOffice(me) && !demo && !rehearsal ? <SetupCard /> : null;
}

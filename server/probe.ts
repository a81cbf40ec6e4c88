// A sign of health: what a noun says of its own part of the work, for the page of health and for the metrics.
import type { World } from "#server/log/world.ts";

/** `fault`: somebody must act; `attention`: somebody should look. */
export type Health = "good" | "attention" | "fault";

/** How one part stands: `why` names the sentence (`health.NAME.WHY`), `facts` fill it. */
export type Sign = {
  name: string;
  health: Health;
  why: string;
  facts: Record<string, string | number | null>;
};

/** What a noun brings; listed in `server/probes.ts`. */
export type Probe = {
  /**
   * How it stands for one organisation. Asked while somebody looks at the page: a few ms, whatever the tables hold.
   * @returns null where there is nothing to say
   */
  sign?: (world: World, org: string) => Promise<Sign | null>;
  /** Numbers of the whole server by their names (`deliveries_waiting`), for `/metrics`. */
  gauges?: (world: World) => Promise<Record<string, number>>;
};

// Which nouns tell of their health: whoever adds work that goes on by itself adds it here.
import type { Probe } from "./http/probe.ts";

export const probes: readonly Probe[] = [];

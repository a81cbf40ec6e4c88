// Which parts tell of their health: whoever adds work that goes on by itself adds it here.
import type { Probe } from "./http/probe.ts";
import { backupsProbe, deliveriesProbe } from "./operating/waiting.ts";

export const probes: readonly Probe[] = [deliveriesProbe, backupsProbe];

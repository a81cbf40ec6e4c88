// Which parts tell of their health: whoever adds work that goes on by itself adds it here.

import { backupsProbe, deliveriesProbe } from "./operating/waiting.ts";
import type { Probe } from "./probe.ts";

export const probes: readonly Probe[] = [deliveriesProbe, backupsProbe];

// Every kind of stream, by name: whoever adds a noun adds it here.
import { approvalModule } from "./approval/module.ts";
import { expireRequest, voidApproval } from "./approval/nothing.ts";
import { caseModule } from "./case/module.ts";
import { escalate } from "./case/react.ts";
import { customerModule } from "./customer/module.ts";
import { agendaModule } from "./duty/agenda.ts";
import { dutyModule, escalateDuty } from "./duty/module.ts";
import { erasureModule, holdModule } from "./erasure/module.ts";
import type { Reactor } from "./log/outbox.ts";
import type { Module } from "./log/world.ts";
import {
  memberModule,
  organisationModule,
  regulationModule,
  rehearsalModule,
  staffModule,
} from "./organisation/module.ts";
import { paperModule } from "./paper/alone/module.ts";
import { escalatePaper } from "./paper/alone/react.ts";
import { circulationModule } from "./regulation/circulation/module.ts";
import { handOver, recast } from "./staff/hand-over.ts";

export const modules = [
  caseModule,
  approvalModule,
  customerModule,
  paperModule,
  agendaModule,
  dutyModule,
  organisationModule,
  regulationModule,
  rehearsalModule,
  staffModule,
  memberModule,
  circulationModule,
  erasureModule,
  holdModule,
] as unknown as readonly Module<never>[];

export const reactors: Record<string, Reactor> = {
  escalate,
  "escalate-paper": escalatePaper,
  "escalate-duty": escalateDuty,
  void: voidApproval,
  expire: expireRequest,
  "hand-over": handOver,
  recast,
};

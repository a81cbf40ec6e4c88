// How approvals live on the server: their row, and who is told.
import type { ApprovalState } from "#domain/approval/approval.ts";
import { approvalKind } from "#domain/approval/approval.ts";
import { holderOf } from "#domain/organisation/organisation.ts";
import type { Module } from "#server/log/world.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

export const approvalModule: Module<ApprovalState> = {
  kind: approvalKind,
  project: (t) => {
    const s = t.after.state;
    const { org } = t.directory;
    const row = {
      org,
      id: t.id,
      run: t.run,
      stream: s.case,
      state: s.state,
      asked_by: s.askedBy,
      asked_at: iso(s.askedAt),
      waits_for: s.waitsFor,
    };
    const notice = t.fresh.flatMap((e) => {
      if (!e.type.startsWith("approval.")) return [];
      const asked = e.type === "approval.asked";
      const who = asked ? s.waitsFor.map((p) => holderOf(t.directory.organisation, p)?.id) : [s.askedBy];
      const recipients = [...new Set(who)].filter((m): m is string => typeof m === "string" && m !== e.by);
      return recipients.map((recipient) => ({
        org,
        run: t.run,
        stream: t.id,
        seq: e.seq,
        recipient,
        at: iso(e.at),
        about: e.type,
        clause: s.clause,
        due_at: null,
      }));
    });
    return { approval_view: [row], notice };
  },
};

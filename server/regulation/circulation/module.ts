// How a circulated edition lives on the server: a row for each copy, and a notice to whom it was sent.
import { type CirculationState, circulationKind } from "#domain/edition/circulation.ts";
import { asInstant, asTexts } from "#domain/stream/event.ts";
import { streamId } from "#server/log/stream-id.ts";
import type { Module } from "#server/log/world.ts";

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The stream on which an edition of a regulation is circulated in a run. */
export const circulationStream = (org: string, run: number, key: string, edition: string): string =>
  streamId(org, "circulation", `${run}/${key}@${edition}`);

export const circulationModule: Module<CirculationState> = {
  kind: circulationKind,
  project: ({ directory: { org }, id, run, fresh, after: { state } }) => ({
    circulation: Object.entries(state.copies).map(([member, copy]) => ({
      org,
      id,
      run,
      regulation: state.regulation,
      edition: state.edition,
      member,
      sent_at: iso(copy.sentAt),
      due_at: iso(copy.dueAt),
      acknowledged_at: iso(copy.acknowledgedAt),
    })),
    notice: fresh
      .filter((e) => e.type === "regulation.sent")
      .flatMap((e) =>
        asTexts(e.data.to)
          .filter((member) => member !== e.by)
          .map((recipient) => ({
            org,
            run,
            stream: id,
            seq: e.seq,
            recipient,
            at: iso(e.at),
            about: e.type,
            clause: null,
            due_at: iso(asInstant(e.data.dueAt)),
          })),
      ),
  }),
};

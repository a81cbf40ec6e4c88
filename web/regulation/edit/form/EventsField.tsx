// Happenings, one of which must match: each an event, and where it carries something, a condition on that.
import { t } from "i18next";
import type { Own } from "../file/completion.ts";
import { Grouped, Several } from "./Choices.tsx";
import { ConditionField } from "./ConditionField.tsx";
import { eventGroups, eventOf, fieldsOfEvent, type Loose, list, oneOrMore } from "./words.ts";

type Props = { label: string; value: unknown; own: Own; set: (value: unknown) => void };

export function EventsField({ label, value, own, set }: Props) {
  return (
    <Several<unknown>
      label={label}
      values={list(value)}
      fresh="case.registered"
      set={(values) => set(oneOrMore(values))}
      add={t("edit.addEvent")}
    >
      {(pattern, change) => <Pattern pattern={pattern} own={own} set={change} />}
    </Several>
  );
}

function Pattern({ pattern, own, set }: { pattern: unknown; own: Own; set: (value: unknown) => void }) {
  const event = eventOf(pattern);
  const fields = fieldsOfEvent(event);
  const condition = typeof pattern === "object" ? (pattern as Loose | null)?.with : undefined;
  return (
    <>
      <Grouped label={t("edit.event")} hideLabel value={event} groups={eventGroups} set={set} />
      {Object.keys(fields).length > 0 && (
        <ConditionField
          label={t("edit.with")}
          value={condition}
          fields={fields}
          own={own}
          set={(next) => set(next ? { event, with: next } : event)}
        />
      )}
    </>
  );
}

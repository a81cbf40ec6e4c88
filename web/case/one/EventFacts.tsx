// What an event carries, in words; keys that only the machine needs are left out.
import { t } from "i18next";
import type { CaseEvent } from "#api/case.ts";
import { type Directory, useDirectory } from "../../directory.ts";
import { fullDueInWords, fullInWords } from "../../time.ts";

const shown = [
  "severity",
  "title",
  "department",
  "member",
  "to",
  "action",
  "means",
  "satisfied",
  "rating",
  "reason",
  "text",
  "finding",
  "remedy",
  "outcome",
  "amount",
  "until",
  "approvedBy",
  "dueAt",
  "comment",
  "lateReason",
  "occurredAt",
  "place",
  "against",
  "demand",
  "wantedBy",
  "name",
  "why",
];
/** What the head of the page already shows of a registration. */
const inHead = new Set(["title", "place", "against", "demand", "occurredAt", "wantedBy"]);
const coded = new Set(["severity", "channel", "action", "why"]);

function say(key: string, value: unknown, directory: Directory): string {
  if (Array.isArray(value)) return value.map((one) => say(key, one, directory)).join(t("common.comma"));
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
  if (typeof value === "number") return String(value);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => say(name, part, directory))
      .join(t("common.comma"));
  }
  const text = String(value);
  if (key === "means") return t([`channel.${text}`, text]);
  if (coded.has(key)) return t([`${key}.${text.replace("case.", "")}`, text]);
  if (key === "occurredAt") return fullInWords(text);
  if (["wantedBy", "until", "dueAt"].includes(key)) return fullDueInWords(text);
  if (key === "department") return directory.departmentName(text);
  return ["member", "to", "approvedBy"].includes(key) ? directory.nameOf(text) : text;
}

/** What was found in the words of the act before it. */
function Found({ data }: { data: CaseEvent["data"] }) {
  const field = t([`field.${String(data.field)}`, String(data.field)]);
  return (
    <p>
      {data.kind === "required"
        ? t("written.foundRequired", { field })
        : t("written.foundForbidden", { field })}
      <q>{String(data.phrase)}</q>
    </p>
  );
}

export function EventFacts({ event }: { event: CaseEvent }) {
  const directory = useDirectory();
  if (event.type === "words.found") return <Found data={event.data} />;
  const facts = shown
    .filter((key) => !(event.type === "case.registered" && inHead.has(key)))
    .map((key) => [key, event.data[key]] as const)
    .filter(([, value]) => value !== undefined && value !== null && value !== "");
  if (facts.length === 0) return null;
  return (
    <dl className="facts">
      {facts.map(([key, value]) => (
        <div key={key}>
          <dt>{t([`fact.${key}`, `field.${key}`, key])}</dt>
          <dd>{say(key, value, directory)}</dd>
        </div>
      ))}
    </dl>
  );
}

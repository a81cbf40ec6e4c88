// Values of papers in words: dates and sums as offices write them, people and departments by name.
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { nameOf } from "#domain/organisation/organisation.ts";
import { isBlank } from "#domain/paper/field.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import type { Writing } from "#domain/paper/sheet.ts";
import type { PaperField } from "#domain/regulation/file/paper.ts";
import { asInstant, asText, type Facts } from "#domain/stream/event.ts";
import type { Directory } from "#server/log/directory.ts";

const two = (n: number): string => String(n).padStart(2, "0");

const local = (d: Directory, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(d.organisation.timeZone);
const dayText = (d: Directory, at: number): string => {
  const { year, month, day } = local(d, at);
  return `${year}年${month}月${day}日`;
};
const instantText = (d: Directory, at: number): string => {
  const { hour, minute } = local(d, at);
  return `${dayText(d, at)} ${two(hour)}:${two(minute)}`;
};
const moneyText = (value: unknown): string =>
  typeof value === "number"
    ? `${value.toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} 元`
    : "";
const dateText = (value: unknown): string => {
  const [year, month, day] = String(value).split("-").map(Number);
  return `${year}年${month}月${day}日`;
};

const departmentName = (d: Directory, key: unknown): string =>
  d.organisation.departments.find((x) => x.key === key)?.name ?? String(key);
const memberName = (d: Directory, id: unknown): string => nameOf(d.organisation, String(id)) ?? String(id);

const againstText = (d: Directory, value: unknown): string => {
  const { department, member } = value as { department?: string; member?: string };
  return department ? departmentName(d, department) : memberName(d, member);
};

const label = (field: string, value: unknown): string => {
  const word = caseVocabulary.state[field];
  return word?.labels?.[String(value)] ?? String(value);
};

type Write = (d: Directory, value: unknown) => string;
const instant: Write = (d, v) => {
  const at = asInstant(v);
  return at === null ? "" : instantText(d, at);
};
const typed: Partial<Record<NonNullable<PaperField["type"]>, Write>> = {
  money: (_, v) => moneyText(v),
  date: (_, v) => dateText(v),
  instant,
  many: (_, v) => (v as string[]).join("、"),
  "yes-no": (_, v) => (v === true ? "是" : "否"),
  member: memberName,
  department: departmentName,
};
const matters: Readonly<Record<string, Write>> = {
  occurredAt: instant,
  wantedBy: instant,
  receivedAt: instant,
  amount: (_, v) => moneyText(v),
  against: againstText,
  firstAsked: memberName,
  department: departmentName,
  ...Object.fromEntries(
    ["kind", "severity", "channel"].map((f) => [f, (_: Directory, v: unknown) => label(f, v)]),
  ),
};

/** The file's clause that carries the paper, as 《制度》 and its article. */
const sourceOf = (d: Directory, { regulation, clause }: RunningPaper, edition: string): string => {
  const file = d.regulation(regulation, edition);
  const at = file.clauses.find((c) => `${regulation}/${c.id}` === clause)?.at ?? "";
  return `依据《${file.title}》${at}`;
};

/** A role of the paper's regulation by its name. */
export const roleName = (
  d: Directory,
  { regulation }: RunningPaper,
  edition: string,
  role: string,
): string => (role === "customer" ? "客户" : (d.regulation(regulation, edition).roles[role] ?? role));

/**
 * How values are written here.
 * @param edition the edition under which the paper stands
 * @param customer the matter's customer in words, as the reader may see it
 */
export const writingOf = (
  d: Directory,
  running: RunningPaper,
  edition: string,
  customer: string | null,
): Writing => ({
  organisation: d.organisation.name,
  value: (f, v) => {
    if (isBlank(v)) return "";
    if (f.type === undefined && f.field === "customer" && customer !== null) return customer;
    const write = f.type === undefined ? matters[f.field] : typed[f.type];
    return write ? write(d, v) : String(v);
  },
  person: (member) => memberName(d, member),
  day: (at) => dayText(d, at),
  source: sourceOf(d, running, edition),
  attached: (running.paper.attach ?? []).map((key) => {
    const { clauses } = d.regulation(running.regulation, edition);
    return clauses.find((c) => c.paper?.key === key)?.paper?.name ?? key;
  }),
});

/** A customer in one line. */
export const customerText = (c: Facts): string =>
  [asText(c.name), asText(c.phone), asText(c.address)].filter(Boolean).join(" ");

// People as a table tells of them: which columns are which, who is new, who changes, and what is wrong on which line.
import { type Member, memberOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import {
  allNames,
  changesOf,
  faultsOf,
  namesOf,
  nextMemberId,
  type StaffFault,
  type StaffForm,
  tidied,
  type WhoHas,
} from "./form.ts";

export const staffColumns = ["name", "number", "phone", "email", "department", "posts"] as const;
export type StaffColumn = (typeof staffColumns)[number];
/** Field → column of the file. */
export type StaffMapping = Partial<Record<StaffColumn, string>>;

const likely: Record<StaffColumn, readonly string[]> = {
  name: ["姓名", "员工姓名", "名字", "人员", "name", "fullname", "employee"],
  number: [
    "工号",
    "员工编号",
    "编号",
    "员工号",
    "人员编号",
    "职工号",
    "number",
    "employeenumber",
    "id",
    "no",
  ],
  phone: ["手机", "手机号", "手机号码", "电话", "联系电话", "电话号码", "phone", "mobile", "tel"],
  email: ["邮箱", "电子邮件", "电子邮箱", "邮件", "email", "mail", "emailaddress"],
  department: ["部门", "所属部门", "科室", "单位部门", "department", "dept"],
  posts: ["岗位", "职务", "职位", "岗位职务", "post", "posts", "position", "jobtitle", "title"],
};

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** A mapping to begin with; each column is used once. */
export const guessStaffColumns = (columns: readonly string[]): StaffMapping => {
  const free = new Map(columns.map((column) => [column, bare(column)]));
  const found: StaffMapping = {};
  for (const field of staffColumns) {
    const best = likely[field].flatMap((name) => [...free].filter(([, own]) => own === name))[0]?.[0];
    if (best === undefined) continue;
    found[field] = best;
    free.delete(best);
  }
  return found;
};

export type SheetRow = { line: number; cells: Readonly<Record<string, string>> };
export type RowFault = { field: StaffColumn; code: string; value: string | number };
export type ReadRow = {
  line: number;
  form: StaffForm;
  what: "add" | "change" | "same" | "faulty";
  /** Whom it concerns; for somebody new the id they will have. */
  member: string;
  faults: RowFault[];
};

type Named = { key: string; name: string };
const keyOf = (all: readonly Named[], said: string): string =>
  (all.find((x) => x.name === said) ?? all.find((x) => x.key.toLowerCase() === said.toLowerCase()))?.key ??
  said;

const separators = /[、，,;；/|\n]+/u;

/** What a row says, with departments and posts by their keys. */
const formOf = (o: OrganisationState, mapping: StaffMapping, { cells }: SheetRow): StaffForm => {
  const said = (field: StaffColumn): string => {
    const column = mapping[field];
    return column === undefined ? "" : (cells[column] ?? "");
  };
  const form = tidied({
    name: said("name"),
    number: said("number"),
    phone: said("phone"),
    email: said("email"),
    department: said("department"),
    posts: said("posts").normalize("NFKC").split(separators),
  });
  return {
    ...form,
    department: form.department === null ? null : keyOf(o.departments, form.department),
    posts: [...new Set(form.posts.map((p) => keyOf(o.posts, p)))],
  };
};

/** A blank cell says nothing of somebody who is known. */
const completed = (form: StaffForm, known: Member): StaffForm => ({
  name: form.name || known.name,
  number: form.number ?? known.number ?? null,
  phone: form.phone ?? known.phone ?? null,
  email: form.email ?? known.email ?? null,
  department: form.department ?? known.department,
  posts: form.posts.length > 0 ? form.posts : known.posts,
});

const same = (a: string | null | undefined, b: string | null): boolean =>
  b !== null && a?.toLowerCase() === b.toLowerCase();

/** Everybody as they stand after the rows so far, found by what a row says of them; a table may have thousands. */
type People = {
  members: Map<string, Member>;
  /** Whom a row tells of: by number, else by telephone. */
  known(form: StaffForm): Member | undefined;
  whoHas: WhoHas;
  nextId(): string;
  put(m: Member): void;
};

const peopleOf = (o: OrganisationState, org: string): People => {
  const members = new Map<string, Member>();
  const found = new Map<string, Set<string>>();
  const all = (key: string): Member[] => [...(found.get(key) ?? [])].flatMap((id) => members.get(id) ?? []);
  const keysOf = (m: Member): string[] => [
    ...(m.number ? [`number ${m.number.toLowerCase()}`] : []),
    ...(m.phone ? [`phone ${m.phone.toLowerCase()}`] : []),
    ...allNames(org, m).map((name) => `name ${name}`),
  ];
  const first = nextMemberId(o, org);
  const put = (m: Member): void => {
    const before = members.get(m.id);
    for (const key of before ? keysOf(before) : []) found.get(key)?.delete(m.id);
    for (const key of keysOf(m)) found.set(key, (found.get(key) ?? new Set()).add(m.id));
    members.set(m.id, m);
  };
  for (const m of o.members) put(m);
  return {
    members,
    known: ({ number, phone }) =>
      (number === null ? undefined : all(`number ${number.toLowerCase()}`)[0]) ??
      (phone === null
        ? undefined
        : all(`phone ${phone.toLowerCase()}`).find((m) => number === null || !m.number)),
    whoHas: (name, self) => all(`name ${name}`).find((m) => m.id !== self),
    nextId: () => first.replace(/\d+$/, (n) => String(Number(n) + members.size - o.members.length)),
    put,
  };
};

const asRowFault = ({ field, code, value }: StaffFault): RowFault => ({ field, code, value });

/**
 * Reads a table of people against the organisation as it stands.
 * @returns each row with what it would do, and the organisation with all faultless rows done
 */
export const readStaffRows = (
  o: OrganisationState,
  org: string,
  mapping: StaffMapping,
  rows: readonly SheetRow[],
): { rows: ReadRow[]; after: OrganisationState } => {
  const people = peopleOf(o, org);
  const told = new Map<string, number>();
  const read = rows.map((row): ReadRow => {
    const said = formOf(o, mapping, row);
    const self = people.known(said);
    const { line } = row;
    const earlier = self && told.get(self.id);
    if (self && earlier !== undefined) {
      const field = same(self.number, said.number) ? ("number" as const) : ("phone" as const);
      const faults = [{ field, code: "staff-row-twice", value: earlier }];
      return { line, form: said, what: "faulty", member: self.id, faults };
    }
    const form = self ? completed(said, self) : said;
    const faults = faultsOf(o, org, form, self, people.whoHas).map(asRowFault);
    if (self?.left) faults.push({ field: "name", code: "staff-row-left", value: self.name });
    const member = self?.id ?? people.nextId();
    if (faults.length > 0) return { line, form, what: "faulty", member, faults };
    const changed = self ? Object.keys(changesOf(org, self, form)).length > 0 : true;
    told.set(member, line);
    people.put({
      ...form,
      id: member,
      username: namesOf(org, form, self).username,
      left: false,
    });
    return { line, form, what: self ? (changed ? "change" : "same") : "add", member, faults: [] };
  });
  return { rows: read, after: { ...o, members: [...people.members.values()] } };
};

/** The event that brings a member to what a row says; nothing for a row that changes nothing. */
export const eventOf = (o: OrganisationState, org: string, row: ReadRow) => {
  const before = memberOf(o, row.member);
  if (!before) {
    const data = { member: row.member, ...row.form, username: namesOf(org, row.form, undefined).username };
    return { type: "staff.joined", data };
  }
  return { type: "staff.changed", data: changesOf(org, before, row.form) };
};

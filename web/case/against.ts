// Against whom a complaint may be: a department, or a member.
import { t } from "i18next";
import type { Directory } from "../directory.ts";
import type { Option } from "../ui/Fields.tsx";

export const againstOptions = ({ departments, members }: Directory): Option[] => [
  ...departments.map((one) => ({ value: `department:${one.id}`, label: one.name })),
  ...members.map((one) => ({ value: `member:${one.id}`, label: t("register.member", { name: one.name }) })),
];

// A new password, typed twice; what is wrong with it is said before it is sent.
import { t } from "i18next";
import { type PasswordFault, passwordFault } from "#domain/account/password.ts";
import { Line } from "./Card.tsx";

const words: Record<PasswordFault, () => string> = {
  "too-short": () => t("password.tooShort"),
  "too-long": () => t("password.tooLong"),
  "is-name": () => t("password.isName"),
  "too-common": () => t("password.tooCommon"),
};

/** What keeps it from being sent; empty where nothing does. */
export function pairFault(password: string, again: string, names: readonly string[]): string {
  const fault = passwordFault(password, names);
  if (fault) return words[fault]();
  return password === again ? "" : t("password.differ");
}

export function PasswordPair(props: {
  password: string;
  again: string;
  names: readonly string[];
  set: (password: string, again: string) => void;
  wrong?: string;
}) {
  const { password, again, names, set, wrong } = props;
  const fault = password === "" ? null : passwordFault(password, names);
  const differ = again !== "" && again !== password;
  return (
    <>
      <Line
        label={t("password.new")}
        type="password"
        complete="new-password"
        value={password}
        hint={t("password.rules")}
        wrong={wrong ?? (fault ? words[fault]() : undefined)}
        onChange={(value) => set(value, again)}
      />
      <Line
        label={t("password.again")}
        type="password"
        complete="new-password"
        value={again}
        wrong={differ ? t("password.differ") : undefined}
        onChange={(value) => set(password, value)}
      />
    </>
  );
}

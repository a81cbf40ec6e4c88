// Who is signed in, where that is looked after, and the same person's other organisations.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { listLinks } from "#api/account.ts";
import { switchAccount } from "#api/process.ts";
import { call } from "../call.ts";
import { useDirectory } from "../directory.ts";
import type { Me } from "../me.ts";
import { CallRefused } from "../problem.ts";

const links = {
  queryKey: ["account", "links"],
  queryFn: () => call(listLinks),
  staleTime: Number.POSITIVE_INFINITY,
};

/** Changes over; where the other account asks for a code, that is typed first. */
function Switch({ me }: { me: Me }) {
  const [target, setTarget] = useState("");
  const [code, setCode] = useState<string>();
  const [wrong, setWrong] = useState("");
  const others = useQuery(links).data?.items ?? [];
  if (others.length === 0) return null;
  const change = async (username: string, typed?: string) => {
    setTarget(username);
    setWrong("");
    try {
      const said = await call(switchAccount, { body: { username, ...(typed ? { code: typed } : {}) } });
      if (said.twoFactor) return setCode("");
      localStorage.setItem("lastUsername", username);
      location.assign("/");
    } catch (error) {
      setWrong(error instanceof CallRefused ? error.problem.detail : t("problem.offline"));
    }
  };
  return (
    <span className="top-switch">
      <select
        className="language-choice"
        aria-label={t("shell.switch")}
        value={target}
        onChange={(chosen) => chosen.target.value !== "" && void change(chosen.target.value)}
      >
        <option value="">{me.organisation.name}</option>
        {others.map((one) => (
          <option key={one.username} value={one.username}>
            {one.organisationName}
          </option>
        ))}
      </select>
      {code !== undefined && (
        <form
          onSubmit={(submit) => {
            submit.preventDefault();
            void change(target, code);
          }}
        >
          <input
            className="plain-input"
            aria-label={t("session.code")}
            placeholder={t("session.code")}
            autoComplete="one-time-code"
            value={code}
            onChange={(typed) => setCode(typed.target.value)}
          />
          <Button size="small" htmlType="submit" disabled={code.trim() === ""}>
            {t("shell.switchNow")}
          </Button>
        </form>
      )}
      {wrong && <span role="alert">{wrong}</span>}
    </span>
  );
}

export function OwnAccount({ me }: { me: Me }) {
  const { nameOf } = useDirectory();
  return (
    <>
      <Switch me={me} />
      <Link to="/account" className="top-me" title={me.member.username}>
        {me.member.name}
        <small>{me.posts.map(nameOf).join(t("common.comma"))}</small>
      </Link>
    </>
  );
}

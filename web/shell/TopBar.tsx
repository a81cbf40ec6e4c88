// Search, the organisation's time, notices, who is signed in.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { type ReactNode, useState } from "react";
import { listNotices } from "#api/notice.ts";
import { signOut } from "#api/process.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { LanguageChoice } from "../i18n/LanguageChoice.tsx";
import type { Me } from "../me.ts";
import { fullInWords } from "../time.ts";
import { OwnAccount } from "./OwnAccount.tsx";

function Search() {
  const [q, setQ] = useState("");
  const navigate = useNavigate();
  return (
    <search>
      <form
        onSubmit={(submit) => {
          submit.preventDefault();
          void navigate({ to: "/cases", search: { q: q.trim() || undefined } });
        }}
      >
        <input
          id="search"
          type="search"
          className="plain-input"
          placeholder={t("shell.searchHint")}
          aria-label={t("shell.search")}
          value={q}
          onChange={(change) => setQ(change.target.value)}
        />
      </form>
    </search>
  );
}

function Unread() {
  const unread = useQuery({
    queryKey: ["notice", "unread"],
    queryFn: () => call(listNotices, { query: { limit: 1 } }),
    select: (answer) => answer.unread,
  }).data;
  return (
    <Link to="/notices" className="top-link">
      {t("place.notices")}
      {unread ? <span className="nav-count">{unread}</span> : null}
    </Link>
  );
}

/** Signs out, and begins anew at the sign-in. */
export async function leave(): Promise<void> {
  await call(signOut, { body: {} }).catch(() => undefined);
  location.assign("/");
}

export function TopBar({ me, help, words }: { me: Me; help: () => void; words: ReactNode }) {
  return (
    <header className="top-bar">
      <Search />
      <span className="top-clock num">{fullInWords(useNow())}</span>
      <span className="top-end">
        {words}
        <Unread />
        <LanguageChoice />
        <Button size="small" type="text" onClick={help} aria-label={t("shell.help")}>
          ?
        </Button>
        <OwnAccount me={me} />
        <Button size="small" className="top-leave" onClick={() => void leave()}>
          {t("session.leave")}
        </Button>
      </span>
    </header>
  );
}

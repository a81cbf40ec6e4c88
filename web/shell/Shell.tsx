// The frame around every page: where one can go, search, the clock, and what is wrong with the connection.
import { Outlet } from "@tanstack/react-router";
import { t } from "i18next";
import { type ReactNode, useState } from "react";
import { useMe } from "../me.ts";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { Navigation, PhoneBar } from "./Navigation.tsx";
import { ShortcutHelp } from "./ShortcutHelp.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { TopBar } from "./TopBar.tsx";
import { YearBanner } from "./YearBanner.tsx";
import "./shell.css";
import "./phone.css";

type Parts = {
  /** Of a rehearsal. */
  strip: ReactNode;
  words: ReactNode;
  /** What leads somebody through their first steps. */
  guide: ReactNode;
};

export function Shell({ strip, words, guide }: Parts) {
  const me = useMe();
  const [helping, setHelping] = useState(false);
  useShortcuts(() => setHelping(true));
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <Navigation me={me} />
      <div className="shell-body">
        <TopBar me={me} help={() => setHelping(true)} words={words} />
        {me.organisation.rehearsal && strip}
        {guide}
        <YearBanner me={me} />
        <ConnectionBanner />
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <PhoneBar />
      {helping && <ShortcutHelp close={() => setHelping(false)} />}
    </div>
  );
}

// 帮助: one's own page first, then the other posts'; the keys; the first case, begun or resumed.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { mayEditOffice, useMe } from "../me.ts";
import { Page, Sheet } from "../ui/Page.tsx";
import { goTo, useGuide } from "./guide.ts";
import { ownPost, posts } from "./pages.ts";
import "./help.css";

function Resume() {
  const guide = useGuide();
  if (!guide || guide.shown) return null;
  return (
    <div className="note row">
      <span>{t("help.left", { page: t(`help.post.${guide.page}`), n: guide.step + 1 })}</span>
      <Button size="small" type="primary" onClick={() => goTo({ ...guide, shown: true })}>
        {t("help.goOn")}
      </Button>
      <Button size="small" onClick={() => goTo(null)}>
        {t("help.drop")}
      </Button>
    </div>
  );
}

/** The card of keys opens as if its key had been pressed. */
const showKeys = () => dispatchEvent(new KeyboardEvent("keydown", { key: "?" }));

export function HelpPage() {
  const me = useMe();
  const own = ownPost(me);
  const others = posts.filter((post) => post !== own);
  return (
    <Page title={t("place.help")}>
      <div className="stack">
        <Resume />
        <Sheet title={t("help.own")}>
          <div className="help-cards">
            <Link to="/help/$page" params={{ page: own }}>
              <b>{t(`help.post.${own}`)}</b>
              <span>{t(`help.about.${own}`)}</span>
            </Link>
          </div>
        </Sheet>
        <Sheet title={t("help.others")}>
          <div className="help-cards">
            {others.map((post) => (
              <Link key={post} to="/help/$page" params={{ page: post }}>
                <b>{t(`help.post.${post}`)}</b>
                <span>{t(`help.about.${post}`)}</span>
              </Link>
            ))}
          </div>
        </Sheet>
        <div className="row">
          <Button onClick={showKeys}>
            {t("shell.help")} <kbd>?</kbd>
          </Button>
          {mayEditOffice(me) && <Link to="/setup-list">{t("place.setup-list")}</Link>}
        </div>
      </div>
    </Page>
  );
}

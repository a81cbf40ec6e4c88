// One page of help: what a post sees, owes and does; its first case can be begun from here.
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { Page } from "../ui/Page.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import { goTo, useGuide } from "./guide.ts";
import { isPost, useHelp } from "./pages.ts";
import { type HelpPage, placeOf, stepsOf } from "./tree.ts";
import { Piece } from "./Words.tsx";
import "./help.css";

const route = getRouteApi("/help/$page");

function Begin({ name, page }: { name: string; page: HelpPage }) {
  const guide = useGuide();
  const navigate = useNavigate();
  const steps = stepsOf(page);
  const at = guide?.page === name ? guide.step : 0;
  const begin = (step: number) => {
    goTo({ page: name, step, shown: true });
    const place = placeOf(steps[step] ?? []);
    if (place) void navigate({ to: place as "/" });
  };
  return (
    <div className="row">
      <Button type="primary" onClick={() => begin(at)}>
        {t(at > 0 ? "help.goOn" : "help.begin")}
      </Button>
      {at > 0 && <Button onClick={() => begin(0)}>{t("help.anew")}</Button>}
    </div>
  );
}

export function OnePage() {
  const { page: name } = route.useParams();
  const asked = useHelp(isPost(name) ? name : null);
  if (!isPost(name))
    return (
      <Page title={t("place.help")}>
        <Blank title={t("problem.404Detail")}>
          <Link to="/help">{t("place.help")}</Link>
        </Blank>
      </Page>
    );
  return (
    <Page title={asked.data?.title ?? t("place.help")} aside={<Link to="/help">{t("help.all")}</Link>}>
      <Answer of={asked}>
        {(page) => (
          <article className="sheet help-page">
            <Begin name={name} page={page} />
            {page.blocks.map((block, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a page of help never changes its order.
              <Piece key={n} block={block} />
            ))}
          </article>
        )}
      </Answer>
    </Page>
  );
}

// The guided first case beside the real pages: one step at a time, with the keyboard too; to be left and resumed.
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useKey } from "../ui/keys.ts";
import { type Guide, goTo, useGuide } from "./guide.ts";
import { useHelp } from "./pages.ts";
import { placeOf, stepsOf } from "./tree.ts";
import { Words } from "./Words.tsx";
import "./help.css";

function Step({ guide }: { guide: Guide }) {
  const page = useHelp(guide.page).data;
  const navigate = useNavigate();
  const steps = page ? stepsOf(page) : [];
  const step = steps[guide.step];
  const turn = (by: number) => {
    const next = guide.step + by;
    if (!page || next < 0) return;
    if (next >= steps.length) {
      goTo(null);
      void navigate({ to: `/help/${guide.page}` as "/" });
      return;
    }
    goTo({ ...guide, step: next });
    const place = placeOf(steps[next] ?? []);
    if (place) void navigate({ to: place as "/" });
  };
  useKey(".", () => turn(1));
  useKey(",", () => turn(-1));
  if (!page || !step) return null;
  const last = guide.step === steps.length - 1;
  return (
    <aside className="guide-strip" aria-label={t("help.guide")}>
      <span className="chip accent num">{t("help.stepOf", { n: guide.step + 1, of: steps.length })}</span>
      <p role="status">
        <Words of={step} />
      </p>
      <span className="row">
        <Button size="small" disabled={guide.step === 0} onClick={() => turn(-1)}>
          {t("help.before")} <kbd>,</kbd>
        </Button>
        <Button size="small" type="primary" onClick={() => turn(1)}>
          {t(last ? "help.finish" : "help.next")} <kbd>.</kbd>
        </Button>
        <Link to={`/help/${guide.page}` as "/"}>{t("help.whole")}</Link>
        <Button size="small" type="text" onClick={() => goTo({ ...guide, shown: false })}>
          {t("help.leave")}
        </Button>
      </span>
    </aside>
  );
}

export function GuideStrip() {
  const guide = useGuide();
  return guide?.shown ? <Step guide={guide} /> : null;
}

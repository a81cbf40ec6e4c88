// Moves the clock to an instant that is typed.
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { instantOf } from "../time.ts";
import { TimeField } from "../ui/Fields.tsx";

export function AdvanceTo({ go, busy }: { go: (to: string) => void; busy: boolean }) {
  const [to, setTo] = useState("");
  const instant = instantOf(to);
  return (
    <form
      className="row rehearsal-to"
      aria-label={t("rehearsal.advanceTo")}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (instant) go(instant);
      }}
    >
      <TimeField label={t("rehearsal.advanceTo")} value={to} onChange={setTo} />
      <Button htmlType="submit" disabled={!instant || busy}>
        {t("rehearsal.advance")}
      </Button>
    </form>
  );
}

// The proof of the clause as it stands now, before anything is saved.
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { ProofStrip } from "../proof/ProofStrip.tsx";
import type { Work } from "./text.ts";

export function Playing({ work, id }: { work: Work; id: string }) {
  const [played, setPlayed] = useState(false);
  const { regulation } = work;
  const clause = regulation?.clauses.find((one) => one.id === id);
  const can = clause?.proof !== undefined || clause?.see !== undefined;
  return (
    <>
      <div className="row">
        <Button disabled={!can} aria-expanded={played && can} onClick={() => setPlayed(!played)}>
          <span aria-hidden="true">{played ? "■" : "▶"}</span> {t(played ? "proof.hide" : "edit.play")}
        </Button>
        {!can && <span className="soft">{t("edit.cannotPlay")}</span>}
      </div>
      {played && can && regulation && <ProofStrip regulation={regulation} id={id} />}
    </>
  );
}

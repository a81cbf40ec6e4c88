// Before a calendar is saved: how many running clocks it would move, and by how much; then it is saved.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { changeOffice, type OfficePreview, previewOffice } from "#api/office.ts";
import { call } from "../call.ts";
import { useNow } from "../clock.ts";
import { momentInWords } from "../time.ts";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { officeChanged } from "./office.queries.ts";

export type Changes = z.input<NonNullable<typeof changeOffice.body>>;

function Moved({ seen }: { seen: OfficePreview }) {
  const now = useNow();
  const at = (instant: string | null) => (instant ? momentInWords(instant, now) : t("time.noTerm"));
  const nothing = seen.earlier + seen.later === 0;
  return (
    <div className="stack">
      <p>
        {nothing
          ? t("office.movesNone", { n: seen.clocks })
          : t("office.moves", { n: seen.clocks, earlier: seen.earlier, later: seen.later })}{" "}
        {seen.over > 0 && <span className="chip late">{t("office.movesOver", { n: seen.over })}</span>}{" "}
        {seen.more && <span className="soft">{t("office.movesMore")}</span>}
      </p>
      {seen.items.length > 0 && (
        <ul className="office-moved">
          {seen.items.map((one) => (
            <li key={one.stream + one.clause}>
              {one.number} {one.title} <span className="soft">{one.clause}</span>: {at(one.before)} →{" "}
              <b>{at(one.after)}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Props = {
  changes: Changes;
  /** Something differs from what stands. */
  ready: boolean;
  drop: () => void;
  /** It was saved: the form that it stands in begins anew with what stands now. */
  saved: () => void;
  wasSaved: boolean;
};

export function Moving({ changes, ready, drop, saved, wasSaved }: Props) {
  const client = useQueryClient();
  const [seenFor, setSeenFor] = useState("");
  const wish = JSON.stringify(changes);
  const look = useMutation({
    mutationFn: () => call(previewOffice, { body: changes }),
    onSuccess: () => setSeenFor(wish),
  });
  const save = useMutation({
    mutationFn: () => call(changeOffice, { body: changes }),
    onSuccess: async () => {
      saved();
      await officeChanged(client);
      setSeenFor("");
    },
  });
  const seen = seenFor === wish ? look.data : undefined;
  return (
    <div className="stack">
      {seen && <Moved seen={seen} />}
      <ProblemAlert error={look.error ?? save.error} />
      <div className="form-foot">
        {seen ? (
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
            {t("role.save")}
          </Button>
        ) : (
          <Button type="primary" disabled={!ready} loading={look.isPending} onClick={() => look.mutate()}>
            {t("office.look")}
          </Button>
        )}
        <Button disabled={!ready} onClick={drop}>
          {t("role.undo")}
        </Button>
        <span role="status" className="soft">
          {wasSaved && !ready && t("office.savedCounted")}
        </span>
      </div>
    </div>
  );
}

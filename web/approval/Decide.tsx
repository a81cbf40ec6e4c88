// The decision: one comment, two buttons.
import { Button } from "antd";
import { t } from "i18next";
import type { Approval } from "#api/approval.ts";
import { useDirectory } from "../directory.ts";
import { useKept } from "../kept.ts";
import { TextField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { useApprovalAct } from "./acting.ts";

export function Decide({ one }: { one: Approval }) {
  const [comment, setComment, drop] = useKept(`draft/approval/${one.id}`, "");
  const { nameOf } = useDirectory();
  const decide = useApprovalAct(one.id, drop);
  const send = (act: "approve" | "reject") =>
    decide.mutate({ act, body: { comment: comment.trim() || undefined } });
  return (
    <form
      className="stack"
      aria-label={t("approval.decide")}
      onSubmit={(submit) => submit.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send("approve");
      }}
    >
      {one.mineFor && <p className="note warn">{t("approval.mineFor", { who: nameOf(one.mineFor) })}</p>}
      <TextField label={t("approval.comment")} lines={1} value={comment} onChange={setComment} />
      <ProblemAlert error={decide.error} />
      <div className="form-foot">
        <Button type="primary" loading={decide.isPending} onClick={() => send("approve")}>
          {t("approval.approve")}
        </Button>
        <Button danger disabled={decide.isPending} onClick={() => send("reject")}>
          {t("approval.reject")}
        </Button>
      </div>
    </form>
  );
}

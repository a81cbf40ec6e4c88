// The decision: one comment, two buttons.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { approve, reject } from "#api/approval.ts";
import { call } from "../call.ts";
import { useIntent } from "../intent.ts";
import { useKept } from "../kept.ts";
import { TextField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";

export function Decide({ id }: { id: string }) {
  const [comment, setComment, drop] = useKept(`draft/approval/${id}`, "");
  const client = useQueryClient();
  const intent = useIntent();
  const decide = useMutation({
    mutationFn: (granted: boolean) => {
      const body = { comment: comment.trim() || undefined };
      const wish = { params: { id }, body, intent: intent.key({ id, granted, comment }) };
      return granted ? call(approve, wish) : call(reject, wish);
    },
    onSuccess: () => {
      intent.done();
      drop();
      for (const noun of ["approval", "counts", "case", "obligation"])
        void client.invalidateQueries({ queryKey: [noun] });
    },
  });
  return (
    <form
      className="stack"
      aria-label={t("approval.decide")}
      onSubmit={(submit) => submit.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) decide.mutate(true);
      }}
    >
      <TextField label={t("approval.comment")} lines={1} value={comment} onChange={setComment} />
      <ProblemAlert error={decide.error} />
      <div className="form-foot">
        <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate(true)}>
          {t("approval.approve")}
        </Button>
        <Button danger disabled={decide.isPending} onClick={() => decide.mutate(false)}>
          {t("approval.reject")}
        </Button>
      </div>
    </form>
  );
}

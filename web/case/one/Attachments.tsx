// Files of a matter.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { t } from "i18next";
import { attachFile, type CaseWhole, getAttachment } from "#api/case.ts";
import { address, call } from "../../call.ts";
import { useNow } from "../../clock.ts";
import { useDirectory } from "../../directory.ts";
import { momentInWords } from "../../time.ts";
import { FileField } from "../../ui/FileField.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

function useAttach(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append("file", file);
      return call(attachFile, { params: { id }, form });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["case", "one", id] }),
  });
}

export function Attachments({ of }: { of: CaseWhole }) {
  const { nameOf } = useDirectory();
  const now = useNow();
  const attach = useAttach(of.id);
  return (
    <Sheet title={t("case.attachments")} label={t("case.attachments")}>
      <div className="sheet-body stack">
        <ul className="attachments">
          {of.attachments.map((file) => (
            <li key={file.id}>
              <a href={address(getAttachment.path, { id: of.id, attachment: file.id })} download={file.name}>
                {file.name}
              </a>{" "}
              <small className="soft">
                {sizeInWords(file.size)} · {nameOf(file.by)} · {momentInWords(file.at, now)}
              </small>
            </li>
          ))}
        </ul>
        <FileField label={t("case.attach")} busy={attach.isPending} choose={(file) => attach.mutate(file)} />
        {attach.isPending && <p role="status">{t("case.attaching")}</p>}
        <ProblemAlert error={attach.error} />
      </div>
    </Sheet>
  );
}

// 审批: what waits for my decision, the oldest first; and what I asked for.
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { listApprovals } from "#api/approval.ts";
import { approvalStates } from "#api/words.ts";
import { usePaged } from "../paged.ts";
import { ChoiceField, SelectField } from "../ui/Fields.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Page } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank, Loading } from "../ui/States.tsx";
import { ApprovalCard } from "./ApprovalCard.tsx";
import { Deputies } from "./Deputies.tsx";
import "./approval.css";

const route = getRouteApi("/approvals");
type State = (typeof approvalStates)[number];
const none = {
  mine: () => t("approval.noneWaiting"),
  asker: () => t("approval.noneAsked"),
  copied: () => t("approval.noneCopied"),
};

export function ApprovalsPage() {
  const { as, state } = route.useSearch();
  const navigate = useNavigate();
  const whose = as === "asker" || as === "copied" ? as : "mine";
  const approvals = usePaged("approval", listApprovals, {
    as: whose === "mine" ? undefined : whose,
    state: state as State | undefined,
  });
  return (
    <Page
      title={t("place.approvals")}
      aside={
        <>
          <ChoiceField
            label={t("approval.whose")}
            value={whose}
            options={(["mine", "asker", "copied"] as const).map((value) => ({
              value,
              label: t(`approval.${value}`),
            }))}
            onChange={(value) =>
              void navigate({
                to: "/approvals",
                search: { as: value === "mine" ? undefined : value, state },
              })
            }
          />
          <SelectField
            label={t("approval.stateLabel")}
            none={whose === "mine" ? t("approvalState.waiting") : t("common.all")}
            value={state ?? ""}
            options={approvalStates.map((value) => ({ value, label: t(`approvalState.${value}`) }))}
            onChange={(value) =>
              void navigate({ to: "/approvals", search: { as, state: value || undefined } })
            }
          />
        </>
      }
    >
      <div className="stack">
        <ProblemAlert error={approvals.error} retry={() => void approvals.refetch()} />
        {!approvals.items && !approvals.error && <Loading />}
        {approvals.items?.length === 0 && (
          <div className="sheet">
            <Blank title={none[whose]()} />
          </div>
        )}
        {approvals.items?.map((one) => (
          <ApprovalCard key={one.id} one={one} />
        ))}
        <MoreButton of={approvals} />
        <Deputies />
      </div>
    </Page>
  );
}

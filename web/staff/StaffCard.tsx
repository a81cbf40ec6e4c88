// One member: the form, the way to the account, and what leads to leaving, handing over or coming back.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { returnStaff, type StaffMember } from "#api/staff.ts";
import { call } from "../call.ts";
import { useMe } from "../me.ts";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Leaving } from "./Leaving.tsx";
import { StaffForm } from "./StaffForm.tsx";
import { heldQuery, staffChanged } from "./staff.queries.ts";

type Props = { member: StaffMember; close: () => void };

function Gone({ member }: { member: StaffMember }) {
  const client = useQueryClient();
  const back = useMutation({
    mutationFn: () => call(returnStaff, { params: { id: member.id }, body: {} }),
    onSuccess: () => staffChanged(client),
  });
  return (
    <div className="stack">
      <p>{t("staff.gone")}</p>
      <ProblemAlert error={back.error} />
      <div className="form-foot">
        <Button loading={back.isPending} onClick={() => back.mutate()}>
          {t("staff.back")}
        </Button>
        <span className="soft">{t("staff.backHow")}</span>
      </div>
    </div>
  );
}

/** After another post or department: what they hold is still with them, unless it is handed over. */
function Stays({ id }: { id: string }) {
  const held = useQuery({ ...heldQuery(id), refetchOnMount: "always" }).data;
  const n = held ? held.matters.count + held.approvals.count : 0;
  if (n === 0) return null;
  return (
    <p className="note warn" role="status">
      {t("staff.stays", { n })}
    </p>
  );
}

export function StaffCard({ member, close }: Props) {
  const [way, setWay] = useState<"leave" | "hand-over" | null>(null);
  const [moved, setMoved] = useState(false);
  const me = useMe();
  return (
    <Sheet
      title={member.name}
      label={member.name}
      aside={
        <span className="row">
          {!member.left && (
            <Link to="/accounts" search={{ q: member.name }}>
              {t("staff.account")}
            </Link>
          )}
          <Button size="small" onClick={close}>
            {t("common.close")}
          </Button>
        </span>
      }
    >
      <div className="sheet-body stack">
        {member.left && <Gone member={member} />}
        {!member.left && way === null && (
          <>
            <StaffForm
              of={member}
              done={(saved) =>
                setMoved(saved.posts.join() !== member.posts.join() || saved.department !== member.department)
              }
              cancel={close}
            />
            {moved && <Stays id={member.id} />}
            <div className="form-foot staff-ways">
              <Button onClick={() => setWay("hand-over")}>{t("staff.handOver")}</Button>
              {member.id !== me.member.id && (
                <Button danger onClick={() => setWay("leave")}>
                  {t("staff.leave")}
                </Button>
              )}
            </div>
          </>
        )}
        {!member.left && way !== null && <Leaving member={member} way={way} close={() => setWay(null)} />}
      </div>
    </Sheet>
  );
}

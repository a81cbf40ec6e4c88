// One's own account: password, second code, where one is signed in, one's other accounts, keys for programs.
import { useQuery } from "@tanstack/react-query";
import { t } from "i18next";
import type { z } from "zod";
import { getAccount } from "#api/account.ts";
import { call } from "../call.ts";
import { mayEditStaff, useMe } from "../me.ts";
import { Page, Sheet } from "../ui/Page.tsx";
import { Answer } from "../ui/States.tsx";
import { KeysPart } from "./KeysPart.tsx";
import { LinksPart } from "./LinksPart.tsx";
import { NoticesPart } from "./NoticesPart.tsx";
import { PasswordPart } from "./PasswordPart.tsx";
import { SessionsPart } from "./SessionsPart.tsx";
import { TwoFactorPart } from "./TwoFactorPart.tsx";
import "./account.css";

export type Account = z.infer<typeof getAccount.output>;

export function AccountPage() {
  const account = useQuery({ queryKey: ["account"], queryFn: () => call(getAccount) });
  const admin = mayEditStaff(useMe());
  return (
    <Page title={t("place.account")}>
      <Answer of={account}>
        {(mine) => (
          <div className="stack account">
            <Sheet title={t("account.names")}>
              <p className="sheet-body">
                {t("account.signInAs")} <b className="account-name">{mine.username}</b>
                {mine.second && (
                  <>
                    {" "}
                    {t("account.orAs")} <b className="account-name">{mine.second}</b>
                  </>
                )}
              </p>
            </Sheet>
            <PasswordPart names={[mine.username, mine.second ?? ""]} />
            <TwoFactorPart of={mine.twoFactor} />
            <NoticesPart />
            <SessionsPart sessions={mine.sessions} />
            <LinksPart links={mine.links} />
            {admin && <KeysPart />}
          </div>
        )}
      </Answer>
    </Page>
  );
}

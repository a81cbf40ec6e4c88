// Where one is signed in, each to be ended.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { endSession } from "#api/account.ts";
import { call } from "../call.ts";
import { fullInWords } from "../time.ts";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import type { Account } from "./AccountPage.tsx";

const browsers: [RegExp, string][] = [
  [/MicroMessenger/, "WeChat"],
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const machines: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** A browser as its user knows it. */
const deviceIn = (agent: string): string => {
  const named = [browsers, machines].flatMap((list) => list.find(([mark]) => mark.test(agent))?.[1] ?? []);
  return named.join(" · ") || agent.slice(0, 60) || t("account.deviceUnknown");
};

export function SessionsPart({ sessions }: { sessions: Account["sessions"] }) {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (session: string) => call(endSession, { params: { session } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["account"] }),
  });
  return (
    <Sheet
      title={t("account.sessions")}
      label={t("account.sessions")}
      aside={
        sessions.length > 1 && (
          <Button size="small" loading={end.isPending} onClick={() => end.mutate("others")}>
            {t("account.endOthers")}
          </Button>
        )
      }
    >
      <ProblemAlert error={end.error} />
      <ul>
        {sessions.map((one) => (
          <li key={one.id} className="account-line">
            <b>{deviceIn(one.device)}</b>
            <span className="soft num">{t("account.since", { at: fullInWords(one.since) })}</span>
            {one.current ? (
              <span className="chip kept">{t("account.here")}</span>
            ) : (
              <Button size="small" onClick={() => end.mutate(one.id)}>
                {t("account.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

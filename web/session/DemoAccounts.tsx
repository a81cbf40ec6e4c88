// The demo's accounts by organisation; one click fills the form.
import { t } from "i18next";
import type { Demo } from "./SignIn.tsx";

export function DemoAccounts(props: { demo: Demo; chosen: string; choose: (username: string) => void }) {
  const { demo, chosen, choose } = props;
  const organisations = Map.groupBy(demo.items, (account) => account.organisation);
  return (
    <section className="sign-in-demo" aria-label={t("session.demo")}>
      {demo.exposed && (
        <p className="sign-in-red" role="alert">
          {t("session.demoOpen")}
        </p>
      )}
      <h2>{t("session.demo")}</h2>
      <p>{t("session.demoHow")}</p>
      {[...organisations].map(([organisation, accounts]) => (
        <div key={organisation} className="sign-in-org">
          <h3>
            {accounts[0]?.organisationName} <code>{organisation}</code>
          </h3>
          <ul>
            {accounts.map((account) => (
              <li key={account.username}>
                <button
                  type="button"
                  aria-pressed={account.username === chosen}
                  aria-label={`${account.username} ${account.postName} ${account.name}`}
                  onClick={() => choose(account.username)}
                >
                  <b>{account.postName}</b> {account.name}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

// The sign-in: also shown over the page when a session has ended, so that nothing typed is lost.
import { t } from "i18next";
import { useEffect, useState } from "react";
import type { z } from "zod";
import { demo, signIn } from "#api/process.ts";
import { getSetup } from "#api/setup.ts";
import { call } from "../call.ts";
import { LanguageChoice } from "../i18n/LanguageChoice.tsx";
import { CallRefused } from "../problem.ts";
import { setStanding } from "../signed-in.ts";
import { Line } from "./Card.tsx";
import { DemoAccounts } from "./DemoAccounts.tsx";
import "./sign-in.css";

export type Demo = z.infer<typeof demo.output>;

function useDemo(): Demo | undefined {
  const [answer, setAnswer] = useState<Demo>();
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    // Organisations are loaded behind the start, so the list is asked again while it is still growing.
    const ask = (left: number) =>
      call(demo)
        .then((said) => {
          if (gone) return;
          setAnswer(said);
          if (said.on && left > 0) timer = setTimeout(ask, 5_000, left - 1);
        })
        .catch(() => undefined);
    ask(6);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return answer;
}

const wrongWords = (error: unknown): string => {
  if (!(error instanceof CallRefused)) return t("problem.offline");
  if (error.status === 429) return t("session.throttled");
  return error.problem.type.endsWith("code-wrong") ? error.problem.detail : t("session.wrong");
};

/** Asks once whether there is anything to sign in to. */
function useSetupNeeded(): boolean {
  const [needed, setNeeded] = useState(false);
  useEffect(() => {
    call(getSetup).then(
      (said) => setNeeded(said.needed),
      () => undefined,
    );
  }, []);
  return needed;
}

export function SignIn({ ended = false }: { ended?: boolean }) {
  const [username, setUsername] = useState(() => (ended && localStorage.getItem("lastUsername")) || "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const accounts = useDemo();
  const setupNeeded = useSetupNeeded();
  const enter = async () => {
    setBusy(true);
    setWrong("");
    try {
      const before = localStorage.getItem("lastUsername");
      const body = { username: username.trim(), password, ...(code ? { code } : {}) };
      const { twoFactor } = await call(signIn, { body });
      if (twoFactor) return setCode("");
      localStorage.setItem("lastUsername", username.trim());
      // Another person must not continue on the first one's page.
      if (ended && before !== username.trim()) location.assign("/");
      else setStanding("in");
    } catch (error) {
      setWrong(wrongWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className={ended ? "sign-in over" : "sign-in"}>
      <section className="sign-in-card" aria-label={t("session.signIn")}>
        <h1>
          {t("product")} <small>{t("session.motto")}</small>
        </h1>
        {ended && <p className="sign-in-note">{t("session.ended")}</p>}
        {setupNeeded && <p className="sign-in-note">{t("session.setupNeeded")}</p>}
        <form
          onSubmit={(submit) => {
            submit.preventDefault();
            void enter();
          }}
        >
          <label>
            {t("session.username")}
            <input
              value={username}
              onChange={(change) => {
                setUsername(change.target.value);
                setCode(null);
              }}
              autoComplete="username"
              required
            />
          </label>
          <span className="sign-in-hint">{t("session.usernameHint")}</span>
          <label>
            {t("session.password")}
            <input
              type="password"
              value={password}
              onChange={(change) => setPassword(change.target.value)}
              autoComplete="current-password"
              required
            />
          </label>
          {code !== null && (
            <Line
              label={t("session.code")}
              hint={t("session.codeHint")}
              value={code}
              complete="one-time-code"
              onChange={setCode}
              focus
            />
          )}
          {wrong && <p role="alert">{wrong}</p>}
          <button type="submit" disabled={busy}>
            {busy ? t("session.entering") : t("session.enter")}
          </button>
        </form>
        <LanguageChoice />
      </section>
      {accounts?.on && (
        <DemoAccounts
          demo={accounts}
          chosen={username}
          choose={(name) => {
            setUsername(name);
            setPassword(accounts.password ?? "");
          }}
        />
      )}
    </main>
  );
}

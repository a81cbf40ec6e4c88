// Starts the interface: language, time, then the sign-in or the desk, whichever is due.
import { type ComponentType, lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { askAhead, firstAsked, forgetAhead, keepAhead } from "./ahead.ts";
import { language } from "./i18n/language.ts";
import { speak } from "./i18n/setup.ts";
import { SignIn } from "./session/SignIn.tsx";
import { setStanding, useStanding } from "./signed-in.ts";
import { paint } from "./theme.ts";
import { showUnloaded } from "./unloaded.ts";
import "./ui/ground.css";

const loadDesk = () => import("./Desk.tsx");
/** There at once after a reload; after a sign-in it comes while nothing is shown. */
let Desk: ComponentType = lazy(async () => {
  const file = await loadDesk();
  await file.ready();
  return { default: file.Desk };
});

/** Pages before any sign-in, by their address; each is loaded only there. */
const before: Record<string, ReturnType<typeof lazy>> = {
  "/setup": lazy(() => import("./session/Setup.tsx").then((file) => ({ default: file.Setup }))),
  "/invite": lazy(() => import("./session/Invite.tsx").then((file) => ({ default: file.Invite }))),
};
/** Pages to which people come by an address: their code comes beside the desk's, not after it. */
const straight: [RegExp, () => Promise<unknown>][] = [
  [/^\/cases\/[^/]+$/, () => import("./case/one/CasePage.tsx")],
  [/^\/cases$/, () => import("./case/list/CaseListPage.tsx")],
];
const OwnPassword = lazy(() =>
  import("./session/OwnPassword.tsx").then((file) => ({ default: file.OwnPassword })),
);

function Start() {
  const standing = useStanding();
  const Before = before[location.pathname];
  if (Before)
    return (
      <Suspense>
        <Before />
      </Suspense>
    );
  return (
    <>
      {standing === "password" && (
        <Suspense>
          <OwnPassword />
        </Suspense>
      )}
      {(standing === "in" || standing === "ended") && (
        <div inert={standing === "ended"}>
          <Suspense>
            <Desk />
          </Suspense>
        </div>
      )}
      {standing === "out" && <SignIn />}
      {standing === "ended" && <SignIn ended />}
    </>
  );
}

/** React shows what it had to wait for with a pause, so the first drawing waits for nothing. */
async function deskReady(): Promise<void> {
  const file = await loadDesk();
  await file.ready();
  Desk = file.Desk;
}

const ground = (): HTMLElement => document.getElementById("root")!;

/** Before the pages stand nothing but their code that did not come can keep anything from being drawn. */
function unloaded(error: unknown): void {
  console.error(error);
  showUnloaded(ground(), language);
}

async function begin(): Promise<void> {
  paint(document.documentElement);
  // Asked without the contract's file, so that the sign-in stays small; the desk asks properly.
  const asked = fetch("/api/me").catch(() => undefined);
  // Who signed in here before is probably still signed in: the desk is fetched while the answer is on its way.
  if (localStorage.getItem("lastUsername") && !before[location.pathname]) {
    askAhead(firstAsked(location), language);
    void loadDesk();
    void straight.find(([path]) => path.test(location.pathname))?.[1]();
  }
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
  await speak();
  const answer = await asked;
  const mustChange = answer?.status === 403 && (await answer.text()).includes("password-must-change");
  if (answer?.ok) keepAhead("/api/me", answer);
  else forgetAhead();
  // That page stands only while an own password must be chosen.
  if (!mustChange && location.pathname === "/password") history.replaceState(null, "", "/");
  const standing = answer?.status === 401 ? "out" : mustChange ? "password" : "in";
  setStanding(standing);
  if (standing === "in" && !before[location.pathname]) await deskReady();
  createRoot(ground(), { onUncaughtError: unloaded }).render(
    <StrictMode>
      <Start />
    </StrictMode>,
  );
}

begin().catch(unloaded);

// Starts the interface: language, time, then the sign-in or the desk, whichever is due.
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { speak } from "./i18n/setup.ts";
import { SignIn } from "./session/SignIn.tsx";
import { setStanding, useStanding } from "./signed-in.ts";
import { paint } from "./theme.ts";
import "./ui/ground.css";

const loadDesk = () => import("./Desk.tsx");
const Desk = lazy(() => loadDesk().then((file) => ({ default: file.Desk })));

function Start() {
  const standing = useStanding();
  return (
    <>
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

async function begin(): Promise<void> {
  paint(document.documentElement);
  // Asked without the contract's file, so that the sign-in stays small; the desk asks properly.
  const asked = fetch("/api/me").catch(() => undefined);
  // Who signed in here before is probably still signed in: the desk is fetched while the answer is on its way.
  if (localStorage.getItem("lastUsername")) void loadDesk();
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
  await speak();
  const answer = await asked;
  setStanding(answer?.status === 401 ? "out" : "in");
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <Start />
    </StrictMode>,
  );
}

begin();

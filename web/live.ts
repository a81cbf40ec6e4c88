// What changed at the server, told to every tab over one connection a browser.
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

type Change = { about: string; id?: string };

/** Which questions the change of which stream makes stale; a word that is not here makes all of them so. */
const touches: Record<string, string[]> = {
  case: ["case", "paper", "obligation", "counts", "customer", "notice", "rehearsal"],
  paper: ["paper", "obligation", "counts", "notice"],
  obligation: ["case", "obligation", "counts"],
  approval: ["approval", "case", "obligation", "counts", "notice"],
  duty: ["duty", "paper", "obligation", "counts", "notice", "rehearsal"],
  agenda: ["rehearsal"],
  notice: ["notice"],
  delivery: ["delivery"],
  customer: ["customer"],
  regulation: ["regulation", "clause", "rules", "directory"],
};
const everything = "everything";

let connected = true;
const listeners = new Set<() => void>();
function setConnected(next: boolean): void {
  if (connected === next) return;
  connected = next;
  for (const listen of listeners) listen();
}
const subscribe = (listen: () => void) => {
  listeners.add(listen);
  return () => listeners.delete(listen);
};
export const useConnected = (): boolean => useSyncExternalStore(subscribe, () => connected);

/** The tab that holds the lock keeps the connection and passes on what it hears; when it closes, another takes over. */
export function listenLive(client: QueryClient): () => void {
  const channel = new BroadcastChannel("shouwen-live");
  const stop = new AbortController();
  const renew = gather(client);
  channel.onmessage = (message: MessageEvent<Change | "connected" | "lost">) => {
    if (message.data === "connected" || message.data === "lost") setConnected(message.data === "connected");
    else renew(message.data);
  };
  const take = () => lead(channel, renew, stop.signal);
  // Plain http beyond this machine has no locks: there each tab keeps a connection of its own.
  if (navigator.locks)
    navigator.locks.request("shouwen-live", { signal: stop.signal }, take).catch(() => undefined);
  else take();
  return () => {
    stop.abort();
    channel.close();
  };
}

/** Changes come in bursts (a case and its obligations); each question is asked again once. */
function gather(client: QueryClient): (change: Change) => void {
  const stale = new Set<string>();
  const ask = () => {
    if (stale.has(everything)) client.invalidateQueries();
    else for (const noun of stale) client.invalidateQueries({ queryKey: [noun] });
    stale.clear();
  };
  return (change) => {
    if (stale.size === 0) setTimeout(ask, 250);
    for (const noun of touches[change.about] ?? [everything]) stale.add(noun);
  };
}

function lead(
  channel: BroadcastChannel,
  renew: (change: Change) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let missed = false;
    const tell = (standing: "connected" | "lost") => {
      setConnected(standing === "connected");
      channel.postMessage(standing);
    };
    const pass = (change: Change) => {
      renew(change);
      channel.postMessage(change);
    };
    const connect = () => {
      source = new EventSource("/api/stream");
      source.onopen = () => {
        tell("connected");
        // What happened while nobody listened is unknown, so everything is asked again.
        if (missed) pass({ about: everything });
        missed = false;
      };
      source.onmessage = (message) => pass(JSON.parse(message.data));
      source.onerror = () => {
        missed = true;
        tell("lost");
        source?.close();
        clearTimeout(retry);
        retry = setTimeout(connect, 3_000);
      };
    };
    connect();
    signal.addEventListener("abort", () => {
      clearTimeout(retry);
      source?.close();
      resolve();
    });
  });
}

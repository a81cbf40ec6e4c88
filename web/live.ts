// What changed at the server, told to every tab over one connection a browser.
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type Change, everything, gather } from "./stale.ts";

/** What was asked before the page was drawn is asked once more within this time. */
const firstMs = 3_000;

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
  // What happened between the first answers and now is unknown too; it is asked when the page has long been drawn.
  renew({ about: "case", within: firstMs });
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
    let apart = 2_000;
    const pass = (change: Change) => {
      apart = Math.max(apart, change.within ?? 0);
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
        // A server that comes back is not met by all windows at once.
        retry = setTimeout(connect, 2_000 + Math.random() * apart);
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

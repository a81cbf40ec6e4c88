// How receipts of erasures and holds live on the server: few and read whole, so that they need no views.
import { type ErasureState, erasureKind } from "#domain/erasure/erasure.ts";
import { type HoldState, holdKind } from "#domain/retention/hold.ts";
import type { Module } from "#server/log/world.ts";

export const erasureModule: Module<ErasureState> = { kind: erasureKind, project: () => ({}) };
export const holdModule: Module<HoldState> = { kind: holdKind, project: () => ({}) };

// A ticket for one file: made after the password was entered again, good for the same member and two minutes.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Caller } from "#server/log/command.ts";
import type { World } from "#server/log/world.ts";

const goodForMs = 120_000;

const sign = async ({ side }: World, caller: Caller, id: string, until: number): Promise<string> => {
  const { rows } = await side.query<{ value: string; now: number }>("select value from auth.secret");
  const secret = rows[0]?.value;
  if (!secret) throw new Error("The server has no secret yet.");
  return createHmac("sha256", secret)
    .update(`backup file\n${caller.org}\n${caller.member}\n${id}\n${until}`)
    .digest("base64url");
};

export const ticketFor = async (world: World, caller: Caller, id: string): Promise<string> => {
  const until = Date.now() + goodForMs;
  return `${until}.${await sign(world, caller, id, until)}`;
};

export const isTicket = async (
  world: World,
  caller: Caller,
  id: string,
  ticket: string,
): Promise<boolean> => {
  const [until = "", mark = ""] = ticket.split(".");
  if (!/^\d{13}$/.test(until) || Number(until) < Date.now()) return false;
  const wanted = Buffer.from(await sign(world, caller, id, Number(until)));
  const given = Buffer.from(mark);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
};

// A test message: sent now, by the settings as they are kept, with the answer of the other side.
import { randomUUID } from "node:crypto";
import type { DeliveryTried } from "#api/delivery.ts";
import { deliveryOf, secretNames } from "#domain/delivery/settings.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { readSecret } from "#server/http/session/secret.ts";
import type { Caller } from "#server/log/command.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { contactOf } from "../message/contact.ts";
import { wordsIn } from "../message/message.ts";
import { NotSent } from "../out/address.ts";
import { sayInGroup } from "../out/hook.ts";
import { messageIdOf, sendMail } from "../out/mail.ts";
import type { Outside } from "../send.ts";

const longestMs = 14_000;

type Asked = { channel: string; to?: string | undefined };

const settingsFor = (world: World, { org, member }: Caller) =>
  reading(world, org, async ({ directory: { organisation: o }, recordedAt }) => ({
    settings: deliveryOf(o),
    name: o.name,
    own: contactOf(memberOf(o, member)).email,
    now: recordedAt,
  }));

const trialOf = async (world: World, outside: Outside, caller: Caller, { channel, to }: Asked) => {
  const { settings, name, own, now } = await settingsFor(world, caller);
  const { say } = wordsIn(settings.language);
  const text = say("test", { organisation: name });
  const { privateToo } = outside;
  if (channel === "mail") {
    const { mail } = settings;
    const address = to ?? own;
    if (mail.host === "" || mail.from === "") throw refused(refuse("rule", "delivery-host").refused);
    if (address === null) throw refused(refuse("rule", "delivery-to", { field: "to" }).refused);
    const password = await readSecret(world.side, caller.org, secretNames.password);
    const letter = { to: address, subject: say("testSubject"), text: `${text}\n`, html: `<p>${text}</p>` };
    const messageId = messageIdOf(randomUUID(), mail.from);
    return (signal: AbortSignal) =>
      sendMail({ mail, password, privateToo }, { ...letter, messageId }, signal);
  }
  const hook = settings.hooks.find(({ id }) => id === channel);
  if (!hook) throw refused(refuse("unknown", "delivery-channel", { field: "channel" }).refused);
  const address = await readSecret(world.side, caller.org, secretNames.address(hook.id));
  if (address === null) throw refused(refuse("rule", "delivery-hook-address").refused);
  const signing = await readSecret(world.side, caller.org, secretNames.signing(hook.id));
  const robot = { shape: hook.shape, address, signing, privateToo };
  return (signal: AbortSignal) => sayInGroup(robot, { text, mobiles: [] }, now, signal);
};

/** Whatever the other side does, there is an answer in time. */
const inTime = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const signal = AbortSignal.timeout(longestMs);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new NotSent("timeout")), { once: true });
  });
  return Promise.race([work(signal), late]);
};

/** Sends a test message. @throws ProblemError where there is nothing to send by */
export const tryChannel = async (
  world: World,
  outside: Outside,
  caller: Caller,
  asked: Asked,
): Promise<DeliveryTried> => {
  const send = await trialOf(world, outside, caller, asked);
  try {
    return { ok: true, why: null, answer: await inTime(send) };
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
    return { ok: false, why: error.why, answer: error.said };
  }
};

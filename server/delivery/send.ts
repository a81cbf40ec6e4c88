// Sends one message: reads what it says and whom it reaches, hands it over, and notes what became of it.
import { deliveryOf, secretNames } from "#domain/delivery/settings.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import type { Config } from "#server/config.ts";
import { readSecret } from "#server/http/session/secret.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { contactOf } from "./message/contact.ts";
import { type Content, contentOf } from "./message/lines.ts";
import { groupTextOf, letterOf, type Saying } from "./message/message.ts";
import { NotSent } from "./out/address.ts";
import { sayInGroup } from "./out/hook.ts";
import { messageIdOf, sendMail } from "./out/mail.ts";
import { type Batch, markFailed, markSent, markSkipped } from "./queue.ts";

/** What holds outside: where links lead, and whether the house's own network may be written to. */
export type Outside = { publicUrl: string; privateToo: boolean };

export const outsideOf = (config: Pick<Config, "publicUrl" | "outboundPrivate">): Outside => ({
  publicUrl: config.publicUrl,
  privateToo: config.outboundPrivate,
});

/** A message that is to go out as nothing, for a reason of our own. */
class Unwanted extends Error {}

type Ready = (signal: AbortSignal) => Promise<string>;

/** The longest that one message may take. */
const longestMs = 45_000;

const sayingOf = (unit: Unit, outside: Outside, content: Content): Saying => {
  const { organisation: o, calendar } = unit.directory;
  const { language } = deliveryOf(o);
  const { publicUrl } = outside;
  return { organisation: o.name, language, timeZone: calendar.timeZone, publicUrl, ...content };
};

const wantsMail = async (unit: Unit, member: string): Promise<boolean> => {
  const { rows } = await unit.client.query<{ mail: boolean }>(
    "select mail from member_choice where org = current_setting('shouwen.org') and member = $1 limit 1",
    [member],
  );
  return rows[0]?.mail ?? true;
};

const letter = async (world: World, unit: Unit, outside: Outside, batch: Batch, content: Content) => {
  const { organisation: o } = unit.directory;
  const { mail } = deliveryOf(o);
  const member = memberOf(o, content.recipients[0] ?? "");
  if (!mail.on) throw new Unwanted("channel-off");
  if (!member || member.left) throw new Unwanted("has-left");
  const { email } = contactOf(member);
  if (email === null) throw new Unwanted("no-address");
  if (!(await wantsMail(unit, member.id))) throw new Unwanted("chosen-off");
  const password = await readSecret(world.side, unit.org, secretNames.password);
  const said = letterOf(sayingOf(unit, outside, content), member.name);
  const whole = { ...said, to: email, messageId: messageIdOf(batch.id, mail.from) };
  return (signal: AbortSignal) => sendMail({ mail, password, privateToo: outside.privateToo }, whole, signal);
};

const mostMobiles = 50;

const group = async (world: World, unit: Unit, outside: Outside, batch: Batch, content: Content) => {
  const { organisation: o } = unit.directory;
  const hook = deliveryOf(o).hooks.find(({ id }) => id === batch.channel);
  if (!hook?.on) throw new Unwanted("channel-off");
  const address = await readSecret(world.side, unit.org, secretNames.address(hook.id));
  if (address === null) throw new NotSent("address-wrong");
  const signing = await readSecret(world.side, unit.org, secretNames.signing(hook.id));
  const { text, shown } = groupTextOf(sayingOf(unit, outside, content));
  const called = new Set(content.lines.slice(0, shown).flatMap((line) => line.recipients));
  const mobiles = [...called].flatMap((id) => contactOf(memberOf(o, id)).mobile ?? []).slice(0, mostMobiles);
  const robot = { shape: hook.shape, address, signing, privateToo: outside.privateToo };
  return (signal: AbortSignal) => sayInGroup(robot, { text, mobiles }, unit.recordedAt, signal);
};

/** Made ready inside a unit of work, and sent outside it. */
const prepare = (world: World, outside: Outside, batch: Batch): Promise<Ready | null> =>
  reading(world, batch.org, async (unit) => {
    const content = await contentOf(unit, batch);
    if (!content) return null;
    const make = batch.channel === "mail" ? letter : group;
    return make(world, unit, outside, batch, content);
  });

/** Failures of the channel itself, which the next message would meet as well. */
const ofChannel = new Set([
  ...["unreachable", "timeout", "tls", "no-such-host", "private-address", "sign-in-refused", "address-wrong"],
]);

/**
 * Sends one message.
 * @param ending ends the sending without a word: the message stays due
 * @returns false where the channel itself failed
 */
export const deliver = async (
  world: World,
  outside: Outside,
  batch: Batch,
  ending: AbortSignal,
): Promise<boolean> => {
  try {
    const ready = await prepare(world, outside, batch);
    if (!ready) return true;
    await ready(AbortSignal.any([ending, AbortSignal.timeout(longestMs)]));
  } catch (error) {
    if (ending.aborted) return false;
    if (!(error instanceof Unwanted || error instanceof NotSent)) throw error;
    if (error instanceof Unwanted) await markSkipped(world, batch, error.message);
    else await markFailed(world, batch, error.why, error.why === "recipient-refused");
    world.tell({ org: batch.org, about: "delivery" });
    return error instanceof Unwanted || !ofChannel.has(error.why);
  }
  await markSent(world, batch);
  world.tell({ org: batch.org, about: "delivery" });
  return true;
};

// To which address something may be sent: the one that is checked here is the one that is connected to.
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** An address that may be connected to. */
export type Reached = { address: string; family: 4 | 6 };

/** Why something did not leave the house, as a word of the contract. */
export class NotSent extends Error {
  /** A word; with the other side's number where it gave one, e.g. `smtp:550`. */
  readonly why: string;
  /** What the other side said, for whoever is trying it now; it is not kept. */
  readonly said: string | null;
  constructor(why: string, said: string | null = null) {
    super(why);
    this.why = why;
    this.said = said;
  }
}

const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  // Carriers' own, and the metadata service of one cloud.
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(net, bits, "ipv4");

/** The public part of IPv6; the ways of writing an IPv4 address in it, and tunnels, are left out. */
const outside6 = new BlockList();
outside6.addSubnet("2000::", 3, "ipv6");
const notOutside6 = new BlockList();
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  notOutside6.addSubnet(net, bits, "ipv6");

/** Whether an IP address is one of the open internet's. */
export const isPublic = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, "ipv4");
  if (family !== 6 || address.includes("%")) return false;
  return outside6.check(address, "ipv6") && !notOutside6.check(address, "ipv6");
};

/**
 * Where a host is reached.
 * @param host a name or an IP address, IPv6 with or without brackets
 * @param privateToo whether addresses of the house's own network are allowed
 * @throws NotSent `private-address` where any of its addresses is not public, `no-such-host`
 */
export const reach = async (host: string, privateToo: boolean): Promise<Reached> => {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const family = isIP(bare);
  const found =
    family !== 0
      ? [{ address: bare, family }]
      : await lookup(bare, { all: true }).catch(() => {
          throw new NotSent("no-such-host");
        });
  const first = found[0];
  if (!first) throw new NotSent("no-such-host");
  if (!privateToo && !found.every(({ address }) => isPublic(address))) throw new NotSent("private-address");
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
};

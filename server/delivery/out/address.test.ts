// What is of the open internet, and what is not.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isPublic, NotSent, reach } from "./address.ts";
import { sayInGroup } from "./hook.ts";

test("addresses of the house, of the machine, of the link and of metadata services are not public", () => {
  for (const address of [
    ...["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    ...["169.254.169.254", "100.100.100.200", "224.0.0.1", "255.255.255.255", "198.18.0.1"],
    ...["::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "fd00:ec2::254"],
    ...["::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "::7f00:1"],
    ...["", "localhost", "1.2.3", "0x7f.1"],
  ])
    assert.equal(isPublic(address), false, address);
});

test("others are", () => {
  for (const address of [
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "203.0.114.1",
    "2400:3200::1",
    "2606:4700::1111",
  ])
    assert.equal(isPublic(address), true, address);
});

test("no private IPv4 address is public in any way of writing it as IPv6", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.constantFrom(10, 127), byte, byte, byte, (a, b, c, d) => {
      const hex = [(a << 8) | b, (c << 8) | d].map((n) => n.toString(16)).join(":");
      for (const way of [
        `::ffff:${a}.${b}.${c}.${d}`,
        `::ffff:${hex}`,
        `64:ff9b::${hex}`,
        `2002:${hex}::`,
        `::${hex}`,
      ])
        assert.equal(isPublic(way), false, way);
    }),
  );
});

const why = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "went out";
  } catch (error) {
    assert.ok(error instanceof NotSent);
    return error.why;
  }
};

test("a name is looked up before anything is sent, and the address that was looked at is the one used", async () => {
  assert.equal(await why(reach("localhost", false)), "private-address");
  assert.equal(await why(reach("127.0.0.1", false)), "private-address");
  assert.equal(await why(reach("[::1]", false)), "private-address");
  assert.equal(await why(reach("no-such-host.invalid", false)), "no-such-host");
  assert.equal((await reach("127.0.0.1", true)).address, "127.0.0.1");
  assert.deepEqual(await reach("1.1.1.1", false), { address: "1.1.1.1", family: 4 });
});

test("ways of writing a private address in a URL do not get through", async () => {
  const signal = AbortSignal.timeout(5000);
  for (const host of ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::ffff:127.0.0.1]", "localhost"])
    assert.equal(
      await why(
        sayInGroup(
          { shape: "wecom", address: `https://${host}/send?key=x`, signing: null, privateToo: false },
          { text: "x", mobiles: [] },
          0,
          signal,
        ),
      ),
      "private-address",
      host,
    );
});

test("a hook without encryption is not used, since its key would lie open", async () => {
  const robot = {
    shape: "wecom",
    address: "http://1.1.1.1/send?key=x",
    signing: null,
    privateToo: false,
  } as const;
  assert.equal(
    await why(sayInGroup(robot, { text: "x", mobiles: [] }, 0, AbortSignal.timeout(5000))),
    "not-encrypted",
  );
});

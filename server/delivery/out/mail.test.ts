// What a mail server that cannot be used is told to be: each in its own word, and in time.
import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";
import { after, before, test } from "node:test";
import { SMTPServer } from "smtp-server";
import type { Mail } from "#domain/delivery/settings.ts";
import { closedPort, type MailServer, startMailServer } from "../testing/mail-server.ts";
import { NotSent } from "./address.ts";
import { sendMail } from "./mail.ts";

let mails: MailServer;
before(async () => {
  mails = await startMailServer();
});
after(() => mails.close());

const letter = {
  to: "one@office.example",
  subject: "通知",
  text: "一条通知",
  html: "<p>一条通知</p>",
  messageId: "<1@office.example>",
};

const send = async (more: Partial<Mail>, privateToo = true, ms = 14_000): Promise<string> => {
  const mail: Mail = {
    ...{ on: true, host: "127.0.0.1", port: mails.port, security: "none", user: null },
    from: "notice@office.example",
    ...more,
  };
  try {
    return await sendMail({ mail, password: null, privateToo }, letter, AbortSignal.timeout(ms));
  } catch (error) {
    assert.ok(error instanceof NotSent, String(error));
    return error.why;
  }
};

test("a server that takes it answers with its line", async () => {
  assert.match(await send({}), /^250 /);
  assert.match(await send({ host: "localhost" }), /^250 /);
  assert.equal(mails.got[0]?.messageId, "<1@office.example>");
  assert.match(mails.got[0]?.raw ?? "", /^Auto-Submitted: auto-generated/m);
});

test("one inside the house is not written to unless that is allowed", async () => {
  const before_ = mails.connections;
  assert.equal(await send({}, false), "private-address");
  assert.equal(await send({ host: "localhost" }, false), "private-address");
  assert.equal(mails.connections, before_);
});

test("one that does not encrypt as it should, or shows a certificate of its own making, is not trusted", async () => {
  assert.equal(await send({ security: "tls" }), "tls");
  assert.equal(await send({ security: "starttls" }), "tls");
  const own = new SMTPServer({ authOptional: true, secure: false, disableReverseLookup: true });
  own.on("error", () => {});
  await new Promise<void>((resolve) => {
    own.listen(0, "127.0.0.1", () => resolve());
  });
  const { port } = own.server.address() as AddressInfo;
  assert.equal(await send({ security: "starttls", host: "localhost", port }), "tls");
  await new Promise<void>((resolve) => own.close(() => resolve()));
});

test("one that is not there, has no name, or says nothing is told apart, and within the time given", async () => {
  assert.equal(await send({ port: await closedPort() }), "unreachable");
  assert.equal(await send({ host: "no-such-host.invalid" }), "no-such-host");
  const silent = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => {
    silent.listen(0, "127.0.0.1", () => resolve());
  });
  const { port } = silent.address() as AddressInfo;
  const began = Date.now();
  assert.equal(await send({ port }, true, 1500), "timeout");
  assert.ok(Date.now() - began < 5000);
  silent.close();
});

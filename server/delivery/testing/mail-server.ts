// A real mail server on this machine, which keeps what it gets and can be told to refuse.
import { type AddressInfo, createServer } from "node:net";
import { SMTPServer } from "smtp-server";

export type Got = { to: string[]; subject: string; messageId: string; text: string; raw: string };

export type MailServer = {
  port: number;
  got: Got[];
  /** What it answers to a message: null takes it, a number refuses with that code. */
  refuses: { message: number | null; recipient: number | null };
  /** Holds messages back until let go. */
  hold: { on: boolean; go: () => void; waiting: number };
  /** How many times somebody connected. */
  connections: number;
  close: () => Promise<void>;
};

const decoded = (raw: string): string => {
  const body = raw.slice(raw.indexOf("\r\n\r\n"));
  const parts = /base64\r\n(?:[\w-]+:[^\r]*\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(raw);
  if (parts?.[1]) return Buffer.from(parts[1], "base64").toString();
  const soft = body.replace(/=\r\n/g, "");
  const bytes = soft.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString();
};

const subjectOf = (raw: string): string => {
  const line = /^Subject: ((?:.*)(?:\r\n[ \t].*)*)/m.exec(raw)?.[1] ?? "";
  return line
    .replace(/\?=\r\n[ \t]=\?/g, "?==?")
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, b: string) => Buffer.from(b, "base64").toString())
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, q: string) =>
      Buffer.from(
        q
          .replace(/_/g, " ")
          .replace(/=([0-9A-F]{2})/g, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      ).toString(),
    )
    .replace(/\r\n[ \t]/g, " ");
};

const failure = (code: number): Error => Object.assign(new Error("not now"), { responseCode: code });

/** A port on which nobody listens. */
export const closedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/**
 * Starts a mail server.
 * @param sign the name and password that it asks for
 * @param port 0 lets the system choose
 */
export const startMailServer = async (
  sign?: { user: string; password: string },
  port = 0,
): Promise<MailServer> => {
  const got: Got[] = [];
  const held: (() => void)[] = [];
  const it = {
    got,
    connections: 0,
    refuses: { message: null as number | null, recipient: null as number | null },
    hold: {
      on: false,
      waiting: 0,
      go: () => {
        for (const let_ of held.splice(0)) let_();
      },
    },
  };
  const server = new SMTPServer({
    authOptional: sign === undefined,
    allowInsecureAuth: true,
    disabledCommands: sign ? ["STARTTLS"] : ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onConnect: (_, done) => {
      it.connections += 1;
      done();
    },
    onAuth: (auth, _, done) =>
      auth.username === sign?.user && auth.password === sign?.password
        ? done(null, { user: auth.username })
        : done(new Error(`no such password ${auth.password}`)),
    onRcptTo: (_, __, done) => done(it.refuses.recipient ? failure(it.refuses.recipient) : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const take = (): void => {
          if (it.refuses.message) {
            done(failure(it.refuses.message));
            return;
          }
          const raw = Buffer.concat(parts).toString();
          const to = session.envelope.rcptTo.map(({ address }) => address);
          const messageId = /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim() ?? "";
          got.push({ to, subject: subjectOf(raw), messageId, text: decoded(raw), raw });
          done(null, "Taken as 4711");
        };
        if (!it.hold.on) take();
        else {
          it.hold.waiting += 1;
          held.push(take);
        }
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve());
  });
  const bound = (server.server.address() as AddressInfo).port;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return Object.assign(it, { port: bound, close });
};

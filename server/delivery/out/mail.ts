// One mail to one person through the organisation's own mail server.
import { isIP } from "node:net";
import { createTransport, type NodemailerError } from "nodemailer";
import type { Mail } from "#domain/delivery/settings.ts";
import { NotSent, reach } from "./address.ts";

export type Letter = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Stays the same however often it is sent, so that whoever gets it twice sees that it is one. */
  messageId: string;
};

export type MailServer = { mail: Mail; password: string | null; privateToo: boolean };

const domainOf = (from: string): string => /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? "localhost";

/** The Message-ID of a message. */
export const messageIdOf = (id: string, from: string): string => `<${id}@${domainOf(from)}>`;

/** The other side's own words, cut, without what must not be shown. */
const said = (error: Partial<NodemailerError>, password: string | null): string | null => {
  const line = (error.response ?? "").replace(/\s+/g, " ").slice(0, 400);
  return line === "" ? null : password ? line.replaceAll(password, "***") : line;
};

const reasons: Record<string, string> = {
  ECONNECTION: "unreachable",
  ESOCKET: "unreachable",
  ECONNREFUSED: "unreachable",
  ECONNRESET: "unreachable",
  ETIMEDOUT: "timeout",
  EABORTED: "timeout",
  ABORT_ERR: "timeout",
};

const isCertificate = ({ code, message }: Error & { code?: string }): boolean =>
  /CERT|SELF_SIGNED|SELF-SIGNED|UNABLE_TO_VERIFY|ERR_TLS|SSL/i.test(`${code} ${message}`);

/** A recipient whom the server does not know stays unknown; that it does not pass mail on for us (5.7) may change. */
const isUnknown = ({ code, command, responseCode, response }: Partial<NodemailerError>): boolean => {
  if (code !== "EENVELOPE") return false;
  if (command === "API") return responseCode === undefined;
  const unknown = [550, 551, 553, 556].includes(responseCode ?? 0) && !/\b5\.7\.\d/.test(response ?? "");
  return command === "RCPT TO" && unknown;
};

const failed = (caught: unknown, password: string | null): NotSent => {
  const error = caught as NodemailerError & { name?: string };
  const words = said(error, password);
  if (error.code === "ETLS" || (!error.responseCode && isCertificate(error)))
    return new NotSent("tls", words);
  if (error.code === "EAUTH") return new NotSent("sign-in-refused", words);
  if (isUnknown(error)) return new NotSent("recipient-refused", words);
  if (error.responseCode) return new NotSent(`smtp:${error.responseCode}`, words);
  if (error.name === "AbortError" || error.name === "TimeoutError") return new NotSent("timeout", words);
  return new NotSent(reasons[error.code ?? ""] ?? "unreachable", words);
};

/**
 * Sends a letter.
 * @param signal ends it, whatever the other side does
 * @returns the answer line of the mail server
 * @throws NotSent
 */
export const sendMail = async (server: MailServer, letter: Letter, signal: AbortSignal): Promise<string> => {
  const { mail, password } = server;
  const { address } = await reach(mail.host, server.privateToo);
  const transport = createTransport({
    host: address,
    port: mail.port,
    secure: mail.security === "tls",
    requireTLS: mail.security === "starttls",
    ignoreTLS: mail.security === "none",
    name: domainOf(mail.from),
    // The certificate must be that of the name which was given, not of the address.
    ...(isIP(mail.host) === 0 ? { servername: mail.host, tls: { servername: mail.host } } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(mail.user ? { auth: { user: mail.user, pass: password ?? "" } } : {}),
  });
  const ended = (): void => transport.close();
  signal.addEventListener("abort", ended);
  try {
    const sending = transport.sendMail({
      ...{
        from: mail.from,
        to: { name: "", address: letter.to },
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
      },
      messageId: letter.messageId,
      headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    });
    const { response } = await Promise.race([sending, cut(signal)]);
    return response.replace(/\s+/g, " ").slice(0, 400);
  } catch (error) {
    throw failed(error, password);
  } finally {
    signal.removeEventListener("abort", ended);
    transport.close();
  }
};

/** Fails when the signal comes. */
const cut = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

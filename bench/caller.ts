// A lean HTTP caller: one connection, one request at a time, so that what is measured is the server, not the client.
import { connect, type Socket } from "node:net";

const headEnd = Buffer.from("\r\n\r\n");

/** A question, or with a body a command, of a member; `key` is its Idempotency-Key. */
export type Asked = { path: string; body?: unknown; key?: string };

/** A whole request, ready to be sent. */
export const requestOf = (at: { address: string; cookie: string }, { path, body, key }: Asked): Buffer => {
  const text = body === undefined ? "" : JSON.stringify(body);
  const lines = [
    `${body === undefined ? "GET" : "POST"} ${path} HTTP/1.1`,
    `host: ${new URL(at.address).host}`,
    `cookie: ${at.cookie}`,
    ...(key ? [`idempotency-key: ${key}`] : []),
    ...(body === undefined
      ? []
      : ["content-type: application/json", `content-length: ${Buffer.byteLength(text)}`]),
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${text}`);
};

/** Calls over one kept connection. */
export class Caller {
  #socket: Socket;
  #received: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  #answered: ((status: number) => void) | null = null;

  constructor(host: string, port: number) {
    this.#socket = connect(port, host);
    this.#socket.setNoDelay(true);
    this.#socket.on("data", (data: Buffer) => this.#take(data));
  }

  /** Whether it may still be used: a server closes what is quiet for some seconds. */
  get open(): boolean {
    return this.#socket.writable && !this.#socket.readableEnded;
  }

  /** Sends a whole request; gives the answer's status once its body is here. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#socket.once("error", reject);
      this.#socket.write(request, () => this.#socket.off("error", reject));
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(data: Buffer): void {
    this.#received = this.#received.length === 0 ? data : Buffer.concat([this.#received, data]);
    const end = this.#received.indexOf(headEnd);
    if (end < 0) return;
    const head = this.#received.toString("latin1", 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) throw new Error("The answer does not say how long it is.");
    if (this.#received.length < end + 4 + length) return;
    this.#received = this.#received.subarray(end + 4 + length);
    this.#answered?.(Number(head.slice(9, 12)));
  }
}

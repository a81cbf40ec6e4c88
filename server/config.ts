/** The one reader of the environment: parsed before anything else starts, all faults told at once. */
import { isIP } from "node:net";
import { join, resolve } from "node:path";

/** What a process of Shouwen was told by its environment. */
export type Config = {
  /** Address to listen on. */
  host: string;
  /** Port to listen on; 0 lets the system choose one. */
  port: number;
  /** Absolute path of the folder with the embedded database and the files. */
  dataDir: string;
  /** The administrator's own PostgreSQL; undefined means the embedded one in `dataDir`. */
  databaseUrl: string | undefined;
  /** Used in links, QR codes and cookies; without a slash at the end. */
  publicUrl: string;
  /** Fastify's `trustProxy`: true for any proxy, a number of hops, or the proxies' addresses. */
  trustProxy: boolean | number | string[];
  /** Whether an empty database gets the demo organisations, and their accounts are listed. */
  demo: boolean;
  /** Whether all of them come, with their past; else (`first`) only those served first, and bare. */
  demoWhole: boolean;
  /** True where the demo was asked for on a server others can reach: the interface shows it in red. */
  demoExposed: boolean;
  /** The least urgent lines that the log keeps. */
  logLevel: LogLevel;
  /** Lines of JSON or plain sentences; null: sentences on a console, else JSON. */
  logFormat: "json" | "text" | null;
  /** Opens `/metrics` to whoever sends it as bearer; without it only this machine may read them. */
  metricsToken: string | undefined;
  /** Whether mail servers and web hooks may stand in the house's own network. */
  outboundPrivate: boolean;
};

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof levels)[number];

/** All that is wrong with the environment, one sentence a fault. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join("\n"));
    this.name = "ConfigError";
    this.faults = faults;
  }
}

type Env = Record<string, string | undefined>;

const parse = {
  port(text: string): number {
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) {
      throw new Error(`PORT must be a whole number from 0 to 65535, but it is "${text}".`);
    }
    return Number(text);
  },

  host(text: string): string {
    const bare = text.replace(/^\[(.*)\]$/, "$1");
    if (isIP(bare) === 0 && !/^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/.test(bare)) {
      throw new Error(`HOST must be an address or a host name to listen on, but it is "${text}".`);
    }
    return bare;
  },

  databaseUrl(text: string): string {
    const fault = "DATABASE_URL must look like postgres://user:password@host:5432/database.";
    if (!URL.canParse(text)) throw new Error(fault);
    const url = new URL(text);
    if (!["postgres:", "postgresql:"].includes(url.protocol) || url.pathname.length < 2)
      throw new Error(fault);
    return text;
  },

  publicUrl(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !["http:", "https:"].includes(url.protocol) || url.search !== "" || url.hash !== "") {
      throw new Error(
        `PUBLIC_URL must be an address such as https://shouwen.example.cn, but it is "${text}".`,
      );
    }
    return text.replace(/\/+$/, "");
  },

  trustProxy(text: string): boolean | number | string[] {
    if (text === "on" || text === "true") return true;
    if (text === "off" || text === "false") return false;
    if (/^\d{1,2}$/.test(text)) return Number(text);
    const addresses = text.split(",").map((part) => part.trim());
    if (addresses.every((part) => isIP(part.replace(/\/\d{1,3}$/, "")) !== 0)) return addresses;
    throw new Error(
      `TRUST_PROXY must be on, off, a number of proxies or their addresses with commas, but it is "${text}".`,
    );
  },

  demo(text: string): "on" | "first" | "off" {
    if (text === "on" || text === "first" || text === "off") return text;
    throw new Error(`DEMO must be on, first or off, but it is "${text}".`);
  },

  logLevel(text: string): LogLevel {
    const level = levels.find((one) => one === text);
    if (level) return level;
    throw new Error(`LOG_LEVEL must be one of ${levels.join(", ")}, but it is "${text}".`);
  },

  logFormat(text: string): "json" | "text" {
    if (text === "json" || text === "text") return text;
    throw new Error(`LOG_FORMAT must be json or text, but it is "${text}".`);
  },

  outboundPrivate(text: string): boolean {
    if (text === "allow" || text === "refuse") return text === "allow";
    throw new Error(`OUTBOUND_PRIVATE must be allow or refuse, but it is "${text}".`);
  },

  metricsToken(text: string): string {
    if (/^[\w.~+/-]{16,200}=*$/.test(text)) return text;
    throw new Error("METRICS_TOKEN must be 16 to 200 letters, digits or any of . _ ~ + / -.");
  },
};

/**
 * Reads the whole configuration.
 * @param env the environment; the process's own unless a test brings another. An empty value counts as unset.
 * @throws ConfigError with every fault found, one sentence each.
 */
export function readConfig(env: Env = process.env): Config {
  const faults: string[] = [];
  function read<T>(name: string, whenUnset: T, parser: (text: string) => T): T {
    const text = env[name]?.trim();
    if (!text) return whenUnset;
    try {
      return parser(text);
    } catch (fault) {
      faults.push((fault as Error).message);
      return whenUnset;
    }
  }

  const host = read("HOST", "127.0.0.1", parse.host);
  const port = read("PORT", 3000, parse.port);
  const databaseUrl = read("DATABASE_URL", undefined as string | undefined, parse.databaseUrl);
  const quiet = isLoopback(host) && !env.DATABASE_URL?.trim();
  const asked = read("DEMO", quiet ? "on" : "off", parse.demo);
  const demo = asked !== "off";
  const config: Config = {
    host,
    port,
    dataDir: resolve(env.DATA_DIR?.trim() || "./data"),
    databaseUrl,
    publicUrl: read("PUBLIC_URL", addressOf(host, port), parse.publicUrl),
    trustProxy: read("TRUST_PROXY", false as boolean | number | string[], parse.trustProxy),
    demo,
    demoWhole: asked === "on",
    demoExposed: demo && !quiet,
    logLevel: read("LOG_LEVEL", "info" as LogLevel, parse.logLevel),
    logFormat: read("LOG_FORMAT", null as "json" | "text" | null, parse.logFormat),
    outboundPrivate: read("OUTBOUND_PRIVATE", false, parse.outboundPrivate),
    metricsToken: read("METRICS_TOKEN", undefined as string | undefined, parse.metricsToken),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** What only the tests are told: the browser to drive, the database server that the run shares, whether to take pictures. */
export function readTestConfig(env: Env = process.env): {
  chromiumPath: string | undefined;
  testDatabaseUrl: string | undefined;
  takesPictures: boolean;
} {
  return {
    chromiumPath: env.CHROMIUM_PATH?.trim() || undefined,
    testDatabaseUrl: env.SHOUWEN_TEST_DATABASE_URL?.trim() || undefined,
    takesPictures: env.SHOUWEN_PICTURES?.trim() === "on",
  };
}

/** The address under which a server on this host and port is reached, e.g. `http://127.0.0.1:3000`. */
export function addressOf(host: string, port: number): string {
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** The folder the program itself stands in (with `package.json`, `migrations/`, `regulations/`, `web/dist`). */
export const programDir: string = join(import.meta.dirname, "..");

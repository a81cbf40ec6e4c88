// The list of nouns that answer over HTTP, and what holds for every answer.
import { isUtf8 } from "node:buffer";
import multipart from "@fastify/multipart";
import fastify, { type FastifyInstance } from "fastify";
import { changePassword } from "#api/account.ts";
import { signIn, signOut, stream, switchAccount } from "#api/process.ts";
import { refuse } from "#domain/stream/event.ts";
import { invitationRoutes } from "./account/invitation.ts";
import { keyRoutes } from "./account/keys.ts";
import { memberAccountRoutes } from "./account/members.ts";
import { accountRoutes } from "./account/routes.ts";
import { deputyRoutes } from "./approval/deputies.ts";
import { approvalRoutes } from "./approval/routes.ts";
import { type Backups, startBackups } from "./backup/page/daily.ts";
import { backupRoutes } from "./backup/page/routes.ts";
import { attachmentRoutes } from "./case/attachment/attachments.ts";
import { casePaperRoutes } from "./case/paper/routes.ts";
import { caseRoutes } from "./case/routes.ts";
import { checklistRoutes } from "./checklist/routes.ts";
import type { Config } from "./config.ts";
import { customerRoutes } from "./customer/routes.ts";
import { deliveryRoutes } from "./delivery/routes.ts";
import { outsideOf } from "./delivery/send.ts";
import { dutyPaperRoutes } from "./duty/papers.ts";
import { dutyRoutes } from "./duty/routes.ts";
import { retentionRoutes } from "./erasure/retention/routes.ts";
import { erasureRoutes } from "./erasure/routes.ts";
import { eraseOneRoutes } from "./erasure/single.ts";
import { speakAsAsked } from "./http/i18n/language.ts";
import type { startLive } from "./http/live/live.ts";
import { openapi } from "./http/openapi.ts";
import { answerError, ProblemError, problemOf, refused } from "./http/problem.ts";
import type { Routes } from "./http/route.ts";
import { sessionRoutes } from "./http/session/routes.ts";
import type { Sessions } from "./http/session.ts";
import { countRows, forgetRows } from "./import/forget.ts";
import { importRoutes } from "./import/routes.ts";
import type { Reactor } from "./log/outbox.ts";
import type { World } from "./log/world.ts";
import { memberRoutes } from "./member/routes.ts";
import { noticeRoutes } from "./notice/routes.ts";
import { obligationRoutes } from "./obligation/routes.ts";
import { officeRoutes } from "./office/routes.ts";
import { noteAnswers, ownLines } from "./operating/answered.ts";
import type { Journal } from "./operating/journal.ts";
import { makeMeters } from "./operating/meters.ts";
import { operatingRoutes } from "./operating/routes.ts";
import { foundOffice } from "./organisation/office.ts";
import { demoRoutes } from "./organisation/routes.ts";
import { servePages } from "./pages.ts";
import { paperRoutes } from "./paper/routes.ts";
import { probes } from "./probes.ts";
import { regulationRoutes } from "./regulation/routes.ts";
import { rehearsalRoutes } from "./rehearsal/routes.ts";
import { setupRoutes } from "./setup/routes.ts";
import { staffRoutes } from "./staff/routes.ts";
import { wordsRoutes } from "./words/routes.ts";

export type Parts = {
  config: Config;
  journal: Journal;
  world: World;
  sessions: Sessions;
  live: ReturnType<typeof startLive>;
  reactors: Record<string, Reactor>;
  /** Told of each import that begins. */
  imported: () => void;
  /** Whether what was begun here is brought to its end however long it takes. */
  patient?: true;
  /** Told when a notice is to leave the house at once. */
  delivered: () => void;
  /** Whether everything that must be there before serving is there. */
  ready: () => boolean;
};

const security = {
  "content-security-policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
};

/** What is kept byte for byte must be text to begin with. */
const notText = (): Error => new ProblemError(problemOf(400, "body-not-text"));

/** Every noun's routes. */
const registerAll = (
  routes: Routes,
  parts: Parts,
  meters: ReturnType<typeof makeMeters>,
  backups: Backups,
): void => {
  const { config, world, sessions } = parts;
  operatingRoutes(routes, { world, meters, probes, metricsToken: config.metricsToken, ready: parts.ready });
  demoRoutes(routes, world, config);
  caseRoutes(routes, world);
  attachmentRoutes(routes, world);
  casePaperRoutes(routes, world, sessions.confirm);
  paperRoutes(routes, world, sessions.confirm);
  obligationRoutes(routes, world);
  dutyRoutes(routes, world);
  dutyPaperRoutes(routes, world, sessions.confirm);
  approvalRoutes(routes, world);
  deputyRoutes(routes, world);
  customerRoutes(routes, world);
  eraseOneRoutes(routes, world);
  retentionRoutes(routes, world, sessions.confirm);
  erasureRoutes(routes, world, sessions.confirm, { count: countRows, forget: forgetRows });
  staffRoutes(routes, world);
  officeRoutes(routes, world);
  memberRoutes(routes, world, config.demo);
  accountRoutes(routes, world, sessions);
  keyRoutes(routes, world, sessions);
  memberAccountRoutes(routes, world, sessions);
  invitationRoutes(routes, world, sessions);
  setupRoutes(routes, world, sessions, foundOffice);
  checklistRoutes(routes, world, config.publicUrl);
  backupRoutes(routes, world, backups, sessions.confirm);
  noticeRoutes(routes, world);
  deliveryRoutes(routes, world, outsideOf(config), parts.delivered);
  regulationRoutes(routes, world);
  wordsRoutes(routes, world);
  importRoutes(routes, world, parts.imported);
  rehearsalRoutes(routes, world, parts.reactors);
  parts.live.listen(routes);
};

/** Builds the HTTP server. */
export const makeApp = async (parts: Parts): Promise<FastifyInstance> => {
  const { config, world, sessions } = parts;
  const hops = config.trustProxy;
  const app = fastify({
    ...ownLines(parts.journal),
    trustProxy: typeof hops === "number" ? (_, hop) => hop < hops : hops,
    bodyLimit: 1_300_000,
    routerOptions: { maxParamLength: 300 },
    // What is being answered is answered to its end; see `stop` in main.ts for how long.
    forceCloseConnections: "idle",
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  });
  app.setErrorHandler((error, request, reply) => answerError(error as Error, request, reply));
  const meters = makeMeters({ world, live: parts.live, probes });
  noteAnswers(app, meters, parts.journal);
  const prolonged = new WeakMap<object, string[]>();
  speakAsAsked(app);
  app.addHook("onSend", async (request, reply) => {
    // A download from somebody else's hands is shut in tighter than our own pages.
    for (const [name, value] of Object.entries(security))
      if (!reply.hasHeader(name)) reply.header(name, value);
    const cookies = prolonged.get(request);
    if (cookies) reply.header("set-cookie", cookies);
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
  app.addContentTypeParser(
    /^(text\/(x-)?yaml|application\/(x-)?yaml|text\/plain)/,
    { parseAs: "buffer" },
    (_, body, done) => (isUtf8(body as Buffer) ? done(null, body.toString()) : done(notText())),
  );
  await app.register(multipart, { limits: { fileSize: 20 * 1024 * 1024, files: 1, fields: 10 } });
  await app.register(sessionRoutes, { sessions });

  const routes: Routes = {
    app,
    publicUrl: config.publicUrl,
    endpoints: [],
    who: async (request) => {
      const { cookie: cookies, authorization } = request.headers;
      const who = await sessions.who({ cookie: cookies, authorization });
      if (who?.setCookie) prolonged.set(request, who.setCookie);
      if (who?.mustChange && request.routeOptions.url !== changePassword.path)
        throw refused(refuse("forbidden", "password-must-change").refused);
      return who ? { org: who.org, member: who.member } : null;
    },
  };
  const backups = startBackups(world, config.demo, (error) => parts.journal.warn("A backup stopped", error));
  app.addHook("onClose", () => (parts.patient ? backups.idle() : backups.stop()));
  registerAll(routes, parts, meters, backups);
  const document = openapi([...routes.endpoints, signIn, signOut, switchAccount, stream]);
  app.get("/api/openapi.json", async () => document);
  await servePages(app);
  return app;
};

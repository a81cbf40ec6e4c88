// Papers of a matter: filled, signed, printed.
import { z } from "zod";
import { caseWhole } from "./case.ts";
import { endpoint } from "./endpoint.ts";
import { actInput, fillInput } from "./paper.ts";
import { id, text } from "./words.ts";

const key = text(80, 1);
const version = { "If-Match": "The case's version that the caller saw; 409 when it changed meanwhile" };

/** Fields of the matter among them amend it. */
export const fillCasePaper = endpoint({
  method: "PUT",
  path: "/api/cases/{id}/papers/{key}",
  access: "member",
  summary: "Fill a paper of a matter",
  params: z.strictObject({ id, key }),
  headers: version,
  body: fillInput,
  output: caseWhole,
});
export const actOnCasePaper = endpoint({
  method: "POST",
  path: "/api/cases/{id}/papers/{key}/{act}",
  access: "member",
  summary: "Sign a matter's paper, send it back, renew it, void it, or hand a copy over",
  params: z.strictObject({ id, key, act: text(20, 1) }),
  headers: version,
  bodyByPath: true,
  body: actInput,
  output: caseWhole,
});
export const getCasePaperPdf = endpoint({
  method: "GET",
  path: "/api/cases/{id}/papers/{key}.pdf",
  access: "member",
  summary: "A matter's paper, printed; blank boxes stay boxes",
  answers: "application/pdf",
  params: z.strictObject({ id, key }),
  output: z.unknown(),
});

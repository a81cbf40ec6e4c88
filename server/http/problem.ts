// Refusals, bad input and failures as RFC 9457 problem details.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Problem } from "#api/words.ts";
import type { Refusal } from "#domain/stream/event.ts";
import { say } from "./texts.ts";

const statusOf: Record<Refusal["kind"], number> = {
  forbidden: 403,
  invalid: 400,
  rule: 422,
  unknown: 404,
  conflict: 409,
};
const titles: Record<number, string> = {
  400: "请求有误",
  401: "请先登录",
  403: "没有权限",
  404: "没有找到",
  409: "已被改动",
  413: "内容过大",
  415: "内容类型不符",
  422: "不能这样做",
  429: "请求过于频繁",
  500: "系统出错",
  503: "暂时不能服务",
};

/** A refusal that a route answers by throwing. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export const problemOf = (status: number, detail: string, more: Partial<Problem> = {}): Problem => ({
  type: "about:blank",
  title: titles[status] ?? titles[500] ?? "",
  status,
  detail,
  ...more,
});

export const refusalProblem = (r: Refusal): Problem => {
  const detail = say(r.code, r.values);
  const names = String(r.values?.fields ?? "")
    .split(" ")
    .filter(Boolean);
  const named = names.length > 0 ? names : r.field ? [r.field] : [];
  const errors = named.map((field) => ({ field, message: detail }));
  return problemOf(statusOf[r.kind], detail, {
    type: `urn:shouwen:refusal:${r.code}`,
    ...(r.clause ? { clause: r.clause } : {}),
    ...(errors.length > 0 ? { errors } : {}),
  });
};

/** Turns a refusal into the error that answers it. */
export const refused = (r: Refusal): ProblemError => new ProblemError(refusalProblem(r));

const issueText = (issue: z.core.$ZodIssue): string => {
  if (issue.code === "unrecognized_keys") return `不认识的字段：${issue.keys.join("、")}`;
  if (issue.code === "too_big") return `超过上限 ${String(issue.maximum)}`;
  if (issue.code === "too_small") return `不得少于 ${String(issue.minimum)}`;
  if (issue.code === "invalid_value") return `只能是：${issue.values.map(String).join("、")}`;
  if (issue.code === "invalid_type") return `类型应为 ${issue.expected}`;
  if (issue.code === "invalid_format") return `格式应为 ${issue.format}`;
  return own[issue.message] ?? issue.message;
};

/** What the contract's own conditions say. */
const own: Record<string, string> = {
  "must not contain NUL": "不能含有空字符（NUL）",
  "must be well-formed Unicode": "含有残缺的字符",
  "at most two decimals": "最多两位小数",
  "must lie in a year that calendars count": "年份应在 1900 至 2299 之间",
  "Invalid input": "格式有误",
};

/** Bad shape: every fault with its field. */
export const shapeProblem = (error: z.ZodError): Problem => {
  const errors = error.issues.map((i) => ({ field: i.path.join("."), message: issueText(i) }));
  const first = errors[0];
  return problemOf(400, `${first?.field ? `${first.field}：` : ""}${first?.message ?? "格式有误"}`, {
    errors,
  });
};

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type("application/problem+json").send(JSON.stringify(problem));

type Failure = Error & { statusCode?: number; code?: string; syscall?: string };

/** The one handler: what was foreseen is answered as it is, the rest is logged with the request's id and answered 500. */
export const answerError = (error: Failure, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (error instanceof ProblemError) return sendProblem(reply, error.problem);
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return sendProblem(reply, problemOf(status, clientFault(error, status)));
  if (isAway(error)) {
    request.log.warn(`The database is away: ${error.message}`);
    return sendProblem(reply.header("retry-after", "1"), problemOf(503, "数据库正在恢复，请稍后再试。"));
  }
  request.log.error({ err: error }, "request failed");
  return sendProblem(reply, problemOf(500, `出错了，请把编号 ${request.id} 告诉管理员。`));
};

/** PostgreSQL is gone or coming back: the same request may be sent again. */
const isAway = ({ code = "", message, syscall }: Failure): boolean =>
  /^(57P0[1-5]|08\w{3}|53300|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code) ||
  (code === "ENOENT" && syscall === "connect") ||
  /^Connection terminated|^Connection ended|not queryable/.test(message);

const clientFault = (error: Failure, status: number): string => {
  if (status === 413) return "内容超过允许的大小。";
  if (status === 415) return "内容类型不符，应为 application/json。";
  if (error.code === "FST_ERR_CTP_INVALID_JSON_BODY" || error instanceof SyntaxError)
    return "正文不是有效的 JSON。";
  if (error.code === "FST_ERR_CTP_EMPTY_JSON_BODY") return "正文是空的。";
  return "请求有误。";
};

// What went wrong with a call, as the reader should hear it.
import type { Problem } from "#api/words.ts";

/** The server refused or failed: RFC 9457 problem details. */
export class CallRefused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "CallRefused";
    this.problem = problem;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** Nothing was heard from the server: the network, or the server itself, is away. */
export class Unreachable extends Error {
  constructor() {
    super("unreachable");
    this.name = "Unreachable";
  }
}

export const statusOf = (error: unknown): number => (error instanceof CallRefused ? error.status : 0);

// Which tables a backup holds, and why the others need not be in it; a test knows every table to be in one list.

/** Written out row by row, in the order in which they are filled again. */
export const kept = [
  "auth.user",
  "auth.account",
  "auth.two_factor",
  "auth.api_key",
  "auth.secret",
  "auth.kept_secret",
  "auth.link",
  "shouwen.organisation",
  "shouwen.stream",
  "shouwen.event",
  "shouwen.seal",
  "shouwen.seal_published",
  "shouwen.counter",
  "shouwen.idempotency",
  "shouwen.outbox",
  "shouwen.import_job",
  "shouwen.backtest",
  "shouwen.backup_job",
  "shouwen.delivery",
] as const;

/** Folded from the events again by `server/log/proof/rebuild.ts`. */
export const folded = [
  "shouwen.agenda_view",
  "shouwen.approval_view",
  "shouwen.case_search",
  "shouwen.case_view",
  "shouwen.circulation",
  "shouwen.customer_view",
  "shouwen.duty_view",
  "shouwen.member_choice",
  "shouwen.notice",
  "shouwen.obligation",
  "shouwen.paper_view",
  "shouwen.tally_count",
  "shouwen.words_found",
] as const;

/** Left behind: whoever restores signs in again, and what the program's version says of itself is not data. */
export const left = [
  "auth.failure",
  "auth.invitation",
  "auth.session",
  "auth.setup_token",
  "auth.verification",
  "shouwen.migration",
  "shouwen.view_version",
] as const;

/** Folders of DATA_DIR whose files go along; `seals` only as far as the rows know them. */
export const folders = ["files", "imports", "erasures"] as const;

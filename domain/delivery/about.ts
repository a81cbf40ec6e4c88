// What notices are about: the events and turns of which somebody is told, each with words of its own in every language.
export const abouts = [
  ...["case.forwarded", "case.assigned", "case.reported", "case.escalated", "case.returned", "case.resolved"],
  ...["case.rejected", "case.handed-back", "case.reopened", "case.withdrawn", "case.extended"],
  ...[
    "case.extension-refused",
    "case.handed-over",
    "obligation.warned",
    "obligation.breached",
    "duty.escalated",
  ],
  ...["paper.filled", "paper.signed", "paper.sent-back", "paper.escalated", "regulation.sent"],
  ...[
    "approval.asked",
    "approval.signed",
    "approval.sent-back",
    "approval.handed-on",
    "approval.signer-added",
  ],
  ...["approval.reminded", "approval.commented", "approval.copied", "approval.withdrawn", "approval.granted"],
  ...["approval.refused", "approval.expired", "approval.voided"],
] as const;

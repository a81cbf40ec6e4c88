// A length as a regulation file writes it ("2 working days"), in the reader's words.
import { t } from "i18next";

const counted = /^(\d+) (working minute|working hour|working day|minute|hour|day|week|month|year)s?$/;

export function figureInWords(length: string): string {
  const parts = counted.exec(length);
  if (parts) return t(`figure.${parts[2]}`, { n: Number(parts[1]) });
  return t([`figure.${length}`, "figure.asWritten"], { length });
}

// A text field that hands on what was typed when one pauses or leaves: the whole file is written anew each time.
import { useEffect, useRef, useState } from "react";
import { TextField } from "../../../ui/Fields.tsx";

type Props = { label: string; value: string; lines?: number; hint?: string; set: (value: string) => void };
const pause = 350;

export function Typed({ label, value, lines, hint, set }: Props) {
  const [typed, setTyped] = useState(value);
  const latest = useRef({ set, value, typed });
  latest.current = { set, value, typed };
  // What was changed elsewhere, in the file or by going back, is shown here too.
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === latest.current.value) return;
    const timer = setTimeout(() => latest.current.set(typed), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  // Whoever goes to another clause in the middle of a word loses nothing.
  useEffect(
    () => () => {
      const left = latest.current;
      if (left.typed !== left.value) left.set(left.typed);
    },
    [],
  );
  return <TextField label={label} value={typed} lines={lines} hint={hint} onChange={setTyped} />;
}

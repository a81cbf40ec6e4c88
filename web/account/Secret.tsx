// A field for a password or a code, with what is wrong with it.
import { Input } from "antd";
import { useId } from "react";
import { CallRefused } from "../problem.ts";

export function Secret(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  wrong?: string;
  /** What a browser may fill in. */
  complete: "current-password" | "new-password" | "one-time-code" | "off";
}) {
  const { label, value, onChange, hint, wrong, complete } = props;
  const id = useId();
  const shared = {
    id,
    value,
    autoComplete: complete,
    onChange: (change: { target: { value: string } }) => onChange(change.target.value),
  };
  return (
    <div className="field account-field">
      <label htmlFor={id}>{label}</label>
      {complete === "one-time-code" ? <Input {...shared} /> : <Input {...shared} type="password" />}
      {wrong ? <span className="wrong">{wrong}</span> : hint && <span className="hint">{hint}</span>}
    </div>
  );
}

/** What was refused about one field. */
export function faultOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof CallRefused)) return undefined;
  return error.problem.errors?.find((one) => one.field === field)?.message;
}

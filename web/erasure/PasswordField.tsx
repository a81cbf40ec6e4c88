// The password of who is signed in already, entered again before what cannot be undone.
import { Input } from "antd";
import { t } from "i18next";
import { useId } from "react";

export function PasswordField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("erasure.password")}</label>
      <Input
        id={id}
        type="password"
        autoComplete="current-password"
        value={value}
        onChange={(change) => onChange(change.target.value)}
      />
    </div>
  );
}

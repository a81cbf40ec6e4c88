// How far a back-test is; it may be ended.
import { Button } from "antd";
import { t } from "i18next";
import type { Backtest } from "#api/backtest.ts";

export function Progress({ of, cancel }: { of: Backtest; cancel: () => void }) {
  return (
    <div className="sheet sheet-body row" role="status">
      <progress max={Math.max(1, of.of)} value={of.done} aria-label={t("backtest.title")} />
      <span className="num">{t("backtest.progress", { done: of.done, of: of.of })}</span>
      <Button onClick={cancel}>{t("backtest.cancel")}</Button>
    </div>
  );
}

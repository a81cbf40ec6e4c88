// Whether a backup is made every day, and at which hour.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { type BackupSettings, putBackupSettings } from "#api/backup.ts";
import { call } from "../call.ts";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";

const hours = Array.from({ length: 24 }, (_, hour) => hour);

export function DailySettings({ settings }: { settings: BackupSettings }) {
  const client = useQueryClient();
  const [wish, setWish] = useState(settings);
  const save = useMutation({
    mutationFn: () => call(putBackupSettings, { body: wish }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["backups"] }),
  });
  const changed = wish.daily !== settings.daily || wish.hour !== settings.hour;
  return (
    <form
      className="backup-daily"
      aria-label={t("backup.daily")}
      onSubmit={(submit) => {
        submit.preventDefault();
        save.mutate();
      }}
    >
      <label>
        <input
          type="checkbox"
          checked={wish.daily}
          onChange={(change) => setWish({ ...wish, daily: change.target.checked })}
        />
        {t("backup.daily")}
      </label>
      <label>
        {t("backup.hour")}
        <select
          className="plain-input"
          disabled={!wish.daily}
          value={wish.hour}
          onChange={(change) => setWish({ ...wish, hour: Number(change.target.value) })}
        >
          {hours.map((hour) => (
            <option key={hour} value={hour}>
              {`${String(hour).padStart(2, "0")}:00`}
            </option>
          ))}
        </select>
      </label>
      <Button htmlType="submit" disabled={!changed} loading={save.isPending}>
        {t("backup.save")}
      </Button>
      <ProblemAlert error={save.error} />
    </form>
  );
}

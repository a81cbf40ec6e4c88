// Says when this tab hears nothing from the server; what is typed is kept meanwhile.
import { t } from "i18next";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useConnected } from "../live.ts";

const subscribe = (listen: () => void) => {
  addEventListener("online", listen);
  addEventListener("offline", listen);
  return () => {
    removeEventListener("online", listen);
    removeEventListener("offline", listen);
  };
};

export function ConnectionBanner() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  const connected = useConnected();
  const lost = !online || !connected;
  const [shown, setShown] = useState(false);
  // A reconnection within two seconds is nobody's concern.
  useEffect(() => {
    const timer = setTimeout(() => setShown(lost), lost ? 2_000 : 0);
    return () => clearTimeout(timer);
  }, [lost]);
  if (!shown) return null;
  return (
    <div className="note warn connection" role="status">
      <b>{online ? t("shell.reconnecting") : t("problem.offline")}</b> {t("problem.offlineDetail")}
    </div>
  );
}

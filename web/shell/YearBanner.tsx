// Tells administrators that a year's days off are missing, on every page until they are there.
import { Link, useLocation } from "@tanstack/react-router";
import { t } from "i18next";
import type { Me } from "../me.ts";

export function YearBanner({ me }: { me: Me }) {
  const [year] = me.missingYears ?? [];
  const { pathname } = useLocation();
  // There it is said beside the year itself.
  if (year === undefined || pathname === "/office") return null;
  return (
    <div className="note warn connection" role="status">
      {t("shell.missingYear", { year })} <Link to="/office">{t("shell.fillYear")}</Link>
    </div>
  );
}

// The frame of one regulation's pages: its title and the ways through it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { ReactNode } from "react";
import { mayEditRegulation, useMe } from "../me.ts";
import { Page } from "../ui/Page.tsx";
import { regulationQuery } from "./regulation.queries.ts";
import "./regulation.css";

const doors = [
  { to: "/regulations/$key", name: "read", admin: false },
  { to: "/regulations/$key/editions", name: "editions", admin: false },
  { to: "/regulations/$key/edit", name: "edit", admin: true },
  { to: "/regulations/$key/backtest", name: "backtest", admin: true },
] as const;

type Props = { regulation: string; at: (typeof doors)[number]["name"]; children: ReactNode };

export function RegulationFrame({ regulation, at, children }: Props) {
  const admin = mayEditRegulation(useMe());
  const { data } = useQuery(regulationQuery(regulation));
  return (
    <Page title={data?.title ?? regulation} aside={<Link to="/regulations">{t("regulation.all")}</Link>}>
      <div className="stack">
        <nav className="doors" aria-label={t("regulation.doors")}>
          {doors
            .filter((door) => admin || !door.admin)
            .map((door) => (
              <Link
                key={door.name}
                to={door.to}
                params={{ key: regulation }}
                activeOptions={{ exact: true, includeSearch: false }}
                aria-current={at === door.name ? "page" : undefined}
              >
                {t(`regulation.door.${door.name}`)}
              </Link>
            ))}
        </nav>
        {children}
      </div>
    </Page>
  );
}

// The rail at the left of a desk, the bar at the foot of a phone.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { useCounts, useToSign, useTurns } from "../counts.ts";
import { LanguageChoice } from "../i18n/LanguageChoice.tsx";
import { type Me, useMe } from "../me.ts";
import { type Counted, groups, placesOf } from "./places.ts";
import { leave } from "./TopBar.tsx";

function Count({ of }: { of: Counted }) {
  const counts = useCounts();
  const own = { toSign: useToSign(), papers: useTurns() };
  const count = of === "toSign" || of === "papers" ? own[of] : counts?.[of];
  if (!count || count === "0") return null;
  return <span className={of === "overdue" ? "nav-count late" : "nav-count"}>{count}</span>;
}

type Places = ReturnType<typeof placesOf>;

function Links({ places }: { places: Places }) {
  return (
    <ul>
      {places.map((place) => (
        <li key={place.to}>
          <Link to={place.to} activeOptions={{ exact: place.to === "/", includeSearch: false }}>
            <span>{t(`place.${place.name}`)}</span>
            {"count" in place && <Count of={place.count} />}
          </Link>
        </li>
      ))}
    </ul>
  );
}

const keptAs = (group: string) => `folded-${group}`;

/** A day's work stands open; the other groups can be folded, and stay so. */
function Places({ me }: { me: Me }) {
  const all = placesOf(me);
  return groups.map((group) => {
    const places = all.filter((place) => place.group === group);
    if (places.length === 0) return null;
    if (group === "day") return <Links key={group} places={places} />;
    return (
      <details
        key={group}
        className="nav-group"
        open={localStorage.getItem(keptAs(group)) === null}
        onToggle={(toggle) => {
          if (toggle.currentTarget.open) localStorage.removeItem(keptAs(group));
          else localStorage.setItem(keptAs(group), "yes");
        }}
      >
        <summary>{t(`shell.group.${group}`)}</summary>
        <Links places={places} />
      </details>
    );
  });
}

export function Navigation({ me }: { me: Me }) {
  return (
    <nav className="rail" aria-label={t("shell.navigation")}>
      <div className="rail-head">
        <b>{t("product")}</b>
        <span>{me.organisation.name}</span>
      </div>
      <Places me={me} />
    </nav>
  );
}

/** Under the thumb: the first four of these that the member sees. */
const atHand = ["desk", "register", "inbox", "approvals", "cases", "overdue"];

export function PhoneBar() {
  const me = useMe();
  return (
    <nav className="phone-bar" aria-label={t("shell.phoneNavigation")}>
      {placesOf(me)
        .filter((place) => atHand.includes(place.name))
        .sort((one, other) => atHand.indexOf(one.name) - atHand.indexOf(other.name))
        .slice(0, 4)
        .map((place) => (
          <Link key={place.to} to={place.to} activeOptions={{ exact: true, includeSearch: false }}>
            {t(`placeShort.${place.name}`)}
            {"count" in place && <Count of={place.count} />}
          </Link>
        ))}
      <details className="phone-more">
        <summary>{t("shell.more")}</summary>
        {/* Choosing a place closes the sheet again. */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links inside answer the keyboard. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are the controls. */}
        <div
          onClick={(click) => {
            const chosen = click.target instanceof Element && click.target.closest("a");
            if (chosen) click.currentTarget.closest("details")?.removeAttribute("open");
          }}
        >
          <Places me={me} />
          <div className="phone-end">
            <LanguageChoice />
            <button type="button" onClick={() => void leave()}>
              {t("session.leave")}
            </button>
          </div>
        </div>
      </details>
    </nav>
  );
}

// Keys that work wherever one is not typing.
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMe } from "../me.ts";
import { lettersRest } from "../ui/keys.ts";
import { placesOf } from "./places.ts";

export function useShortcuts(help: () => void): void {
  const navigate = useNavigate();
  const me = useMe();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || lettersRest(event.target))
        return;
      if (event.key === "/") {
        event.preventDefault();
        document.getElementById("search")?.focus();
        return;
      }
      if (event.key === "?") return help();
      const place = placesOf(me).find((one) => "key" in one && one.key === event.key);
      if (!place) return;
      event.preventDefault();
      void navigate({ to: place.to });
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [help, me, navigate]);
}

// The customer: found by name, pinyin, initials or phone while typing, or written down as a new one.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { listCustomers } from "#api/customer.ts";
import { call } from "../../call.ts";
import { TextField } from "../../ui/Fields.tsx";
import { focusAfter } from "../../ui/keys.ts";
import type { Draft } from "./draft.ts";

type Change = (part: Partial<Draft>) => void;

function useFound(q: string) {
  const asked = useDeferredValue(q.trim());
  return (
    useQuery({
      queryKey: ["customer", "found", asked],
      queryFn: ({ signal }) => call(listCustomers, { query: { q: asked, limit: 8 }, signal }),
      enabled: asked.length > 0,
    }).data?.items ?? []
  );
}

const digits = /^[\d+\- ]{5,}$/;

function Finder({ draft, change }: { draft: Draft; change: Change }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const found = useFound(open ? draft.name : "");
  const pick = (index: number) => {
    const one = found[index];
    if (!one) return;
    const shown = [one.name, one.phone, one.address].filter(Boolean).join(" · ");
    change({ customerId: one.id, customerShown: shown, name: "", phone: "", address: "" });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, -1));
    else if (event.key === "Enter" && at >= 0 && !event.nativeEvent.isComposing) pick(at);
    else if (event.key === "Escape") setOpen(false);
    else return;
    event.preventDefault();
  };
  const leave = () => {
    setOpen(false);
    // Digits typed without a choice are the phone of a new customer.
    if (digits.test(draft.name) && !draft.phone) change({ phone: draft.name.trim(), name: "" });
  };
  const shown = open && found.length > 0;
  return (
    <div className="field finder">
      <label htmlFor={id}>{t("register.customer")}</label>
      <input
        id={id}
        className="plain-input"
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-found`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={t("register.customerHint")}
        value={draft.name}
        onChange={(typed) => {
          change({ name: typed.target.value });
          setOpen(true);
          setAt(-1);
        }}
        onKeyDown={press}
        onBlur={leave}
      />
      <div
        id={`${id}-found`}
        role="listbox"
        aria-label={t("register.found")}
        hidden={!shown}
        className="found"
      >
        {found.map((one, index) => (
          <div
            key={one.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerDown={(press) => {
              press.preventDefault();
              pick(index);
            }}
          >
            <b>{one.name ?? t("customer.unnamed")}</b> <span className="num">{one.phone}</span>{" "}
            <span className="soft">{one.address}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function Chosen({ draft, change }: { draft: Draft; change: Change }) {
  const place = useRef<HTMLDivElement>(null);
  // The field in which the customer was found is gone; the keyboard goes on with the next one.
  useEffect(() => focusAfter(place.current!), []);
  return (
    <div className="field" ref={place}>
      <span className="field-label">{t("register.customer")}</span>
      <div className="row chosen-customer">
        <span>{draft.customerShown}</span>
        <Button size="small" onClick={() => change({ customerId: "", customerShown: "" })}>
          {t("register.otherCustomer")}
        </Button>
      </div>
    </div>
  );
}

export function CustomerField({ draft, change }: { draft: Draft; change: Change }) {
  if (draft.customerId) return <Chosen draft={draft} change={change} />;
  return (
    <div className="pair">
      <Finder draft={draft} change={change} />
      <TextField
        label={t("register.phone")}
        inputMode="tel"
        value={draft.phone}
        onChange={(phone) => change({ phone })}
      />
      <TextField
        label={t("register.address")}
        value={draft.address}
        onChange={(address) => change({ address })}
      />
    </div>
  );
}

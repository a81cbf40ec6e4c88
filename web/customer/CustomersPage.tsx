// 客户: found by name, pinyin, initials or phone; one customer with the matters brought.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { useState } from "react";
import type { z } from "zod";
import { getCustomer, listCustomers } from "#api/customer.ts";
import { call } from "../call.ts";
import { usePaged } from "../paged.ts";
import { TextField } from "../ui/Fields.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank, Loading } from "../ui/States.tsx";
import { CustomerCard } from "./CustomerCard.tsx";
import "./customer.css";

const route = getRouteApi("/customers");
type Listed = z.infer<typeof listCustomers.output>["items"][number];

function Found({ customers, chosen, q }: { customers: Listed[]; chosen?: string; q?: string }) {
  if (customers.length === 0) return <Blank title={t("customer.noneFound")} />;
  return (
    <ul>
      {customers.map((one) => (
        <li key={one.id}>
          <Link
            to="/customers"
            search={{ q, id: one.id }}
            className="customer-line"
            aria-current={one.id === chosen || undefined}
          >
            <b>{one.name ?? t("customer.unnamed")}</b>
            <span className="num">{one.phone}</span>
            <span className="soft">{one.address}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function CustomersPage() {
  const { q, id } = route.useSearch();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q ?? "");
  const customers = usePaged("customer", listCustomers, { q });
  const one = useQuery({
    queryKey: ["customer", "one", id],
    queryFn: () => call(getCustomer, { params: { id: id! } }),
    enabled: id !== undefined,
  });
  return (
    <Page title={t("place.customers")}>
      <div className="customers">
        <div className="stack">
          <TextField
            label={t("customer.find")}
            hint={t("customer.findHint")}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              void navigate({ to: "/customers", search: { q: text.trim() || undefined, id }, replace: true });
            }}
          />
          <ProblemAlert error={customers.error} retry={() => void customers.refetch()} />
          <Sheet title={t("customer.list")} label={t("customer.list")}>
            {!customers.items && !customers.error && <Loading />}
            {customers.items && <Found customers={customers.items} chosen={id} q={q} />}
            <MoreButton of={customers} />
          </Sheet>
        </div>
        {id && <Answer of={one}>{(customer) => <CustomerCard key={customer.id} of={customer} />}</Answer>}
      </div>
    </Page>
  );
}

// How customers live on the server: found by name, pinyin, initials, phone.
import { type CustomerState, customerKind, phoneKey } from "#domain/customer/customer.ts";
import { recordTerms } from "#domain/search/case.ts";
import { pinyin } from "#server/china/pinyin.ts";
import type { Module } from "#server/log/world.ts";

export const customerModule: Module<CustomerState> = {
  kind: customerKind,
  project: (t) => {
    const { name, phone, address } = t.after.state;
    const key = phoneKey(phone ?? "");
    const searched = { names: name ? [name] : [], titles: [], texts: [phone ?? "", address ?? ""] };
    return {
      customer_view: [
        {
          org: t.directory.org,
          id: t.id,
          run: t.run,
          name,
          phone,
          address,
          phone_key: key.length >= 5 ? key : null,
          terms: recordTerms(searched, pinyin),
        },
      ],
    };
  },
};

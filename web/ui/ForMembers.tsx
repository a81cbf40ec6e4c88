// A page for those who may; the others are told why it stays closed to them.
import type { ReactNode } from "react";
import { type Me, useMe } from "../me.ts";
import { Page } from "./Page.tsx";
import { Blank } from "./States.tsx";

type Props = { title: string; who: (me: Me) => boolean; why: string; children: ReactNode };

export function ForMembers({ title, who, why, children }: Props) {
  if (who(useMe())) return children;
  return (
    <Page title={title}>
      <div className="sheet">
        <Blank title={why} />
      </div>
    </Page>
  );
}

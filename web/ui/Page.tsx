// A page's frame: its title, what stands beside it, its body.
import { t } from "i18next";
import { type ReactNode, useEffect } from "react";

export function Page(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  const { title, aside, children } = props;
  useEffect(() => {
    document.title = `${title} · ${t("product")}`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <h1>{title}</h1>
        {aside && <div className="row">{aside}</div>}
      </header>
      {children}
    </>
  );
}

export function Sheet(props: { title: ReactNode; aside?: ReactNode; children: ReactNode; label?: string }) {
  return (
    <section className="sheet" aria-label={props.label}>
      <div className="sheet-head">
        <h2>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

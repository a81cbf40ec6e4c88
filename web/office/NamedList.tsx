// A list of what the office has (posts, departments): one line each, changed in its place, removed or added.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { type ReactNode, useState } from "react";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";
import { officeChanged } from "./office.queries.ts";

type Named = { key: string; name: string };
/** Saves what a form holds; the form closes once every page knows of it. */
export type FormOf<T> = { of?: T; close: () => void };

/** A form's frame: what went wrong, 保存 and 取消. */
export function NamedForm({
  name,
  save,
  close,
  children,
}: {
  /** As typed so far: nothing is saved without one. */
  name: string;
  save: () => Promise<unknown>;
  close: () => void;
  children: ReactNode;
}) {
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await officeChanged(client);
      close();
    },
  });
  return (
    <form
      className="stack sheet-body"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      {children}
      <ProblemAlert error={saving.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={name.trim() === ""} loading={saving.isPending}>
          {t("role.save")}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

type LineProps = { name: string; edit: () => void; remove: () => Promise<unknown>; children: ReactNode };

/** One line with its buttons; why something can't be removed is said in the line itself. */
function NamedLine({ name, edit, remove, children }: LineProps) {
  const client = useQueryClient();
  const removing = useMutation({ mutationFn: remove, onSuccess: () => officeChanged(client) });
  return (
    <li className="office-line">
      <div>
        {children}
        <ProblemAlert error={removing.error} />
      </div>
      <div className="row">
        <Button size="small" onClick={edit} aria-label={t("office.editOf", { name })}>
          {t("office.edit")}
        </Button>
        <Button
          size="small"
          loading={removing.isPending}
          onClick={() => removing.mutate()}
          aria-label={t("office.removeOf", { name })}
        >
          {t("office.remove")}
        </Button>
      </div>
    </li>
  );
}

type ListProps<T> = {
  title: string;
  how: string;
  /** Heading and button of the part where one is added. */
  added: { title: string; button: string };
  asked: Parameters<typeof Answer<{ items: T[] }>>[0]["of"];
  aside?: ReactNode;
  blank: ReactNode;
  Form: (props: FormOf<T>) => ReactNode;
  line: (one: T) => ReactNode;
  remove: (one: T) => Promise<unknown>;
};

/** The page: above what is added, below what is there. */
export function NamedList<T extends Named>(props: ListProps<T>) {
  const { title, how, added, asked, aside, blank, Form, line, remove } = props;
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  return (
    <Page title={title} aside={<span className="soft">{how}</span>}>
      <div className="stack">
        <Sheet
          title={added.title}
          aside={
            <Button size="small" type="primary" onClick={() => setOpen("")}>
              {added.button}
            </Button>
          }
        >
          {open === "" && <Form close={close} />}
        </Sheet>
        <Answer of={asked}>
          {({ items }) => (
            <Sheet title={title} label={title} aside={aside}>
              {items.length === 0 && blank}
              <ul>
                {items.map((one) =>
                  open === one.key ? (
                    <li key={one.key}>
                      <Form of={one} close={close} />
                    </li>
                  ) : (
                    <NamedLine
                      key={one.key}
                      name={one.name}
                      edit={() => setOpen(one.key)}
                      remove={() => remove(one)}
                    >
                      {line(one)}
                    </NamedLine>
                  ),
                )}
              </ul>
            </Sheet>
          )}
        </Answer>
      </div>
    </Page>
  );
}

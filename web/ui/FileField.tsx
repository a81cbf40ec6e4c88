// Chooses a file: the browser's own control speaks its own language, so ours stands in front of it.
import { useId } from "react";

type Props = {
  label: string;
  accept?: string;
  busy?: boolean;
  chosen?: string;
  choose: (file: File) => void;
};

export function FileField({ label, accept, busy, chosen, choose }: Props) {
  const id = useId();
  return (
    <div className="file-field">
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={busy}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) choose(file);
          // The same file may be chosen again after it was mended.
          event.target.value = "";
        }}
      />
      <label htmlFor={id}>{label}</label>
      {chosen && <span className="soft">{chosen}</span>}
    </div>
  );
}

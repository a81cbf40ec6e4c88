// A file to be read, with its line numbers.
type Props = { label: string; value: string };

export function NumberedText({ label, value }: Props) {
  const lines = value.split("\n");
  return (
    <div className="edition">
      <ol aria-hidden="true">
        {lines.map((_line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number.
          <li key={n}>{n + 1}</li>
        ))}
      </ol>
      <textarea aria-label={label} value={value} readOnly rows={lines.length} spellCheck={false} />
    </div>
  );
}

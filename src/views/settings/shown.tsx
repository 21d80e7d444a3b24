type Props = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly rows: number;
};

/** A read-only field: it can be selected as a whole with the keyboard, and copied. */
export function Shown({ id, label, hint, value, rows }: Props) {
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <span class="hint" id={`${id}-hint`}>
        {hint}
      </span>
      <textarea
        class="input verbatim shown"
        id={id}
        rows={rows}
        aria-describedby={`${id}-hint`}
        spellcheck={false}
        readonly
      >
        {value}
      </textarea>
    </div>
  );
}

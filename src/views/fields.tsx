import type { Child } from "hono/jsx";

type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "password" | "date";
  readonly value?: string;
  readonly hint?: string;
  /** What has to be put right; null when nothing has. */
  readonly wrong?: string | null;
  readonly autocomplete?: string;
  /** The id of a datalist with values to choose from. */
  readonly list?: string;
  readonly required?: boolean;
  readonly minlength?: number;
  readonly maxlength?: number;
  /** Takes the focus when the page opens. */
  readonly autofocus?: boolean;
};

/** A field with its label, its hint, and what is wrong with it. */
export function Field({ name, label, type = "text", value = "", hint, wrong = null, ...rules }: FieldProps) {
  const about = [...(hint ? [`${name}-hint`] : []), ...(wrong ? [`${name}-wrong`] : [])].join(" ");
  return (
    <div class={wrong ? "field wrong" : "field"}>
      <label class="label" for={name}>
        {label}
      </label>
      {hint && (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {wrong && <Wrong id={`${name}-wrong`}>{wrong}</Wrong>}
      <input
        class="input"
        id={name}
        name={name}
        type={type}
        value={type === "password" ? undefined : value}
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={about || undefined}
        {...rules}
      />
    </div>
  );
}

/** What is wrong with the field below it. */
export function Wrong({ id, children }: { id: string; children: Child }) {
  return (
    <span class="small bad-text long" id={id}>
      {children}
    </span>
  );
}

type ChoiceProps = {
  readonly type: "checkbox" | "radio";
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly hint?: Child;
};

/** One choice of several, with what it means. */
export function Choice({ type, name, value, label, checked, disabled = false, hint }: ChoiceProps) {
  const id = `${name}-${value}`;
  return (
    <div class="opt">
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <label for={id}>{label}</label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

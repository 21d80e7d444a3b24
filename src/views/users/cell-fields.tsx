import { type ColumnKey, columnOf } from "../../domain/columns.ts";
import { foldCase } from "../../domain/user/user.ts";
import { Field, Wrong } from "../fields.tsx";
import { type UserForm, wrongIn } from "./user-form.ts";

type Props = { readonly name: ColumnKey; readonly form: UserForm };

/** A field for one column of the template, with the help that the table of columns has for it. */
export function CellField({ name, form, ...rules }: Props & { readonly list?: string; readonly required?: boolean }) {
  const column = columnOf(name);
  return (
    <Field
      name={name}
      label={column.name}
      hint={column.hint}
      value={form.cells[name] ?? ""}
      wrong={wrongIn(form, name)}
      autocomplete="off"
      {...rules}
    />
  );
}

export type CellOption = { readonly value: string; readonly label: string };

/** The same where the values are known: one of them is chosen, the first when none is. */
export function CellSelect({ name, form, options }: Props & { readonly options: readonly CellOption[] }) {
  const wrong = wrongIn(form, name);
  const chosen = foldCase(form.cells[name] ?? "");
  return (
    <div class={wrong ? "field wrong" : "field"}>
      <label class="label" for={name}>
        {columnOf(name).name}
      </label>
      {wrong && <Wrong id={`${name}-wrong`}>{wrong}</Wrong>}
      <select
        class="input"
        id={name}
        name={name}
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={wrong ? `${name}-wrong` : undefined}
      >
        {options.map(({ value, label }) => (
          <option value={value} selected={foldCase(value) === chosen}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

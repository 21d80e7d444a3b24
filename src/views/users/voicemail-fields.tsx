import type { PropsWithChildren } from "hono/jsx";
import type { ColumnKey } from "../../domain/columns.ts";
import { CellField, type CellOption, CellSelect } from "./cell-fields.tsx";
import { type UserForm, wrongIn } from "./user-form.ts";

type Props = { readonly form: UserForm };

const mailbox: readonly ColumnKey[] = [
  "voicemail_operator",
  "voicemail_autodelete_days",
  "voicemail_emails",
  "voicemail_sms",
];
const following: readonly ColumnKey[] = ["fmfm_phones", "fmfm_timeout"];

/** What happens to messages; the PIN is given once, and mended by a reset. */
export function VoicemailFields({ form, pin }: Props & { readonly pin: boolean }) {
  const keys: readonly ColumnKey[] = [...(pin ? ["voicemail_pin" as const] : []), ...mailbox];
  return (
    <More name="Voicemail" form={form} keys={[...keys, "voicemail_transcription"]}>
      {keys.map((key) => (
        <CellField name={key} form={form} />
      ))}
      <CellSelect name="voicemail_transcription" form={form} options={transcription} />
    </More>
  );
}

const transcription: readonly CellOption[] = [
  { value: "NO", label: "No" },
  { value: "YES", label: "Yes: messages are written out" },
];

/** Which other phones ring. */
export function FindMeFields({ form }: Props) {
  return (
    <More name="Find Me, Follow Me" form={form} keys={["fmfm_order", ...following]}>
      <CellSelect name="fmfm_order" form={form} options={orders} />
      {following.map((key) => (
        <CellField name={key} form={form} />
      ))}
    </More>
  );
}

const orders: readonly CellOption[] = [
  { value: "", label: "Off" },
  { value: "Sequentially", label: "Sequentially: one phone after the other" },
  { value: "Simultaneously", label: "Simultaneously: all phones at once" },
];

type MoreProps = PropsWithChildren<Props & { readonly name: string; readonly keys: readonly ColumnKey[] }>;

/** Fields that most users need not, folded away unless there is something in them. */
function More({ name, form, keys, children }: MoreProps) {
  const isFilled = keys.some((key) => !["", "NO"].includes(form.cells[key] ?? ""));
  const isWrong = keys.some((key) => wrongIn(form, key) !== null);
  return (
    <details class="panel voice" open={isFilled || isWrong}>
      <summary>{name}</summary>
      <fieldset class="cols c2" aria-label={name}>
        {children}
      </fieldset>
    </details>
  );
}

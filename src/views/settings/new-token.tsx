import { TOKEN_DAYS } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import { Choice, Field } from "../fields.tsx";
import type { Viewer } from "../page.tsx";
import { sayWrong } from "../reader.ts";
import { NewThingPage } from "./new-thing.tsx";

/** What the form of a new token holds, and what is wrong with each part of it. */
export type TokenForm = {
  /** Tells a second sending of this form from a new one (E4). */
  readonly key: string;
  readonly name: string;
  readonly scope: "write" | "read";
  /** The last day on which it works, as 2027-01-31; "" for 90 days. */
  readonly last_day: string;
  readonly wrong: { readonly name?: Sayable; readonly last_day?: Sayable };
};

type Props = { readonly viewer: Viewer; readonly form: TokenForm; readonly failure?: Failure | null };

/** The form of a new API token. */
export function NewTokenPage({ viewer, form, failure = null }: Props) {
  return (
    <NewThingPage
      viewer={viewer}
      part="tokens"
      title="Make a token"
      lede="It is shown once, on the next page. Copy it from there into the settings of your program. It ends when you are no longer an administrator here."
      formKey={form.key}
      submit="Make this token"
      back="Back to the tokens"
      failure={failure}
      wrong={Object.entries(form.wrong)}
      nothing="No token was made"
    >
      <Field
        name="name"
        label="Name"
        hint="Which program uses it, such as payroll. Activity shows this name."
        value={form.name}
        wrong={sayWrong(form.wrong.name)}
        maxlength={100}
        required
      />
      <Scope scope={form.scope} />
      <Field
        name="last_day"
        label="Last day (optional)"
        type="date"
        hint={`It works until the end of this day, UTC. Blank: ${TOKEN_DAYS} days.`}
        value={form.last_day}
        wrong={sayWrong(form.wrong.last_day)}
      />
    </NewThingPage>
  );
}

function Scope({ scope }: Pick<TokenForm, "scope">) {
  return (
    <fieldset>
      <legend>What it may do</legend>
      <Choice
        type="radio"
        name="scope"
        value="read"
        label="Only read"
        checked={scope === "read"}
        hint="Everything that a program may see; it starts and changes nothing."
      />
      <Choice
        type="radio"
        name="scope"
        value="write"
        label="Read and write"
        checked={scope === "write"}
        hint="Imports and users, and what of the inventory you may change yourselves."
      />
    </fieldset>
  );
}

import { TOKEN_DAYS } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import { Choice, Field } from "../fields.tsx";
import { WrongFields } from "../inventory/parts.tsx";
import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { sayWrong } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import { SettingsFrame } from "./frame.tsx";

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
  const wrong = Object.entries(form.wrong);
  return (
    <SettingsFrame title="Make a token" viewer={viewer} part="tokens" wrong={failure !== null || wrong.length > 0}>
      <Head
        title="Make a token"
        lede="It is shown once, on the next page. Copy it from there into the settings of your program. It ends when you are no longer an administrator here."
      />
      {failure && <Refusal failure={failure} />}
      {!failure && wrong.length > 0 && <WrongFields heading="No token was made" wrong={wrong} />}
      <form class="panel roomy stack read" method="post" action="/settings/tokens">
        <input type="hidden" name="key" value={form.key} />
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
        <div class="bar">
          <button type="submit" class="btn go">
            Make this token
          </button>
          <a href="/settings/tokens">Back to the tokens</a>
        </div>
      </form>
    </SettingsFrame>
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

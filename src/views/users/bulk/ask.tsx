import type { Sayable } from "../../../domain/problems/say.ts";
import type { BulkAct, RefusedUser } from "../../../domain/user/bulk/bulk.ts";
import type { User } from "../../../domain/user/user.ts";
import { address } from "../../address.ts";
import { Choice, Field } from "../../fields.tsx";
import { WrongFields } from "../../inventory/parts.tsx";
import { Page, type Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Say } from "../../parts.tsx";
import { sayWrong } from "../../reader.ts";
import { sayMany } from "../../words.ts";
import { type FilterChoices, queryOfView, type UserView } from "../filters.tsx";
import type { ActName } from "../picked.tsx";
import { GivenFields, type Wanted } from "./choices.tsx";
import { NobodyLeft, Refused } from "./refused.tsx";
import { buttonFor, headingOf, meansOf } from "./words.ts";

/** Whom an act is about: those who were ticked, or all whom the view finds. */
export type Selection = { readonly view: UserView; readonly all: boolean; readonly users: readonly string[] };

/** What an act would come to. */
export type Foresight = {
  readonly done: number;
  readonly refused: readonly RefusedUser[];
  readonly users: readonly User[];
  readonly mark: string;
};

/** Where the passwords go, as it was typed. */
export type PasswordForm = {
  readonly passwords: "users" | "recipient";
  readonly password_recipient: string;
  readonly wrong: Sayable | null;
};

type Props = {
  readonly viewer: Viewer;
  readonly name: ActName;
  readonly selection: Selection;
  /** Null until what the users are to get was chosen. */
  readonly act: BulkAct | null;
  readonly foreseen: Foresight | null;
  readonly wanted: Wanted;
  readonly choices: FilterChoices;
  readonly form: PasswordForm;
  readonly key: string;
  /** Somebody else has changed something since the question was asked. */
  readonly changed?: boolean;
};

const PATH = "/users/bulk";

/** Says what an act will do and what it refuses, and asks whether to do it (E11). */
export function AskBulkPage(props: Props) {
  const { viewer, name, selection, act, foreseen, wanted, choices, form, changed = false } = props;
  const back = address("/users", queryOfView(selection.view));
  const heading = act && foreseen ? headingOf(act, foreseen) : titles[name];
  return (
    <Page title={heading} viewer={viewer} here="users" wrong={form.wrong !== null}>
      <Head title={heading} crumb={<a href={back}>Users</a>} lede={act ? null : ledeOf(selection)} />
      {form.wrong && <WrongFields heading="Nothing was sent" wrong={[["password_recipient", form.wrong]]} />}
      {changed && (
        <Say id="changed" tone="warn" heading="The users were changed meanwhile" first>
          <p>Nothing was done. This is what it would come to now.</p>
        </Say>
      )}
      {isGiven(name) && (
        <form class="panel roomy stack read" method="get" action={PATH}>
          <Carried selection={selection} />
          <GivenFields act={name} wanted={wanted} choices={choices} />
          <div class="bar">
            <button type="submit" class={act ? "btn" : "btn go"} name="action" value={name}>
              Show what it does
            </button>
            {!act && (
              <a class="btn" href={back}>
                Leave them as they are
              </a>
            )}
          </div>
        </form>
      )}
      {act && foreseen && <Question {...props} act={act} foreseen={foreseen} back={back} />}
    </Page>
  );
}

type Asked = Props & { readonly act: BulkAct; readonly foreseen: Foresight; readonly back: string };

function Question({ name, selection, act, foreseen, wanted, form, key, back }: Asked) {
  const { done, refused, users, mark } = foreseen;
  const gone = name === "delete";
  if (done === 0) {
    return <NobodyLeft refused={refused} users={users} back={back} />;
  }
  return (
    <>
      <form class={`panel roomy stack read${gone ? " bad" : ""}`} method="post" action={PATH}>
        <Carried selection={selection} />
        <input type="hidden" name="action" value={name} />
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="seen" value={mark} />
        {isGiven(name) && <input type="hidden" name="to" value={wanted.to} />}
        {wanted.services.map((service) => (
          <input type="hidden" name="services" value={service} />
        ))}
        <ul class="dots">
          {meansOf(act).map((one) => (
            <li>{one}</li>
          ))}
          {refused.length > 0 && <li>{sayMany(refused.length, "user")} will be left as they are: see below.</li>}
        </ul>
        {name === "send_passwords" && <Where form={form} />}
        <div class="bar">
          <button type="submit" class={gone ? "btn stop" : "btn go"}>
            {buttonFor(act, done)}
          </button>
          <a class="btn" href={back}>
            Leave them as they are
          </a>
        </div>
      </form>
      <Refused refused={refused} users={users} heading="Left as they are" />
    </>
  );
}

function Where({ form: { passwords, password_recipient, wrong } }: { form: PasswordForm }) {
  return (
    <fieldset>
      <legend>Where they go</legend>
      <Choice
        type="radio"
        name="passwords"
        value="users"
        label="To each user"
        checked={passwords === "users"}
        hint="Each to their own address."
      />
      <Choice
        type="radio"
        name="passwords"
        value="recipient"
        label="All to one address"
        checked={passwords === "recipient"}
        hint="One mail for each user, for somebody who hands them on. The users are told that there is a new password, without it."
      />
      <div class="below">
        <Field
          name="password_recipient"
          label="The address that they go to"
          type="email"
          value={password_recipient}
          wrong={sayWrong(wrong)}
          autocomplete="email"
          maxlength={254}
        />
      </div>
    </fieldset>
  );
}

/** Who was picked goes along with every step. */
export function Carried({ selection: { view, all, users } }: { selection: Selection }) {
  return (
    <>
      {Object.entries(queryOfView(view)).map(
        ([name, value]) => value && <input type="hidden" name={name} value={value} />,
      )}
      {all && <input type="hidden" name="all" value="1" />}
      {users.map((id) => (
        <input type="hidden" name="users" value={id} />
      ))}
    </>
  );
}

/** What users get is chosen before it is said what it comes to. */
export function isGiven(name: ActName): boolean {
  return name === "license_type" || name === "location" || name === "services";
}

/** Whom it is about, before anything is known of them. */
export function ledeOf({ all, users }: Selection): string {
  return all ? "For all users whom the list has found." : `For ${sayMany(users.length, "user")}.`;
}

const titles: { readonly [Name in ActName]: string } = {
  send_passwords: "Send passwords",
  send_welcome: "Send the Welcome mail",
  license_type: "Change the licence",
  location: "Change the location",
  services: "Change the services",
  delete: "Delete users",
};

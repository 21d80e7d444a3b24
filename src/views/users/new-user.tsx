import { inGroups } from "../../domain/cells/phone/groups.ts";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { LicenceFacts } from "../parts/licence-facts.tsx";
import { PersonFields, ServiceFields, VoiceFields } from "./form-fields.tsx";
import { PasswordFields } from "./password-fields.tsx";
import { Problems } from "./problems.tsx";
import type { Choices, NewUserForm } from "./user-form.ts";
import { FindMeFields, VoicemailFields } from "./voicemail-fields.tsx";

type Props = { readonly viewer: Viewer; readonly choices: Choices; readonly form: NewUserForm };

const uses = { connect: "Voice: licence, numbers, extension, location. Without it, none of them is needed." };

/** The form of a new user: the columns of the template, in groups, by the rules of a file. */
export function NewUserPage({ viewer, choices, form }: Props) {
  const { account } = choices.facts;
  return (
    <Page title="Add a user" viewer={viewer} here="users" wrong={form.problems.length > 0}>
      <Head
        title="Add a user"
        lede={
          <>
            A name, an address and, for voice, a licence are enough. For many at once,{" "}
            <a href="/imports/new">import a CSV file</a>.
          </>
        }
      />
      <Problems problems={form.problems} />
      <div class="cols side">
        <form class="stack" method="post" action="/users/new">
          <input type="hidden" name="key" value={form.key} />
          <PersonFields form={form} email />
          <ServiceFields form={form} installed={account.services} uses={uses} />
          <VoiceFields form={form} choices={choices} />
          <VoicemailFields form={form} pin />
          <FindMeFields form={form} />
          <PasswordFields form={form} silent={account.silent_mode} />
          <div class="bar">
            <button type="submit" class="btn go">
              Create this user
            </button>
            <a href="/users">Back to the users</a>
          </div>
        </form>
        <Left choices={choices} />
      </div>
    </Page>
  );
}

/** Beside the work, what it needs. */
export function Left({ choices: { facts, parked } }: { choices: Choices }) {
  const [first] = parked;
  return (
    <aside class="panel stack" aria-label="The account">
      <h2>What the account has left</h2>
      {facts.subscriptions.length > 0 && <LicenceFacts subscriptions={facts.subscriptions} />}
      <p class="hint">
        {first === undefined ? (
          <>
            No number is parked. <a href="/numbers/new">Park numbers</a> first, or create the user without one.
          </>
        ) : (
          <>
            The next parked number is {inGroups(first)}. <a href="/numbers?show=parked">See all that are parked</a>
          </>
        )}
      </p>
      <p class="hint">
        <a href="/subscriptions">Change the licences</a>
      </p>
    </aside>
  );
}

import type { ColumnKey } from "../../domain/columns.ts";
import { editableKeys } from "../../domain/user/edit.ts";
import type { Service, User } from "../../domain/user/user.ts";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { PersonFields, ServiceFields, VoiceFields } from "./form-fields.tsx";
import { Left } from "./new-user.tsx";
import { Problems } from "./problems.tsx";
import { type Choices, type EditForm, wasName } from "./user-form.ts";
import { FindMeFields, VoicemailFields } from "./voicemail-fields.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly user: User;
  readonly choices: Choices;
  readonly form: EditForm;
};

/** The form of a user who exists: everything but the address and the PIN. */
export function EditUserPage({ viewer, user, choices, form }: Props) {
  const heading = `Edit ${user.display_name}`;
  return (
    <Page title={heading} viewer={viewer} here="users" wrong={form.problems.length > 0}>
      <Head
        title={heading}
        lede={
          <>
            The address <span class="long">{user.email}</span> stays: the user signs in with it.
          </>
        }
      />
      <Problems problems={form.problems} />
      <div class="cols side">
        <form class="stack" method="post" action={`/users/${user.id}/edit`}>
          <Was form={form} />
          <PersonFields form={form} email={false} />
          <ServiceFields form={form} installed={choices.facts.account.services} uses={usesOf(user)} />
          <VoiceFields form={form} choices={choices} />
          <VoicemailFields form={form} pin={false} />
          <FindMeFields form={form} />
          <div class="bar">
            <button type="submit" class="btn go">
              Save the changes
            </button>
            <a href={`/users/${user.id}`}>Leave everything as it is</a>
          </div>
        </form>
        <Left choices={choices} />
      </div>
    </Page>
  );
}

/** Danger is said before. */
function usesOf({ services }: User): Partial<Record<Service, string>> {
  return services.includes("connect")
    ? {
        connect:
          "Without it the numbers are parked, licence and extension are free again, and all voice settings are lost.",
      }
    : { connect: "With it the user needs a licence, and gets an extension, and a Welcome mail with a voicemail PIN." };
}

/** What the form held when it was handed out: only what the person has changed is saved, whatever others do meanwhile. */
function Was({ form: { was } }: { form: EditForm }) {
  const filled = editableKeys.flatMap((key): readonly (readonly [ColumnKey, string])[] => {
    const text = was.cells[key] ?? "";
    return text === "" ? [] : [[key, text]];
  });
  return (
    <>
      <input type="hidden" name={wasName("services")} value={was.services.join(",")} />
      {filled.map(([key, text]) => (
        <input type="hidden" name={wasName(key)} value={text} />
      ))}
    </>
  );
}

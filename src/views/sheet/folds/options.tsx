import type { Import } from "../../../domain/import/import.ts";
import { WhenMailsGo } from "../../imports/mails/when-mails-go.tsx";
import { Existing, Notify, Passwords, Services, type UploadForm } from "../../imports/options.tsx";
import type { Sheet } from "../view.ts";
import { Fold } from "./fold.tsx";

/** The options of a draft that can be given anew, by the names of their fields; those of one group change together. */
export const optionGroups = [
  ["services"],
  ["passwords", "password_recipient"],
  ["existing"],
  ["mails", "mails_at"],
  ["notify"],
] as const;

type Props = Pick<Sheet, "draft" | "facts" | "notify_email"> & {
  readonly email: string;
  /** What was chosen and could not be granted; null where nothing was turned down. */
  readonly chosen: UploadForm | null;
};

/** Services, passwords, what becomes of users who exist, and when mails go: changed here, or taken by Start as they are shown (E3). */
export function Options({ draft, facts, notify_email, email, chosen }: Props) {
  const { account } = facts;
  const kept = formOfDraft(draft, notify_email);
  const form = chosen ?? kept;
  return (
    <Fold id="sheet-options" title="Services, passwords, mails…" open={chosen !== null}>
      <form class="stack" id="options" method="post" action={`/imports/${draft.id}/options`}>
        <input type="hidden" name="was" value={textOf(draft, notify_email)} />
        <div class="cols c3">
          <Services form={form} installed={account.services} />
          <Passwords form={form} silent={account.silent_mode} />
          <WhenMailsGo mails={form.mails} mails_at={form.mails_at} />
          <Existing form={form} />
          <Notify form={form} email={notify_email ?? email} />
        </div>
        <div class="bar">
          <button type="submit" class="btn">
            Change and check again
          </button>
          <span class="soft small">Start takes them as they are shown here.</span>
        </div>
      </form>
    </Fold>
  );
}

function formOfDraft({ options }: Import, notify_email: string | null): UploadForm {
  const { services, passwords, password_recipient, existing, mails, mails_at } = options;
  return {
    key: "",
    pasted: "",
    services,
    no_service: services.length === 0,
    passwords,
    password_recipient: password_recipient ?? "",
    existing,
    mails: mails_at === null ? mails : "at",
    mails_at: timeOf(mails_at),
    notify: notify_email !== null,
    wrong_recipient: null,
  };
}

/** A time as its field has it: without the zone, which is UTC, and without seconds. */
function timeOf(at: string | null): string {
  return at?.replace(/(:\d\d(\.\d+)?)?Z$/, "") ?? "";
}

/** What the form sends while nothing is changed in it: only what a person has changed is a change of theirs. */
function textOf(draft: Import, notify_email: string | null): string {
  return new URLSearchParams({ ...optionTexts(draft), notify: notify_email === null ? "" : "true" }).toString();
}

/** What the fields of the form hold for a draft as it is, by their names; whether somebody is told when it ends is no part of that. */
export function optionTexts(draft: Import): Readonly<Record<string, string>> {
  const { passwords, password_recipient, existing, mails, mails_at } = formOfDraft(draft, null);
  const services = draft.options.services.join(",") || "none";
  return { services, passwords, password_recipient, existing, mails, mails_at };
}

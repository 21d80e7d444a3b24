import type { Account } from "../../domain/account/account.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import { address } from "../address.ts";
import { Field } from "../fields.tsx";
import { News, WrongFields } from "../inventory/parts.tsx";
import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Time } from "../parts/time.tsx";
import { Email, Pager, Tag } from "../parts.tsx";
import { sayWrong } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { sayMany } from "../words.ts";
import { AccountFacts, type ZoneForm } from "./account-facts.tsx";
import { SettingsFrame } from "./frame.tsx";

/** An administrator, as others of the account see them. */
export type ListedAdministrator = {
  readonly email: string;
  readonly created_at: string;
  readonly joined_at: string | null;
};

/** The form that invites an administrator. */
export type InvitationForm = {
  /** Tells a second sending of this form from a new one (E4). */
  readonly key: string;
  readonly email: string;
  /** What is wrong with the address; null when nothing is. */
  readonly wrong: Sayable | null;
};

type Props = {
  readonly viewer: Viewer;
  readonly account: Account;
  readonly administrators: readonly ListedAdministrator[];
  readonly many: number;
  readonly page: { readonly first: boolean; readonly next: string | null };
  readonly form: InvitationForm;
  /** Left out: as the account has it. */
  readonly zone?: ZoneForm;
  readonly news?: string | null;
  readonly failure?: Failure | null;
};

/** Who administers the account, and what holds for it. */
export function AccountSettingsPage({ viewer, account, administrators, many, page, form, ...said }: Props) {
  const { news = null, failure = null, zone = { time_zone: account.time_zone, wrong: null } } = said;
  const only = many === 1;
  return (
    <SettingsFrame
      title="Settings"
      viewer={viewer}
      part="account"
      wrong={failure !== null || form.wrong !== null || zone.wrong !== null}
    >
      <Head
        title={only ? "You are the only administrator" : `${sayMany(many, "administrator")} look after this account`}
        lede={
          only
            ? "Invite a second one, so that somebody can help when you cannot."
            : "Each of them can do everything in this account."
        }
      />
      {news && <News>{news}</News>}
      {failure && <Refusal failure={failure} />}
      {zone.wrong && <WrongFields heading="The time zone was not saved" wrong={[["time_zone", zone.wrong]]} />}
      {form.wrong && <WrongFields heading="Nobody was invited" wrong={[["email", form.wrong]]} />}
      <div class="cols side">
        <section class="stack tight">
          <h2>Administrators</h2>
          <Table
            id="administrators"
            caption="Administrators"
            columns={only ? columns : [...columns, removal]}
            rows={administrators}
          />
          <Pager
            first={page.first ? null : "/settings"}
            next={page.next && address("/settings", { cursor: page.next })}
            label="Pages of administrators"
          />
        </section>
        <aside class="stack">
          <Invitation form={form} />
        </aside>
      </div>
      <AccountFacts account={account} zone={zone} />
    </SettingsFrame>
  );
}

function Invitation({ form: { key, email, wrong } }: { form: InvitationForm }) {
  return (
    <form class="panel stack" method="post" action="/settings/administrators">
      <h2>Invite an administrator</h2>
      <input type="hidden" name="key" value={key} />
      <Field
        name="email"
        label="E-mail address"
        type="email"
        hint="We mail a link that works for 7 days. To send it again, invite the same address again."
        value={email}
        wrong={sayWrong(wrong)}
        autocomplete="off"
        maxlength={254}
        required
      />
      <button type="submit" class="btn go">
        Send the invitation
      </button>
    </form>
  );
}

const columns: readonly TableColumn<ListedAdministrator>[] = [
  { label: "E-mail", names: true, phone: 1, show: ({ email }) => <Email email={email} /> },
  {
    label: "State",
    phone: 2,
    show: ({ joined_at }) =>
      joined_at === null ? <Tag tone="off">has not signed in yet</Tag> : <Tag tone="ok">active</Tag>,
  },
  { label: "Added", phone: 3, show: ({ created_at }) => <Time at={created_at} as="date" /> },
];

const removal: TableColumn<ListedAdministrator> = {
  label: "Remove",
  phone: 4,
  show: ({ email }) => (
    <a href={`/settings/administrators/${encodeURIComponent(email)}/removal`}>
      Remove<span class="unseen"> {email}</span>
    </a>
  ),
};

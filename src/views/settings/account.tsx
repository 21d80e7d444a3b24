import type { Role } from "../../domain/access/roles.ts";
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
import { OwnSettings, ProviderFacts, type ZoneForm } from "./account-facts.tsx";
import { SettingsFrame } from "./frame.tsx";
import { RoleChoice, roleNames } from "./roles.tsx";

/** An administrator, as others of the account see them. */
export type ListedAdministrator = {
  readonly email: string;
  readonly role: Role;
  readonly created_at: string;
  readonly joined_at: string | null;
};

/** The form that invites an administrator. */
export type InvitationForm = {
  /** Tells a second sending of this form from a new one (E4). */
  readonly key: string;
  readonly email: string;
  readonly role: Role;
  /** What is wrong with the address; null when nothing is. */
  readonly wrong: Sayable | null;
};

type Props = {
  readonly viewer: Viewer;
  readonly account: Account;
  readonly administrators: readonly ListedAdministrator[];
  readonly many: number;
  /** How many of them are owners. */
  readonly owners: number;
  readonly page: { readonly first: boolean; readonly next: string | null };
  readonly form: InvitationForm;
  /** Left out: as the account has it. */
  readonly zone?: ZoneForm;
  readonly news?: string | null;
  readonly failure?: Failure | null;
};

/** Who administers the account, and what holds for it. */
export function AccountSettingsPage({ viewer, account, administrators, many, owners, page, form, ...said }: Props) {
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
            : "Owners can do everything in this account; what others can do stands beside them."
        }
      />
      {news && <News>{news}</News>}
      {failure && <Refusal failure={failure} />}
      {zone.wrong && <WrongFields heading="The time zone was not saved" wrong={[["time_zone", zone.wrong]]} />}
      {form.wrong && <WrongFields heading="Nobody was invited" wrong={[["email", form.wrong]]} />}
      <div class="cols side">
        <div class="stack">
          <section class="stack tight">
            <h2>Administrators</h2>
            <Table
              id="administrators"
              caption="Administrators"
              columns={[...columns(owners), ...(only ? [] : [removal(owners)])]}
              rows={administrators}
            />
            <Pager
              first={page.first ? null : "/settings"}
              next={page.next && address("/settings", { cursor: page.next })}
              label="Pages of administrators"
            />
          </section>
          <ProviderFacts account={account} />
        </div>
        <aside class="stack">
          <Invitation form={form} />
          <OwnSettings account={account} zone={zone} />
        </aside>
      </div>
    </SettingsFrame>
  );
}

function Invitation({ form: { key, email, role, wrong } }: { form: InvitationForm }) {
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
      <RoleChoice role={role} />
      <button type="submit" class="btn go">
        Send the invitation
      </button>
    </form>
  );
}

const columns = (owners: number): readonly TableColumn<ListedAdministrator>[] => [
  { label: "E-mail", names: true, phone: 1, show: ({ email }) => <Email email={email} /> },
  { label: "Role", phone: 2, show: (one) => <RoleOf one={one} owners={owners} /> },
  {
    label: "State",
    phone: 3,
    show: ({ joined_at }) =>
      joined_at === null ? <Tag tone="off">has not accepted yet</Tag> : <Tag tone="ok">active</Tag>,
  },
  { label: "Added", show: ({ created_at }) => <Time at={created_at} as="date" /> },
];

/** The last owner stays one: somebody must be left who can let others in. */
const isLast = ({ role }: ListedAdministrator, owners: number): boolean => role === "owner" && owners === 1;

function RoleOf({ one, owners }: { readonly one: ListedAdministrator; readonly owners: number }) {
  if (isLast(one, owners)) return <>{roleNames[one.role]}</>;
  return (
    <>
      {roleNames[one.role]}{" "}
      <a href={`/settings/administrators/${encodeURIComponent(one.email)}/role`}>
        Change<span class="unseen"> the role of {one.email}</span>
      </a>
    </>
  );
}

const removal = (owners: number): TableColumn<ListedAdministrator> => ({
  label: "Remove",
  phone: 4,
  show: (one) =>
    isLast(one, owners) ? (
      "The last owner stays"
    ) : (
      <a href={`/settings/administrators/${encodeURIComponent(one.email)}/removal`}>
        Remove<span class="unseen"> {one.email}</span>
      </a>
    ),
});

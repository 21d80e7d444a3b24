import type { Failure } from "../../domain/problems/result.ts";
import { address } from "../address.ts";
import { FilterForm } from "../filter-form.tsx";
import { News } from "../inventory/parts.tsx";
import {
  hasFailed,
  mailKindChoices,
  mailStateChoices,
  nameOfMail,
  type ShownMail,
  sayMailReason,
  stateOfMail,
} from "../mail-words.ts";
import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Time } from "../parts/time.tsx";
import { Email, Pager, Tag } from "../parts.tsx";
import { Refusal } from "../refusal.tsx";
import { MailReason } from "../said.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { SettingsFrame } from "./frame.tsx";

/** A mail as the log shows it; never its text. */
export type MailRow = ShownMail & { readonly id: string; readonly user: string | null };

/** Which mails are looked at; "" for all. */
export type MailsView = { readonly q: string; readonly state: string; readonly kind: string; readonly cursor: string };

type Props = {
  readonly viewer: Viewer;
  readonly mails: readonly MailRow[];
  readonly view: MailsView;
  readonly next: string | null;
  readonly news?: string | null;
  readonly failure?: Failure | null;
};

const PATH = "/settings/mail";
const titles: Readonly<Record<string, string>> = { failed: "Mail that failed", bounced: "Mail that came back" };

/** What Muster has mailed for the account, and what has become of it (M4). */
export function MailLogPage({ viewer, mails, view, next, news = null, failure = null }: Props) {
  const { q, state, kind, cursor } = view;
  return (
    <SettingsFrame title="Mail" viewer={viewer} part="mail" wrong={failure !== null}>
      <Head
        title={titles[state] ?? "Mail"}
        lede="What was mailed to users and administrators. A mail that fails for a passing reason is tried again by itself."
      />
      {news && <News>{news}</News>}
      {failure && <Refusal failure={failure} />}
      <FilterForm
        action={PATH}
        search={{ label: "Address", q }}
        selects={[
          { name: "state", label: "State", any: "Any state", value: state, choices: mailStateChoices },
          { name: "kind", label: "Kind", any: "Any kind", value: kind, choices: mailKindChoices },
        ]}
      />
      {mails.length > 0 ? (
        <Table id="mails" caption="Mails" columns={columnsFor(mails, view)} rows={mails} />
      ) : (
        <Nothing view={view} />
      )}
      <Pager
        first={cursor ? address(PATH, { q, state, kind }) : null}
        next={next && address(PATH, { q, state, kind, cursor: next })}
        label="Pages of mails"
      />
    </SettingsFrame>
  );
}

function Nothing({ view: { q, state, kind, cursor } }: { view: MailsView }) {
  if (state === "failed" && !kind && !cursor && !q) return <p role="status">No mail has failed.</p>;
  if (state === "bounced" && !kind && !cursor && !q) return <p role="status">No mail has come back.</p>;
  if (q || state || kind || cursor) {
    return (
      <p role="status">
        There is no such mail. <a href={PATH}>Show all mail</a>
      </p>
    );
  }
  return (
    <p>
      Nothing has been mailed yet. Mail goes out when you <a href="/imports/new">import users</a>, reset a password or{" "}
      <a href="/settings">invite an administrator</a>.
    </p>
  );
}

/** What no mail of the page has takes no room. */
function columnsFor(mails: readonly MailRow[], view: MailsView): readonly TableColumn<MailRow>[] {
  const failed = mails.some(hasFailed);
  const erred = mails.some(({ last_error }) => last_error !== null);
  return [...columns, ...(erred ? [lastError] : []), ...(failed ? [again(view)] : [])];
}

const columns: readonly TableColumn<MailRow>[] = [
  { label: "To", names: true, phone: 1, show: (mail) => <To mail={mail} /> },
  { label: "Kind", phone: 3, show: nameOfMail },
  { label: "State", phone: 2, show: (mail) => <State mail={mail} /> },
  { label: "Tries", numeric: true, wide: 3, show: ({ attempts }) => attempts },
];

const lastError: TableColumn<MailRow> = {
  label: "Why",
  full: true,
  wide: 3,
  show: (mail) => sayMailReason(mail) && <MailReason mail={mail} />,
};

const again = (view: MailsView): TableColumn<MailRow> => ({
  label: "Send again",
  phone: 4,
  show: (mail) => hasFailed(mail) && <Again mail={mail} view={view} />,
});

function To({ mail: { to, user } }: { mail: MailRow }) {
  const email = <Email email={to} />;
  return user === null ? email : <a href={`/users/${user}`}>{email}</a>;
}

function State({ mail }: { mail: MailRow }) {
  const { tone, name } = stateOfMail(mail);
  return (
    <>
      <Tag tone={tone}>{name}</Tag>
      <span class="block soft small">
        <When {...mail} />
      </span>
    </>
  );
}

function When({ state, created_at, due_at, sent_at }: MailRow) {
  if (state === "sent" || state === "bounced") return <Time at={sent_at ?? created_at} as="date" />;
  return (
    <>
      {state === "pending" ? "next try" : "from"} <Time at={state === "pending" ? due_at : created_at} as="date" />
    </>
  );
}

function Again({ mail, view }: { mail: MailRow; view: MailsView }) {
  const { id, to } = mail;
  return (
    <form class="bar" method="post" action={`${PATH}/${encodeURIComponent(id)}/retry`}>
      {Object.entries(view).map(([name, value]) => value && <input type="hidden" name={name} value={value} />)}
      <button type="submit" class="link">
        Send again
        <span class="unseen">
          : {nameOfMail(mail)} to {to}
        </span>
      </button>
    </form>
  );
}

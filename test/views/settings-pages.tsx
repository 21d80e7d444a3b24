import { eventTypes } from "../../src/domain/events/event.ts";
import { coded } from "../../src/domain/problems/codes.ts";
import type { Failure } from "../../src/domain/problems/result.ts";
import { actionGroups } from "../../src/views/activity/actions.ts";
import { ActivityPage } from "../../src/views/activity/activity.tsx";
import { AccountSettingsPage } from "../../src/views/settings/account.tsx";
import { ChangeRolePage } from "../../src/views/settings/change-role.tsx";
import { ColumnsPage } from "../../src/views/settings/columns.tsx";
import { NewCodesPage, RecoveryCodesPage } from "../../src/views/settings/factors/codes.tsx";
import { NewFactorPage } from "../../src/views/settings/factors/new.tsx";
import { NewPasskeyPage } from "../../src/views/settings/factors/passkey.tsx";
import { RemoveFactorPage } from "../../src/views/settings/factors/remove.tsx";
import { MailLogPage, type MailRow } from "../../src/views/settings/mail.tsx";
import { NewTokenPage } from "../../src/views/settings/new-token.tsx";
import { RemoveAdministratorPage } from "../../src/views/settings/remove-administrator.tsx";
import { RevokeTokenPage } from "../../src/views/settings/revoke-token.tsx";
import { SecurityPage } from "../../src/views/settings/security.tsx";
import { TokenMadePage } from "../../src/views/settings/token-made.tsx";
import { TokensPage } from "../../src/views/settings/tokens.tsx";
import { RemoveWebhookPage, RotateWebhookPage } from "../../src/views/settings/webhooks/ask.tsx";
import { WebhooksPage } from "../../src/views/settings/webhooks/list.tsx";
import { WebhookSecretPage } from "../../src/views/settings/webhooks/made.tsx";
import { NewWebhookPage } from "../../src/views/settings/webhooks/new.tsx";
import { WebhookPage } from "../../src/views/settings/webhooks/one.tsx";
import * as given from "./fixtures.ts";

const at = "2026-11-22T10:02:00.000Z";
const page = { first: false, next: "bmV4dA==" };
const alone = { first: true, next: null };

/** Settings and Activity in every state that looks different. `text` stands wherever people may write something. */
export function settingsPages(text: string) {
  const failure: Failure = coded("too_many_requests", { reason: "guesses", seconds: 60 });
  return {
    ...accountPages(text, failure),
    ...tokenPages(text, failure),
    ...webhookPages(text, failure),
    ...ownPages(text, failure),
    ...logPages(text),
  };
}

function accountPages(text: string, failure: Failure) {
  const { viewer } = given;
  const { account } = given.left.facts;
  const reserved_extensions = Array.from({ length: 40 }, (_, n) => String(1900 + n));
  const form = { key: text, email: text, role: "viewer", wrong: null } as const;
  const colleagues = [
    { email: text, role: "importer", created_at: at, joined_at: null },
    { email: "dana@acme.example", role: "owner", created_at: at, joined_at: at },
  ] as const;
  const shown = { viewer, account, administrators: colleagues, many: 2, owners: 2, page, form };
  const remembered = [
    { header: text, field: "department" },
    { header: "Floor", field: null },
  ] as const;
  const quiet = { ...account, name: text, silent_mode: true, reserved_extensions, self_service: ["numbers"] } as const;
  return {
    settings: <AccountSettingsPage {...shown} news={text} />,
    "settings, one administrator": (
      <AccountSettingsPage
        {...shown}
        account={quiet}
        administrators={colleagues.slice(1)}
        many={1}
        owners={1}
        page={alone}
      />
    ),
    "settings, wrong address": <AccountSettingsPage {...shown} form={{ ...form, wrong: given.wrongOf(text) }} />,
    "settings, refused": <AccountSettingsPage {...shown} failure={failure} />,
    "settings, one owner": <AccountSettingsPage {...shown} owners={1} />,
    "change a role": <ChangeRolePage viewer={viewer} email={text} was="owner" self={false} />,
    "change the own role": <ChangeRolePage viewer={viewer} email={text} was="owner" self />,
    "change the last role": <ChangeRolePage viewer={viewer} email={text} was="owner" self failure={failure} />,
    columns: <ColumnsPage viewer={viewer} columns={remembered} page={page} news={text} />,
    "no columns": <ColumnsPage viewer={viewer} columns={[]} page={alone} />,
    "remove an administrator": <RemoveAdministratorPage viewer={viewer} email={text} self={false} />,
    "remove oneself": <RemoveAdministratorPage viewer={viewer} email={text} self />,
    "remove the last administrator": <RemoveAdministratorPage viewer={viewer} email={text} self failure={failure} />,
  };
}

function tokenPages(text: string, failure: Failure) {
  const { viewer } = given;
  const times = { expires_at: at, last_used_at: at, created_at: at };
  const token = { id: "tok_1", name: text, scope: "read", ...times, last_used_from: text, created_by: text } as const;
  const unused = { expires_at: null, last_used_at: null, last_used_from: null, created_by: null };
  const fresh = { ...token, id: "tok_2", scope: "write", ...unused } as const;
  const form = { key: text, name: text, scope: "write", last_day: "2027-01-31", wrong: {} } as const;
  const made = { ...fresh, expires_at: at, token: `mst_${"x".repeat(43)}` };
  return {
    tokens: <TokensPage viewer={viewer} tokens={[token, fresh]} page={page} now={at} news={text} />,
    "no tokens": <TokensPage viewer={viewer} tokens={[]} page={alone} now={at} />,
    "new token": <NewTokenPage viewer={viewer} form={form} />,
    "new token, wrong": (
      <NewTokenPage
        viewer={viewer}
        form={{ ...form, wrong: { name: given.wrongOf(text), last_day: given.wrongOf(text) } }}
      />
    ),
    "new token, refused": <NewTokenPage viewer={viewer} form={form} failure={failure} />,
    "token made": <TokenMadePage viewer={viewer} token={made} api={`https://muster.example/${text}`} />,
    "token made, only reading": (
      <TokenMadePage viewer={viewer} token={{ ...made, scope: "read" }} api="https://muster.example" />
    ),
    "revoke a token": <RevokeTokenPage viewer={viewer} token={token} />,
  };
}

function webhookPages(text: string, failure: Failure) {
  const { viewer } = given;
  const made = { id: "whk_1", url: text, events: [...eventTypes], created_at: at, created_by: text };
  const on = { ...made, failing_at: null, disabled_at: null };
  const failing = { ...made, id: "whk_2", events: eventTypes.slice(0, 2), failing_at: at, disabled_at: null };
  const off = { ...failing, id: "whk_3", disabled_at: at };
  const tries = [
    { at, status: 500, error: "E_STATUS" },
    { at, status: 301, error: "E_REDIRECT" },
    { at, status: null, error: "E_TIMEOUT" },
    { at, status: null, error: "E_CONNECTION" },
    { at, status: null, error: "E_FAULT" },
  ];
  const sent = { event: "evt_0123456789abcdef01234567", type: "users.created", due_at: at } as const;
  const deliveries = [
    { ...sent, id: "dlv_1", state: "pending", last_error: null, tries: [] },
    { ...sent, id: "dlv_2", state: "failed", last_error: "E_DISABLED", tries },
    { ...sent, id: "dlv_3", state: "delivered", last_error: null, tries: [{ at, status: 204, error: null }] },
  ] as const;
  const form = { key: text, url: text, events: ["users.created"], wrong: {} } as const;
  const wrong = { url: given.wrongOf(text), events: coded("invalid_option", { about: "no_events" }) };
  return {
    webhooks: <WebhooksPage viewer={viewer} webhooks={[on, failing, off]} news={text} />,
    "webhooks, as many as there may be": <WebhooksPage viewer={viewer} webhooks={Array(10).fill(on)} />,
    "no webhooks": <WebhooksPage viewer={viewer} webhooks={[]} />,
    "new webhook": <NewWebhookPage viewer={viewer} form={form} />,
    "new webhook, wrong": <NewWebhookPage viewer={viewer} form={{ ...form, wrong }} />,
    "new webhook, refused": <NewWebhookPage viewer={viewer} form={form} failure={failure} />,
    "webhook, its secret": <WebhookSecretPage viewer={viewer} webhook={{ ...on, secret: text }} rotated={false} />,
    "webhook, a new secret": <WebhookSecretPage viewer={viewer} webhook={{ ...on, secret: text }} rotated />,
    webhook: <WebhookPage viewer={viewer} webhook={off} deliveries={deliveries} page={page} news={text} />,
    "webhook, nothing sent": <WebhookPage viewer={viewer} webhook={on} deliveries={[]} page={alone} />,
    "webhook, remove": <RemoveWebhookPage viewer={viewer} webhook={on} />,
    "webhook, rotate": <RotateWebhookPage viewer={viewer} webhook={on} />,
  };
}

function ownPages(text: string, failure: Failure) {
  const { viewer } = given;
  const sessions = Array.from({ length: 3 }, (_, n) => {
    const unknown = n === 2 ? null : text;
    const times = { created_at: at, seen_at: at };
    return { name: `session-${n}`, account_name: unknown, browser: unknown, address: unknown, ...times };
  });
  const shown = {
    viewer: { ...viewer, email: text },
    sessions,
    current: "session-0",
    factors: [],
    codes: 0,
    proved: true,
  };
  const factors = [
    { id: "fac_1", kind: "app", created_at: at, last_used_at: at },
    { id: "fac_2", kind: "passkey", created_at: at, last_used_at: null },
  ] as const;
  const offer = { secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", sealed: text };
  const own = { ...viewer, email: text };
  const passkey = { challenge: text, host: text, known: [text], user: text, kinds: [-7] };
  return {
    "security, with a second step": <SecurityPage {...shown} factors={factors} codes={9} />,
    "new factor": <NewFactorPage viewer={own} {...offer} />,
    "new factor, demanded": <NewFactorPage viewer={own} {...offer} demanded next="/numbers" />,
    "new factor, wrong": <NewFactorPage viewer={own} {...offer} wrong={given.wrongOf(text)} />,
    "recovery codes": <RecoveryCodesPage viewer={own} codes={["0123456789ABCDEFGHJKMNPQ"]} />,
    "new recovery codes": <NewCodesPage viewer={own} left={3} />,
    "new passkey": <NewPasskeyPage viewer={own} offer={passkey} next="/numbers" />,
    "new passkey, refused": <NewPasskeyPage viewer={own} offer={passkey} failure={failure} />,
    "remove a factor": <RemoveFactorPage viewer={own} id="fac_1" kind="passkey" last={false} />,
    "remove the last factor": <RemoveFactorPage viewer={own} id="fac_1" kind="app" last />,
    security: <SecurityPage {...shown} news={text} />,
    "security, wrong": (
      <SecurityPage {...shown} wrong={{ current: given.wrongOf(text), password: given.wrongOf(text) }} />
    ),
    "security, before a proof": <SecurityPage {...shown} proved={false} />,
    "security, refused": <SecurityPage {...shown} failure={failure} />,
  };
}

const kinds = ["password", "welcome", "voicemail_pin", "password_changed", "invitation", "admin_reset"] as const;
const states = ["pending", "sent", "failed", "cancelled"] as const;

function logPages(text: string) {
  const { viewer } = given;
  const mails: readonly MailRow[] = kinds.flatMap((kind) =>
    states.map((state) => {
      const error = state === "failed" ? text : null;
      const [sent_at, user] = [state === "sent" ? at : null, kind === "invitation" ? null : "usr_1"];
      const id = `mail_${kind}_${state}`;
      return { id, kind, to: text, user, state, attempts: 3, last_error: error, created_at: at, due_at: at, sent_at };
    }),
  );
  const view = { q: text, state: "failed", kind: "", cursor: "bmV4dA==" };
  const all = { q: "", state: "", kind: "", cursor: "" };
  const failure: Failure = coded("password_superseded", {});
  const actions = actionGroups.flatMap(({ actions }) => Object.keys(actions));
  const entries = actions.flatMap((action, n) => {
    const entry = { id: `aud_${n}`, at, who: text, address: text, action, subject: text, about: text, detail: {} };
    const gone = { ...entry, who: "token:payroll", about: null, detail: { name: text, email: text, was: text } };
    return [entry, gone];
  });
  const people = [text, "operator", "token:payroll"];
  const filtered = { action: "import.start", who: "somebody" };
  return {
    mails: <MailLogPage viewer={viewer} mails={mails} view={view} next="bmV4dA==" news={text} />,
    "mails, refused": (
      <MailLogPage viewer={viewer} mails={mails.slice(0, 4)} view={all} next={null} failure={failure} />
    ),
    "no mails": <MailLogPage viewer={viewer} mails={[]} view={all} next={null} />,
    "no mails failed": <MailLogPage viewer={viewer} mails={[]} view={{ ...view, cursor: "" }} next={null} />,
    "no such mails": <MailLogPage viewer={viewer} mails={[]} view={{ ...view, kind: "welcome" }} next={null} />,
    activity: (
      <ActivityPage viewer={viewer} entries={entries} people={people} view={{ action: "", who: "" }} page={page} />
    ),
    "no activity": <ActivityPage viewer={viewer} entries={[]} people={people} view={filtered} page={alone} />,
  };
}

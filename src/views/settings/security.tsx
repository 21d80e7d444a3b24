import { SIGNED_IN_HOURS, SIGNED_IN_IDLE_MINUTES } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import { Field } from "../fields.tsx";
import { News, WrongFields } from "../inventory/parts.tsx";
import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Time } from "../parts/time.tsx";
import { Tag } from "../parts.tsx";
import { passwordLength } from "../people/reset.tsx";
import { sayWrong } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { sayDate } from "../words.ts";
import { type FactorRow, FactorsSection } from "./factors/section.tsx";
import { SettingsFrame } from "./frame.tsx";

/** A session of the person; `name` is no secret. */
export type SessionRow = {
  readonly name: string;
  readonly account_name: string | null;
  readonly created_at: string;
  readonly seen_at: string;
  readonly browser: string | null;
  readonly address: string | null;
};

/** What is wrong with the passwords that were typed. */
export type WrongPasswords = { readonly current?: Sayable; readonly password?: Sayable };

type Props = {
  readonly viewer: Viewer;
  readonly sessions: readonly SessionRow[];
  readonly factors: readonly FactorRow[];
  /** How many recovery codes are left. */
  readonly codes: number;
  /** Whether they have proved themselves just before; else ending a session leads to that. */
  readonly proved: boolean;
  /** The name of the session that looks at the page. */
  readonly current: string;
  readonly wrong?: WrongPasswords;
  readonly news?: string | null;
  readonly failure?: Failure | null;
};

/** A person's own password, second factors and sessions (S1). */
export function SecurityPage({ viewer, sessions, factors, codes, proved, current, ...said }: Props) {
  const { wrong = {}, news = null, failure = null } = said;
  const isWrong = failure !== null || Object.keys(wrong).length > 0;
  return (
    <SettingsFrame title="Your sign-in" viewer={viewer} part="security" wrong={isWrong}>
      <Head
        title="Your sign-in"
        lede={
          <>
            For <span class="long">{viewer.email}</span>, in every account that you administer.
          </>
        }
      />
      {news && <News>{news}</News>}
      {failure && <Refusal failure={failure} />}
      {!failure && isWrong && <WrongFields heading="Your password was not changed" wrong={Object.entries(wrong)} />}
      <div class="cols side">
        <section class="stack tight">
          <div class="bar between">
            <h2>Where you are signed in</h2>
            {sessions.length > 1 && !proved && (
              <a class="btn stop low" href={PROOF}>
                Sign out everywhere else
              </a>
            )}
            {sessions.length > 1 && proved && (
              <form method="post" action="/settings/security/sessions/end">
                <button type="submit" class="btn stop low">
                  Sign out everywhere else
                </button>
              </form>
            )}
          </div>
          <Table id="sessions" caption="Your sessions" columns={columnsOf(current, proved)} rows={sessions} />
          <p class="hint">
            A session ends by itself after {SIGNED_IN_IDLE_MINUTES} minutes without use, and after {SIGNED_IN_HOURS}{" "}
            hours in any case. Ending one asks for your password first. Do you not know one of these? End it, and change
            your password.
          </p>
        </section>
        <aside class="stack">
          <FactorsSection factors={factors} codes={codes} />
          <PasswordForm email={viewer.email} wrong={wrong} />
        </aside>
      </div>
    </SettingsFrame>
  );
}

function PasswordForm({ email, wrong }: { email: string; wrong: WrongPasswords }) {
  const { least, most } = passwordLength;
  return (
    <form class="panel stack" method="post" action="/settings/security/password">
      <h2>Change your password</h2>
      <input type="text" name="username" value={email} autocomplete="username" hidden />
      <Field
        name="current"
        label="Current password"
        type="password"
        wrong={sayWrong(wrong.current)}
        autocomplete="current-password"
        required
      />
      <Field
        name="password"
        label="New password"
        type="password"
        hint={`${least} to ${most} characters. Several words are easier to remember than signs.`}
        wrong={sayWrong(wrong.password)}
        autocomplete="new-password"
        required
        minlength={least}
        maxlength={most}
      />
      <p class="hint">You stay signed in here and are signed out everywhere else.</p>
      <button type="submit" class="btn go">
        Change the password
      </button>
    </form>
  );
}

function columnsOf(current: string, proved: boolean): readonly TableColumn<SessionRow>[] {
  return [
    { label: "Browser", names: true, phone: 1, show: ({ browser }) => browser ?? "An unknown browser" },
    { label: "Last used", phone: 3, show: ({ seen_at }) => <Time at={seen_at} as="date" /> },
    { label: "From", phone: 4, show: ({ address }) => address ?? "an unknown address" },
    { label: "Account", wide: 3, show: ({ account_name }) => account_name ?? "none chosen yet" },
    { label: "Signed in", wide: 3, show: ({ created_at }) => <Time at={created_at} as="date" /> },
    {
      label: "End",
      phone: 2,
      show: ({ name, created_at }) =>
        name === current ? <Tag tone="here">this one</Tag> : <End name={name} since={created_at} proved={proved} />,
    },
  ];
}

/** Where they prove that it is still they, and come back from. */
const PROOF = "/proof?next=/settings/security";

function End({ name, since, proved }: { name: string; since: string; proved: boolean }) {
  const label = (
    <>
      End<span class="unseen"> the session of {sayDate(since)}</span>
    </>
  );
  if (!proved) return <a href={PROOF}>{label}</a>;
  return (
    <form class="bar" method="post" action={`/settings/security/sessions/${name}/end`}>
      <button type="submit" class="link">
        {label}
      </button>
    </form>
  );
}

import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { sayDate } from "../words.ts";
import { SettingsFrame } from "./frame.tsx";
import { Shown } from "./shown.tsx";
import { scopes } from "./tokens.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly token: {
    readonly name: string;
    readonly scope: "write" | "read";
    readonly expires_at: string;
    readonly token: string;
  };
  /** Where the API of the account is. */
  readonly api: string;
};

/** Shows a new token, this once, with a call to try it with (S2). */
export function TokenMadePage({ viewer, token, api }: Props) {
  const { name, scope, expires_at } = token;
  return (
    <SettingsFrame title={`The token ${name} is made`} viewer={viewer} part="tokens">
      <Head title={`The token ${name} is made`} />
      <p class="say warn" role="status">
        Copy it now: it is not shown again. Whoever has it can ask for things of this account; if it is lost or seen by
        others, revoke it and make another one.
      </p>
      <Shown id="token" label="Token" hint={sayWhat(scope, expires_at)} value={token.token} rows={2} />
      <Shown id="curl" label="Try it" hint={tries[scope].hint} value={tries[scope].curl(token.token, api)} rows={5} />
      <p class="bar">
        <a class="btn" href="/settings/tokens">
          I have copied it
        </a>
      </p>
    </SettingsFrame>
  );
}

function sayWhat(scope: "write" | "read", expiresAt: string): string {
  return `It may ${scopes[scope]}. It works until ${sayDate(expiresAt)}.`;
}

const tries = {
  write: {
    hint: "Checks a file of users from the command line; nothing starts. Without dry_run=true it is imported.",
    curl: (token: string, api: string) =>
      `curl -H "Authorization: Bearer ${token}" -H "Content-Type: text/csv" --data-binary @users.csv "${api}/imports?filename=users.csv&dry_run=true"`,
  },
  read: {
    hint: "Lists the account’s users from the command line.",
    curl: (token: string, api: string) => `curl -H "Authorization: Bearer ${token}" "${api}/users"`,
  },
} as const;

import type { Viewer } from "../page.tsx";
import { sayDate } from "../words.ts";
import { SettingsFrame } from "./frame.tsx";
import type { TokenRow } from "./tokens.tsx";

/** Asks once more before a token is revoked, and says who would notice. */
export function RevokeTokenPage({ viewer, token }: { viewer: Viewer; token: TokenRow }) {
  const { id, name, last_used_at } = token;
  return (
    <SettingsFrame title={`Revoke ${name}?`} viewer={viewer} part="tokens">
      <h1 class="breakable">Revoke {name}?</h1>
      <section class="say bad" aria-label="What revoking means">
        <ul>
          <li>The program that uses this token is turned away at once. This cannot be undone.</li>
          <li>{last_used_at ? `It was last used on ${sayDate(last_used_at)}.` : "It was never used."}</li>
          <li>An import that it started goes on.</li>
        </ul>
      </section>
      <form class="acts" method="post" action={`/settings/tokens/${id}/revocation`}>
        <button type="submit" class="btn stop">
          Revoke this token
        </button>
        <a href="/settings/tokens">Keep it</a>
      </form>
    </SettingsFrame>
  );
}

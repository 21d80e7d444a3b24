import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Sure } from "../parts/sure.tsx";
import { sayDate } from "../words.ts";
import { SettingsFrame } from "./frame.tsx";
import type { TokenRow } from "./tokens.tsx";

/** Asks once more before a token is revoked, and says who would notice. */
export function RevokeTokenPage({ viewer, token }: { viewer: Viewer; token: TokenRow }) {
  const { id, name, last_used_at } = token;
  return (
    <SettingsFrame title={`Revoke ${name}?`} viewer={viewer} part="tokens">
      <Head title={`Revoke ${name}?`} />
      <Sure
        action={`/settings/tokens/${id}/revocation`}
        act="Revoke this token"
        keep={{ href: "/settings/tokens", label: "Keep it" }}
        means={[
          "The program that uses this token is turned away at once. This cannot be undone.",
          last_used_at ? `It was last used on ${sayDate(last_used_at)}.` : "It was never used.",
          "An import that it started goes on.",
        ]}
      />
    </SettingsFrame>
  );
}

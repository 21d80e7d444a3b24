import type { Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Sure } from "../../parts/sure.tsx";
import { SettingsFrame } from "../frame.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly id: string;
  /** Whether the person has no other. */
  readonly last: boolean;
};

/** Asks once more before a factor is removed (S1). */
export function RemoveFactorPage({ viewer, id, last }: Props) {
  const title = "Remove this authenticator app?";
  return (
    <SettingsFrame title={title} viewer={viewer} part="security">
      <Head title={title} />
      <Sure
        action={`/settings/security/factors/${id}/removal`}
        act="Remove the app"
        keep={{ href: "/settings/security", label: "Keep it" }}
        means={
          last
            ? [
                "It is the only one: your password alone lets you in from then on, and your recovery codes work no more.",
                "Where an account takes a second step from everybody, you are asked to add one again at once.",
              ]
            : ["Its codes work no more. Your other apps and your recovery codes stay."]
        }
      />
    </SettingsFrame>
  );
}

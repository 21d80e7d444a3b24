import { inFours } from "../../../domain/people/factor-code.ts";
import type { Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Sure } from "../../parts/sure.tsx";
import { SettingsFrame } from "../frame.tsx";

type Props = { readonly viewer: Viewer; readonly codes: readonly string[]; readonly next?: string };

/** Shows recovery codes, this once (S1). */
export function RecoveryCodesPage({ viewer, codes, next = "" }: Props) {
  const title = "Your recovery codes";
  return (
    <SettingsFrame title={title} viewer={viewer} part="security">
      <Head title={title} lede="Each of them signs you in once, instead of a code of the app." />
      <p class="say warn" role="status">
        Copy or print them now: they are not shown again. Keep them where your phone is not. Whoever has one and your
        password is you.
      </p>
      <div class="field read">
        <label class="label" for="codes">
          {codes.length} codes
        </label>
        <textarea class="input verbatim shown" id="codes" rows={codes.length} spellcheck={false} readonly>
          {codes.map(inFours).join("\n")}
        </textarea>
      </div>
      <p class="bar">
        <a class="btn go" href={next || "/settings/security"}>
          I have kept them
        </a>
      </p>
    </SettingsFrame>
  );
}

/** Asks before other recovery codes are made. */
export function NewCodesPage({ viewer, left }: { readonly viewer: Viewer; readonly left: number }) {
  const title = "Make new recovery codes?";
  return (
    <SettingsFrame title={title} viewer={viewer} part="security">
      <Head title={title} />
      <Sure
        action="/settings/security/recovery-codes"
        act="Make ten new codes"
        keep={{ href: "/settings/security", label: "Keep those I have" }}
        means={[
          left === 0 ? "You have none left." : `The ${left} that you have now work no more.`,
          "The new ones are shown once.",
        ]}
      />
    </SettingsFrame>
  );
}

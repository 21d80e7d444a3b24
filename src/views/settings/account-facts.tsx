import type { Child } from "hono/jsx";
import type { Account, SelfService } from "../../domain/account/account.ts";
import { count } from "../../domain/count.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { Field } from "../fields.tsx";
import { Tag } from "../parts.tsx";
import { sayWrong } from "../reader.ts";
import { sayMany } from "../words.ts";

/** The form of the account's zone: what was typed, and what is wrong with it. */
export type ZoneForm = { readonly time_zone: string; readonly wrong: Failure | null };

/** What holds for the account, with what it means: its provider sets it. */
export function ProviderFacts({ account }: { account: Account }) {
  return (
    <section class="stack tight" aria-labelledby="facts-heading">
      <h2 id="facts-heading">What your provider has set</h2>
      <dl class="panel facts">
        {factsOf(account).map(({ name, value, means }) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
            <dd class="wide">{means}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">To have any of it changed, ask your provider.</p>
    </section>
  );
}

/** What its owners set, and who is mailed. */
export function OwnSettings({ account, zone }: { account: Account; zone: ZoneForm }) {
  return (
    <>
      <form class="panel stack" method="post" action="/settings/time-zone">
        <h2>Time zone of the account</h2>
        <Field
          name="time_zone"
          label="Time zone"
          hint="Its IANA name, such as Europe/Amsterdam. Your browser tells times in your own zone; this one is for browsers without scripts."
          value={zone.time_zone}
          wrong={sayWrong(zone.wrong)}
          autocomplete="off"
          maxlength={64}
          required
        />
        <button type="submit" class="btn">
          Save the time zone
        </button>
      </form>
      <FactorForm required={account.require_factor} />
      <section class="panel stack">
        <h2>Who is mailed when an import ends</h2>
        <p class="small">
          Whoever starts an import here is mailed its result, unless they switch that off in its form, under “When it
          ends”. Nobody else is mailed. A program has to ask for it, with <code>notify</code> and{" "}
          <code>notify_email</code>.
        </p>
      </section>
    </>
  );
}

function FactorForm({ required }: { required: boolean }) {
  return (
    <form class="panel stack" method="post" action="/settings/factor">
      <h2>A second step for everybody</h2>
      <p>
        <Tag tone={required ? "ok" : "off"}>{required ? "on" : "off"}</Tag>{" "}
        {required
          ? "Whoever administers this account has an authenticator app or a passkey, or adds one before anything else."
          : "Each administrator decides for themselves whether sign-in asks for a code after the password."}
      </p>
      <input type="hidden" name="require_factor" value={required ? "false" : "true"} />
      <button type="submit" class="btn">
        {required ? "No longer require it" : "Require it of everybody"}
      </button>
    </form>
  );
}

type Fact = { readonly name: string; readonly value: Child; readonly means: string };

function factsOf(account: Account): readonly Fact[] {
  const { extension_length, retention_days, silent_mode } = account;
  return [
    { name: "Account", value: account.name, means: `Programs call it ${account.id}.` },
    {
      name: "Extension length",
      value: `${extension_length} digits`,
      means: "Every extension has so many digits and does not begin with 0.",
    },
    {
      name: "Reserved extensions",
      value: <Reserved extensions={account.reserved_extensions} />,
      means: "No user gets one of them: they belong to attendants, groups and emergency codes.",
    },
    {
      name: "Silent mode",
      value: silent_mode ? "On" : "Off",
      means: silent_mode
        ? "New users get no Welcome mail. Passwords and voicemail PINs that you send still go out."
        : "New users with CONNECT get a Welcome mail with their extension, numbers and voicemail PIN.",
    },
    {
      name: "Kept after an import",
      value: sayMany(retention_days, "day"),
      means: "Then the file and its rows are deleted. The counts of the result stay.",
    },
    { name: "Changed by yourselves", value: sayParts(account.self_service), means: sayKept(account.self_service) },
  ];
}

/** So many reserved extensions are shown at once. */
const MOST_SHOWN = 12;

function Reserved({ extensions }: { extensions: readonly string[] }) {
  if (extensions.length === 0) return <>None</>;
  if (extensions.length <= MOST_SHOWN) return <>{extensions.join(", ")}</>;
  return (
    <details>
      <summary>{count(extensions.length)} extensions</summary>
      {extensions.join(", ")}
    </details>
  );
}

const parts: readonly SelfService[] = ["services", "subscriptions", "numbers", "locations"];
const names: Readonly<Partial<Record<SelfService, string>>> = { subscriptions: "licences" };

function sayParts(among: readonly SelfService[]): string {
  const named = parts.filter((part) => among.includes(part)).map((part) => names[part] ?? part);
  const last = named.at(-1) ?? "nothing";
  const said = named.length > 1 ? `${named.slice(0, -1).join(", ")} and ${last}` : last;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function sayKept(selfService: readonly SelfService[]): string {
  const kept = parts.filter((part) => !selfService.includes(part));
  if (kept.length === 0) return "Your provider keeps none of these to itself.";
  return `${sayParts(kept)} are your provider’s to change; you see them all the same.`;
}

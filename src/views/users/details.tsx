import type { Child } from "hono/jsx";
import { inGroups } from "../../domain/cells/phone/groups.ts";
import { type ColumnKey, columnOf } from "../../domain/columns.ts";
import type { User } from "../../domain/user/user.ts";
import { sayMany } from "../words.ts";

/** What a user with CONNECT calls with. */
export function Telephony({ user }: { user: User }) {
  return (
    <Part
      heading="Voice"
      names={[
        field("license_type", user.license_type),
        field("primary_phone", grouped(user.primary_phone)),
        field("additional_phones", listed(user.additional_phones.map(inGroups))),
        field("extension", user.extension),
        field("location", user.location),
        field("caller_id", grouped(user.settings.caller_id)),
        field("call_timeout", many(user.settings.call_timeout, "second")),
      ]}
    />
  );
}

/** What happens to messages; the PIN is never shown. */
export function Voicemail({ user: { settings } }: { user: User }) {
  return (
    <Part
      heading="Voicemail"
      names={[
        field("voicemail_operator", grouped(settings.voicemail_operator)),
        field("voicemail_autodelete_days", many(settings.voicemail_autodelete_days, "day")),
        field("voicemail_transcription", settings.voicemail_transcription ? "Yes" : "No"),
        field("voicemail_emails", listed(settings.voicemail_emails)),
        field("voicemail_sms", grouped(settings.voicemail_sms)),
      ]}
    />
  );
}

/** Which other phones ring. */
export function FindMe({ user: { settings } }: { user: User }) {
  return (
    <Part
      heading="Find Me, Follow Me"
      names={[
        field("fmfm_order", settings.fmfm_order),
        field("fmfm_phones", listed(settings.fmfm_phones.map(inGroups))),
        field("fmfm_timeout", many(settings.fmfm_timeout, "minute")),
      ]}
    />
  );
}

/** Who the user is. */
export function Person({ user }: { user: User }) {
  const { time_zone, time_zone_label } = user.settings;
  return (
    <Part
      heading="Person"
      names={[
        field("first_name", user.first_name),
        field("last_name", user.last_name),
        field("job_title", user.job_title),
        field("department", user.department),
        field("external_id", user.external_id),
        field("time_zone", time_zone_label ?? time_zone),
      ]}
    />
  );
}

/** A value with its name. */
export type Named = readonly [name: string, value: Child];

/** A value under the name of its column in the template. */
function field(key: ColumnKey, value: Child): Named {
  return [columnOf(key).name, value ?? "–"];
}

function grouped(number: string | null): string | null {
  return number === null ? null : inGroups(number);
}

function listed(values: readonly string[]): string | null {
  return values.length > 0 ? values.join(", ") : null;
}

function many(n: number | null, unit: string): string | null {
  return n === null ? null : sayMany(n, unit);
}

/** Names and values under a heading. */
export function Part({ heading, names }: { heading: string; names: readonly Named[] }) {
  return (
    <section class="panel stack">
      <h2>{heading}</h2>
      <dl class="facts">
        {names.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

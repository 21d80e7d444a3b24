import * as v from "valibot";
import type { PasswordCheck } from "../../acts/users/password-check.ts";
import type { User } from "../../domain/user/user.ts";
import type { bulkJson } from "../../http/answer/bulk-json.ts";
import { shows } from "../shows.ts";
import { codeOf, maybeText, maybeTime, time, whole } from "./kinds.ts";
import { service } from "./report.ts";

const maybeWhole = v.nullable(whole);

/** A user (api.md). */
export const user = shows<User>()(
  v.strictObject({
    id: v.string(),
    email: v.string(),
    external_id: maybeText,
    display_name: v.string(),
    services: v.array(service),
    license_type: maybeText,
    primary_phone: maybeText,
    additional_phones: v.array(v.string()),
    extension: maybeText,
    location: maybeText,
    voice_active: v.boolean(),
    first_name: maybeText,
    last_name: maybeText,
    job_title: maybeText,
    department: maybeText,
    settings: v.strictObject({
      time_zone: maybeText,
      time_zone_label: maybeText,
      caller_id: maybeText,
      call_timeout: maybeWhole,
      voicemail_operator: maybeText,
      voicemail_autodelete_days: maybeWhole,
      voicemail_transcription: v.nullable(v.boolean()),
      voicemail_emails: v.array(v.string()),
      voicemail_sms: maybeText,
      fmfm_order: v.nullable(v.picklist(["sequentially", "simultaneously"])),
      fmfm_phones: v.array(v.string()),
      fmfm_timeout: maybeWhole,
    }),
    created_at: time,
    import: maybeText,
  }),
);

type Outcome = ReturnType<typeof bulkJson>;

/** What a bulk came to, or would come to. */
export const bulkOutcome = shows<Outcome>()(
  v.strictObject({
    done: whole,
    refused: v.array(
      v.strictObject({ user: v.string(), code: codeOf<Outcome["refused"][number]["code"]>(), message: v.string() }),
    ),
  }),
);

/** What is told the platform of a temporary password. */
export const passwordCheck = shows<PasswordCheck>()(
  v.strictObject({ valid: v.boolean(), must_change: v.boolean(), expires_at: maybeTime }),
);

/** The PIN of a user, for the platform. */
export const voicemailPin = v.strictObject({ voicemail_pin: maybeText });

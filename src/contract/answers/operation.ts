import * as v from "valibot";
import { importStates } from "../../domain/import/import.ts";
import { pauseReasons } from "../../domain/mail/pause.ts";
import type { Health } from "../../domain/operation/health.ts";
import { shows } from "../shows.ts";
import { time, whole } from "./kinds.ts";

/** How the service is (O3). */
export const health = shows<Health>()(
  v.strictObject({
    status: v.picklist(["ok", "attention"]),
    imports: v.strictObject(v.entriesFromList(importStates, whole)),
    stuck: whole,
    oldest_message_seconds: whole,
    mail_pause: v.nullable(v.strictObject({ reason: v.picklist(pauseReasons), until: time })),
    databases: v.array(v.strictObject({ name: v.string(), bytes: whole, limit: whole })),
    schema: v.string(),
    version: v.string(),
    configuration: v.array(v.strictObject({ name: v.string(), ok: v.boolean() })),
  }),
);

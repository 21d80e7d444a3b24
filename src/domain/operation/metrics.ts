import { pauseReasons } from "../mail/pause.ts";
import { countedFamilies, type Family } from "./families.ts";
import type { Health } from "./health.ts";
import { sampleName, type Tally } from "./meters.ts";

/** How many mails are in a state, and for which reason those that wait or failed do; "" for none. */
export type MailsByReason = { readonly state: string; readonly reason: string; readonly mails: number };

/** What happened in the last whole hour (O3). */
export type LastHour = {
  readonly imports: number;
  readonly rows: number;
  /** How long those imports ran, together (seconds). */
  readonly seconds: number;
  readonly failed_sign_ins: number;
};

/** Events that wait to be sent to webhooks, and how long the one that is due for longest has waited (seconds). */
export type DeliveriesLeft = { readonly pending: number; readonly dueSeconds: number };

/** Everything that is measured. */
export type Measured = {
  readonly health: Health;
  readonly mails: readonly MailsByReason[];
  readonly deliveries: DeliveriesLeft;
  readonly hour: LastHour;
  /** How long the import that is active for longest has been so (seconds); 0 when none is. */
  readonly activeSeconds: number;
  /** What was counted as it happened; null when the meters did not answer. */
  readonly tally: Tally | null;
};

/** Writes what was measured in the text format of OpenMetrics 1.0. */
export function writeMetrics(measured: Measured): string {
  const families = [infoOf(measured.health), ...gaugesOf(measured), ...countedFamilies(measured.tally)];
  return `${families.map(writeFamily).join("")}# EOF\n`;
}

function infoOf({ version, schema }: Health): Family {
  const [name, help] = ["muster", "Which version runs, and the newest migrations that were applied."];
  return { name, type: "info", help, samples: [{ name: sampleName("muster_info", { version, schema }), value: 1 }] };
}

/** A gauge with a value for each value of one label. */
function by<Item>(
  [name, help]: readonly [string, string],
  items: readonly Item[],
  sampleOf: (item: Item) => readonly [labels: Readonly<Record<string, string>>, value: number],
): Family {
  const samples = items.map((item) => {
    const [labels, value] = sampleOf(item);
    return { name: sampleName(name, labels), value };
  });
  return { name, type: "gauge", help, samples };
}

function one(name: string, help: string, value: number): Family {
  return { name, type: "gauge", help, samples: [{ name, value }] };
}

function gaugesOf({ health, mails, deliveries, hour, activeSeconds, tally }: Measured): readonly Family[] {
  const { imports, databases, configuration, mail_pause } = health;
  return [
    one("muster_healthy", "1 while nothing needs a look, else 0.", health.status === "ok" ? 1 : 0),
    one("muster_meters_answer", "1 when what is counted as it happens could be told, else 0.", tally === null ? 0 : 1),
    by(["muster_imports", "Imports and drafts that are kept, by state."], Object.entries(imports), ([state, value]) => [
      { state },
      value,
    ]),
    one("muster_imports_stuck", "Imports that have been active for over ten minutes.", health.stuck),
    one("muster_import_active_seconds", "How long the import that is active for longest has been so.", activeSeconds),
    one(
      "muster_mail_due_seconds",
      "How long the mail that is due for longest has waited.",
      health.oldest_message_seconds,
    ),
    by(
      ["muster_mails", "Mails that wait or failed, by state and reason."],
      mails,
      ({ state, reason, mails: value }) => [{ state, reason }, value],
    ),
    by(["muster_mail_paused", "1 while no mail is sent, by reason."], pauseReasons, (reason) => [
      { reason },
      mail_pause?.reason === reason ? 1 : 0,
    ]),
    one("muster_deliveries_pending", "Events that wait to be sent to webhooks.", deliveries.pending),
    one(
      "muster_delivery_due_seconds",
      "How long the event that is due at a webhook for longest has waited.",
      deliveries.dueSeconds,
    ),
    by(["muster_database_bytes", "How large each database is."], databases, ({ name: database, bytes }) => [
      { database },
      bytes,
    ]),
    by(["muster_database_limit_bytes", "How large each database may become."], databases, ({ name, limit }) => [
      { database: name },
      limit,
    ]),
    by(["muster_setting_safe", "1 for a setting that is safe, else 0."], configuration, ({ name: setting, ok }) => [
      { setting },
      ok ? 1 : 0,
    ]),
    one("muster_last_hour_imports", "Imports that ended in the last 60 minutes.", hour.imports),
    one("muster_last_hour_rows", "Rows of these imports.", hour.rows),
    one("muster_last_hour_import_seconds", "How long these imports ran, together.", hour.seconds),
    one("muster_last_hour_failed_sign_ins", "Sign-ins that failed in the last 60 minutes.", hour.failed_sign_ins),
  ];
}

function writeFamily({ name, type, help, unit, samples }: Family): string {
  const lines = samples.map((sample) => `${sample.name} ${sample.value}\n`);
  const inUnit = unit === undefined ? "" : `# UNIT ${name} ${unit}\n`;
  return `# TYPE ${name} ${type}\n${inUnit}# HELP ${name} ${help}\n${lines.join("")}`;
}

import type { Health } from "./health.ts";

/** One thing that is measured: its name, what it tells, and a value for each set of labels. */
type Gauge = {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
};

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

/** Everything that is measured. */
export type Measured = {
  readonly health: Health;
  readonly mails: readonly MailsByReason[];
  readonly hour: LastHour;
};

/** Writes what was measured in the text format of OpenMetrics 1.0. */
export function writeMetrics(measured: Measured): string {
  return `${gaugesOf(measured).map(writeGauge).join("")}# EOF\n`;
}

function gaugesOf({ health, mails, hour }: Measured): readonly Gauge[] {
  const one = (name: string, help: string, value: number): Gauge => ({ name, help, samples: [{ value }] });
  return [
    one("muster_healthy", "1 while nothing needs a look, else 0.", health.status === "ok" ? 1 : 0),
    {
      name: "muster_imports",
      help: "Imports and drafts that are kept, by state.",
      samples: Object.entries(health.imports).map(([state, value]) => ({ labels: { state }, value })),
    },
    one("muster_imports_stuck", "Imports that have been active for over ten minutes.", health.stuck),
    one(
      "muster_mail_due_seconds",
      "How long the mail that is due for longest has waited.",
      health.oldest_message_seconds,
    ),
    {
      name: "muster_mails",
      help: "Mails that wait or failed, by state and reason.",
      samples: mails.map(({ state, reason, mails: value }) => ({ labels: { state, reason }, value })),
    },
    {
      name: "muster_mail_paused",
      help: "1 while no mail is sent, by reason.",
      samples: health.mail_pause ? [{ labels: { reason: health.mail_pause.reason }, value: 1 }] : [],
    },
    {
      name: "muster_database_bytes",
      help: "How large each database is.",
      samples: health.databases.map(({ name: database, bytes }) => ({ labels: { database }, value: bytes })),
    },
    {
      name: "muster_database_limit_bytes",
      help: "How large each database may become.",
      samples: health.databases.map(({ name: database, limit }) => ({ labels: { database }, value: limit })),
    },
    {
      name: "muster_setting_safe",
      help: "1 for a setting that is safe, else 0.",
      samples: health.configuration.map(({ name: setting, ok }) => ({ labels: { setting }, value: ok ? 1 : 0 })),
    },
    one("muster_last_hour_imports", "Imports that ended in the last 60 minutes.", hour.imports),
    one("muster_last_hour_rows", "Rows of these imports.", hour.rows),
    one("muster_last_hour_import_seconds", "How long these imports ran, together.", hour.seconds),
    one("muster_last_hour_failed_sign_ins", "Sign-ins that failed in the last 60 minutes.", hour.failed_sign_ins),
  ];
}

function writeGauge({ name, help, samples }: Gauge): string {
  const lines = samples.map(({ labels = {}, value }) => `${name}${writeLabels(labels)} ${value}\n`);
  return `# TYPE ${name} gauge\n# HELP ${name} ${help}\n${lines.join("")}`;
}

function writeLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** OpenMetrics 1.0, "escaped-string". */
function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

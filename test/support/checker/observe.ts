import type { Known, Observation, Sent, System } from "./observation.ts";
import { readCopies } from "./place.ts";
import { readShown, reimport } from "./shown.ts";
import { readStored } from "./stored.ts";
import { readTold } from "./told.ts";

/**
 * Reads all that is to be seen of an account, at any moment. D1 is read first and last, since what lies between takes a
 * while; a draft of each export that is read again is made afterwards and thrown away. `everything` is what readKept
 * gave, for who observes many accounts.
 */
export async function observe(
  system: System,
  account: string,
  known: Known = {},
  everything?: Observation["kept"],
): Promise<Observation> {
  const stored = await readStored(system, account);
  const outbox = await readSent(system, account);
  const shown = await readShown(system, account);
  const told = await readTold(system, account);
  const later = await readStored(system, account);
  const copies = await readCopies(system, account);
  const kept = everything ?? (await readKept(system));
  const reimports = await reimport(system, account, later);
  return { account, known, stored, later, copies, outbox, shown, told, reimports, kept };
}

/** What was sent to this account's people or to nobody's; /dev/outbox ends at 5,000 mails. */
async function readSent({ query }: System, account: string): Promise<readonly Sent[]> {
  const sent = await query<Sent>(
    'SELECT mail_id AS id, kind, to_address AS "to", from_address AS "from", subject, text FROM dev_outbox ORDER BY dev_outbox.id',
  );
  const others = await query<{ id: string }>(`SELECT id FROM mails WHERE account <> '${account}'`);
  const ofOthers = new Set(others.map(({ id }) => id));
  return sent.filter(({ id }) => !ofOthers.has(id));
}

/** Every text that is kept: of D1 all but the outbox, and not the costs, whose numbers may look like a PIN. */
export async function readKept(system: System): Promise<Observation["kept"]> {
  const tables = await system.query<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB '*_search*' AND name NOT GLOB 'sqlite*'
       AND name NOT GLOB 'd1_*' AND name <> 'dev_outbox'`,
  );
  const kept: { where: string; text: string }[] = [];
  for (const name of new Set(tables.map((table) => table.name))) {
    const rows = await system.query<Record<string, unknown>>(`SELECT * FROM "${name}"`);
    const texts = rows.map(({ cost: _, mail_cost: __, ...row }) => textsOf(row).join(" "));
    kept.push({ where: `the table ${name}`, text: texts.join("\n") });
  }
  const objects = await system.objects();
  return [
    ...kept,
    ...objects.map((text) => ({ where: "storage outside D1", text })),
    { where: "the logs", text: system.logs() },
  ];
}

function textsOf(row: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(row).filter((value) => typeof value === "string");
}

import { fill } from "./fill.ts";

const CHUNK = 100;
const AT_ONCE = 5;

/**
 * What the same writes and the same mails cost without Muster, beside the databases that it has filled: an account's users and
 * mails are taken out and put in again, with their numbers and licences, 100 users in a batch as an import writes them.
 */
export async function floor(request: Request, env: Env): Promise<Response | null> {
  const { pathname, searchParams: asked } = new URL(request.url);
  if (pathname === "/floor/writes") return Response.json(await writeAgain(env.DB, asked.get("import") ?? ""));
  if (pathname === "/floor/sends") return Response.json(await sendBare(env, Number(asked.get("many"))));
  if (pathname === "/floor/fill")
    return Response.json(await fill(env.DB, asked.get("account") ?? "", Number(asked.get("users"))));
  return null;
}

type Row = Readonly<Record<string, unknown>>;

/** Writes the users of an import again, set by set, into the same tables with their indexes and triggers. */
async function writeAgain(db: D1Database, importId: string) {
  const all = async (sql: string) => (await db.prepare(sql).bind(importId).all<Row>()).results;
  const users = await all("SELECT * FROM users WHERE import_id = ?1 ORDER BY serial");
  const mails = await all("SELECT * FROM mails WHERE import_id = ?1 AND user_id IS NOT NULL");
  const numbers = await all(
    "SELECT account, e164, user_id FROM numbers WHERE user_id IN (SELECT id FROM users WHERE import_id = ?1)",
  );
  const columns = await tableColumns(db);
  await db.batch([
    db.prepare("DELETE FROM mails WHERE import_id = ?1").bind(importId),
    db
      .prepare("UPDATE numbers SET user_id = NULL WHERE user_id IN (SELECT id FROM users WHERE import_id = ?1)")
      .bind(importId),
    db.prepare("DELETE FROM users WHERE import_id = ?1").bind(importId),
  ]);
  const began = Date.now();
  for (let from = 0; from < users.length; from += CHUNK) {
    const some = users.slice(from, from + CHUNK);
    const ids = new Set(some.map(({ id }) => id));
    const theirs = (row: Row) => ids.has(row.user_id);
    await db.batch([
      insert(db, "users", columns.users, some),
      assign(db, numbers.filter(theirs)),
      db.prepare("UPDATE subscriptions SET used = used + 0 WHERE account = ?1").bind(String(some[0]?.account)),
      insert(db, "mails", columns.mails, mails.filter(theirs)),
    ]);
  }
  return { milliseconds: Date.now() - began, users: users.length, mails: mails.length, numbers: numbers.length };
}

async function tableColumns(db: D1Database) {
  const of = async (table: string) => {
    const { results } = await db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all<{ name: string }>();
    return results.map(({ name }) => name);
  };
  return { users: await of("users"), mails: await of("mails") };
}

function insert(db: D1Database, table: string, columns: readonly string[], rows: readonly Row[]): D1PreparedStatement {
  const values = columns.map((column) => `value ->> '${column}'`).join(", ");
  const sql = `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${values} FROM json_each(?1)`;
  return db.prepare(sql).bind(JSON.stringify(rows));
}

function assign(db: D1Database, rows: readonly Row[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO numbers (account, e164, toll_free, user_id)
       SELECT value ->> 'account', value ->> 'e164', 0, value ->> 'user_id' FROM json_each(?1) WHERE true
       ON CONFLICT (account, e164) DO UPDATE SET user_id = excluded.user_id`,
    )
    .bind(JSON.stringify(rows));
}

/** Sends so many mails by the binding, five at a time as Muster does, and does nothing else. */
async function sendBare(env: Env, many: number) {
  const text = "Your temporary password is on the next line.\n".repeat(20);
  const mail = { from: env.MAIL_FROM, subject: "Your account", text, html: `<p>${text}</p>` };
  const began = Date.now();
  for (let from = 0; from < many; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, many - from) }, (_, at) => `user-${from + at}@acme.example`);
    await Promise.all(some.map((to) => env.MAIL.send({ ...mail, to })));
  }
  return { milliseconds: Date.now() - began, mails: many };
}

/**
 * npm run account -- export ID -o FILE --env NAME [--from BACKUP]: one account into a file that is sealed with a key of its own
 * (MUSTER_FILE_KEY); the backup is opened with MUSTER_BACKUP_KEY.
 * npm run account -- restore FILE --env NAME: back, or into another deployment. With --local: that of npm start, stopped.
 * npm run account -- move ID --to DB_2 [--env NAME]: to another database of the deployment, which serves meanwhile (that of npm start
 * without --env); it can be repeated. With --back in place of --to: a move that has not ended is taken back.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { main, Problem, root } from "../lib/paths.mjs";
import { devVars } from "../lib/prepare.mjs";
import { packSecrets, type Secrets, settle, unpackSecrets } from "./account/content.ts";
import { gatherKept, gatherLive, refuseAbsent } from "./account/gather.ts";
import { moveAccount } from "./account/move.ts";
import { findRoom, settleIn, upgrade } from "./account/settle-in.ts";
import { keepEntryOf } from "./audit.ts";
import { type Applied, Copy } from "./backup/copy.ts";
import { openSite, type Site } from "./backup/site.ts";
import { makeFileKey, openFile, sealFile } from "./sealed.ts";

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      env: { type: "string" },
      local: { type: "boolean", default: false },
      from: { type: "string" },
      output: { type: "string", short: "o" },
      to: { type: "string" },
      back: { type: "boolean", default: false },
    },
  });
  const [act, what, ...rest] = positionals;
  const wish = what === undefined || rest.length > 0 ? undefined : act;
  if (wish === "move") return moveAccount(what ?? "", values);
  if (wish !== "export" && wish !== "restore")
    throw new Problem(
      "Say what to do: npm run account -- export ID -o FILE --env NAME, restore FILE --env NAME, or move ID --to DB_2.",
    );
  const secrets = secretsOf(values.local);
  const work = mkdtempSync(join(tmpdir(), "muster-account-"));
  const site = await openSite(values, "account");
  try {
    const given = { site, secrets, work };
    if (wish === "export") await exportAccount(what ?? "", values, given);
    else await restoreAccount(resolve(what ?? ""), given);
  } finally {
    rmSync(work, { recursive: true, force: true });
    await site.close();
  }
});

type Given = { readonly site: Site; readonly secrets: Secrets; readonly work: string };

async function exportAccount(
  account: string,
  { output, from }: { readonly output?: string | undefined; readonly from?: string | undefined },
  { site, secrets, work }: Given,
): Promise<void> {
  if (!/^[a-z0-9-]{2,40}$/.test(account)) throw new Problem(`"${account}" is no id of an account.`);
  if (output === undefined) throw new Problem("Say into which file: -o FILE.");
  if (existsSync(output)) throw new Problem(`${output} is there already.`);
  const file = join(work, "account.sqlite");
  const gathered =
    from === undefined ? await gatherLive(site, account, file) : await gatherKept(resolve(root, from), account, file);
  refuseAbsent(gathered, account);
  const { copy, migrations, at } = gathered;
  settle(copy);
  const own = process.env.MUSTER_FILE_KEY ?? "";
  const [key, secret] = [own === "" ? makeFileKey() : own, makeFileKey()];
  const gone = await packSecrets(copy, account, secret, secrets, site.uploads);
  copy.run("CREATE TABLE about (account TEXT NOT NULL, secret TEXT NOT NULL, migrations TEXT NOT NULL)");
  copy.run(
    "INSERT INTO about (account, secret, migrations) VALUES (?1, ?2, ?3)",
    account,
    secret,
    JSON.stringify(migrations),
  );
  const { users, imports, mails } = copy.counts();
  copy.close();
  const source = from === undefined ? {} : { backup: at };
  await keepEntryOf(site, account, { action: "account.export", subject: account, detail: source });
  await sealFile(key, "account", file, output);
  console.log(`${account}: ${users} users, ${imports} imports and ${mails} mails are in ${output}.`);
  if (gone > 0) console.log(`Of ${gone} imports the upload is gone: they are shown, and cannot be read again.`);
  if (own === "") console.log(`\nIts key, which is shown this once; keep it apart from the file:\n${key}`);
}

async function restoreAccount(from: string, { site, secrets, work }: Given): Promise<void> {
  const key = process.env.MUSTER_FILE_KEY ?? "";
  if (key === "") throw new Problem("Set MUSTER_FILE_KEY to the key that was shown when the file was made.");
  if (!existsSync(from)) throw new Problem(`There is no file ${from}.`);
  const file = join(work, "account.sqlite");
  await openFile(key, "account", from, file);
  const written = await Copy.open(file);
  const [about] = written.all("SELECT account, secret, migrations FROM about");
  const account = String(about?.account);
  const migrations: readonly Applied[] = JSON.parse(String(about?.migrations));
  const [made] = written.all("SELECT created_at FROM accounts");
  const room = await findRoom(site, account, String(made?.created_at));
  const copy = await upgrade(written, account, migrations, site, join(work, "upgraded.sqlite"));
  await unpackSecrets(copy, account, String(about?.secret), secrets, site.uploads);
  const invited = await settleIn(copy, account, room);
  const { users, imports, mails } = copy.counts();
  console.log(`${account}: ${users} users, ${imports} imports and ${mails} mails are back.`);
  if (invited.length > 0)
    console.log(
      `\nInvited, but not mailed yet: ${invited.join(", ")}. Send each an invitation (docs/operations.md, "One account").`,
    );
  console.log("Tokens, sessions and the feed of events begin anew; passwords of administrators stay where they were.");
}

/** What opens what the deployment has sealed: on this machine development's, else what is set. */
function secretsOf(isLocal: boolean): Secrets {
  const from = isLocal ? { ...devVars(), ...process.env } : process.env;
  const { MASTER_SECRET: current = "", MASTER_SECRET_PREVIOUS: previous = "" } = from;
  if (current === "")
    throw new Problem("Set MASTER_SECRET to that of the deployment: PINs and passwords are sealed with it.");
  return { current, previous };
}

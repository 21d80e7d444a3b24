import { operator } from "../../../scripts/lib/demo-client.mjs";
import { administrator } from "../../../scripts/lib/inventory.mjs";
import { csvOf, people } from "../files/csv.ts";
import type { TestServer } from "./server.ts";

type Import = {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly mails: Readonly<Record<string, unknown>>;
};

/** What is asked of the account in lists. */
const lists = ["users", "numbers", "locations", "imports", "mails", "activity", "events", "tokens", "administrators"];

/** Pages that a person opens, signed in. */
const pages = ["/", "/imports/new", "/imports", "/users", "/numbers", "/settings", "/settings/mail", "/activity"];

/** Imports so many people of a name, with passwords for each, and gives the import once it has ended. */
export async function importPeople(server: TestServer, name: string, count: number): Promise<Import> {
  const api = operator(server.origin, server.token, "demo");
  const rows = people(count, (n) => ({ email: `${name}-${n}@acme.example` }));
  return api.upload(`/imports?passwords=users&wait=25&filename=${name}.csv`, csvOf(rows), {});
}

/** Signs in as the administrator of the demo account; gives the cookie. */
export async function signIn({ origin }: Pick<TestServer, "origin">): Promise<string> {
  const answer = await fetch(`${origin}/sign-in`, {
    method: "POST",
    headers: { Origin: origin, "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(administrator),
    redirect: "manual",
  });
  if (answer.status !== 303) throw new Error(`sign-in was answered with ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/**
 * Goes through what Muster is for: signing in, every list and page, an import with its mails and its undo, a user made,
 * changed, given a new password and removed. Says what was otherwise than it should be.
 */
export async function mainFlows(server: TestServer, name: string): Promise<readonly string[]> {
  const api = operator(server.origin, server.token, "demo");
  const wrong: string[] = [];
  const cookie = await signIn(server);
  for (const page of pages) {
    const { status } = await fetch(`${server.origin}${page}`, { headers: { Cookie: cookie } });
    if (status !== 200) wrong.push(`${page}: ${status}`);
  }
  for (const list of lists) await api.get(`/${list}?limit=200`).catch((error) => wrong.push(String(error)));
  const imported = await importPeople(server, name, 12);
  if (imported.state !== "completed" || imported.counts.created !== 12) wrong.push(JSON.stringify(imported));
  const user = await api.post("/users", { email: `${name}@acme.example`, display_name: name, license_type: "Pro" });
  await api.post(`/users/${user.id}/password-reset`, { send_to: "user" });
  await until(async () => (await api.get("/mails?state=pending&limit=1")).items.length === 0);
  const again: Import = await api.get(`/imports/${imported.id}`);
  if (again.mails.sent !== 24) wrong.push(`mails: ${JSON.stringify(again.mails)}`);
  const undone: Import = await api.post(`/imports/${imported.id}/undo?wait=25`, {});
  if (undone.state !== "undone" || undone.counts.undone !== 12) wrong.push(JSON.stringify(undone));
  return wrong;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await isSo()); await new Promise((resolve) => setTimeout(resolve, 100)))
    if (Date.now() > end) throw new Error("nothing came of it within a minute");
}

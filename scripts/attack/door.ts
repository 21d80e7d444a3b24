import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** A deployment, seen from in front of its door. */
export type Site = { readonly origin: string; readonly token: string };

/** An answer, and after how many milliseconds it was there. */
export type Answered = { readonly status: number; readonly ms: number; readonly headers: Headers };

export const PASSWORD = "correct horse battery staple";

/** Sends a form of the pages from an address. */
export async function send(
  { origin }: Site,
  path: string,
  fields: Record<string, string>,
  { from, cookie = "" }: { readonly from: string; readonly cookie?: string },
): Promise<Answered> {
  const headers = { Origin: origin, "CF-Connecting-IP": from, Cookie: cookie };
  const began = performance.now();
  const body = new URLSearchParams(fields);
  const answer = await fetch(origin + path, { method: "POST", headers, body, redirect: "manual" });
  await answer.arrayBuffer();
  return { status: answer.status, ms: performance.now() - began, headers: answer.headers };
}

/** Gives a password at the door. */
export function knock(site: Site, email: string, from: string, password = "wrong wrong wrong"): Promise<Answered> {
  return send(site, "/sign-in", { email, password }, { from });
}

/** Comes in by the right password, again after as long as the answer says where it was turned away; gives how long that took. */
export async function comeIn(
  site: Site,
  email: string,
  given: { readonly from: string; readonly cookie?: string },
): Promise<{ readonly ms: number; readonly tries: number; readonly cookie: string }> {
  const began = performance.now();
  for (let tries = 1; ; tries += 1) {
    const { status, headers } = await send(site, "/sign-in", { email, password: PASSWORD }, given);
    const cookie = headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    if (status === 303) return { ms: performance.now() - began, tries, cookie };
    if (status !== 429) throw new Error(`the right password: ${status}`);
    await sleep(1_000 * Number(headers.get("Retry-After") ?? 1));
  }
}

/** Makes administrators of the demo account, who have the password. */
export async function makeAdministrators({ origin, token }: Site, emails: readonly string[]): Promise<void> {
  for (const email of emails) {
    const answer = await fetch(`${origin}/api/v1/accounts/demo/administrators`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`an administrator: ${answer.status} ${await answer.text()}`);
  }
}

/** Asks for a page again and again until something has ended, and at least so often; gives the milliseconds of each. */
export async function pageTimes(
  { origin }: Site,
  cookie: string,
  until: { readonly isOver: () => boolean; readonly least: number },
): Promise<readonly number[]> {
  const times: number[] = [];
  while (times.length < until.least || !until.isOver()) {
    const began = performance.now();
    const answer = await fetch(`${origin}/users`, { headers: { Cookie: cookie }, redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`a page: ${answer.status}`);
    times.push(performance.now() - began);
    await sleep(20);
  }
  return times;
}

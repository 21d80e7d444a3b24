import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { waitingOf } from "../../../src/acts/people/hashing.ts";
import { admitSignIn } from "../../../src/acts/people/rate-limits.ts";
import { signIn } from "../../../src/acts/people/sign-in.ts";
import { doorstepOf } from "../../../src/acts/scene.ts";
import { Turns } from "../../../src/platform/turns.ts";
import { cookiesOf, givePassword, password } from "../../support/site/authenticator.ts";
import { type Answer, call, ORIGIN } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { enrol, Visitor } from "../../support/site/visitor.ts";

/** All people of this office come from one address, as behind its router. */
const OFFICE = "198.51.100.20";
const WRONG = "wrong wrong wrong";

let account: Account;
let made = 0;

beforeAll(async () => {
  account = await makeAccount({ numbers: [] });
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function colleague(): Promise<string> {
  made += 1;
  const email = `known-${made}@${account.id}.example`;
  await enrol(account, { email, password });
  return email;
}

/** Signs in with a browser that has these cookies. */
function knock(email: string, cookies: string, given = password, from = OFFICE): Promise<Answer<unknown>> {
  const body = new URLSearchParams({ email, password: given });
  const headers = { Origin: ORIGIN, "CF-Connecting-IP": from, Cookie: cookies };
  return call("POST", "/sign-in", { token: null, body, headers });
}

/** The cookie by which the browser is known, of all that an answer sets. */
const markOf = (answer: Answer<unknown>) =>
  cookiesOf(answer)
    .split("; ")
    .filter((cookie) => cookie.startsWith("muster-browser="))
    .join();

async function fail(times: number, email: string, cookies: string, from = OFFICE): Promise<readonly number[]> {
  const tried = await Promise.all(Array.from({ length: times }, () => knock(email, cookies, WRONG, from)));
  return tried.map(({ status }) => status);
}

test("S6 an office behind one address whose tries are used up signs in where it has signed in before, and nowhere else", async () => {
  const [ann, bob] = [await colleague(), await colleague()];
  const mark = markOf(await knock(ann, ""));
  expect(mark).toMatch(/^muster-browser=\d+\./);
  const guesses = Array.from({ length: 4 }, (_, n) => fail(10, `guess-${n}@x.example`, ""));
  expect((await Promise.all(guesses)).flat().filter((status) => status === 401)).toHaveLength(30);
  expect((await knock(ann, "")).status).toBe(429);
  expect((await knock(bob, mark)).status).toBe(429);
  expect((await knock(ann, mark)).status).toBe(303);
  const asked = (cookies: string) =>
    call("POST", "/forgot-password", {
      token: null,
      body: new URLSearchParams({ email: ann }),
      headers: { Origin: ORIGIN, "CF-Connecting-IP": OFFICE, Cookie: cookies },
    });
  expect([(await asked("")).status, (await asked(mark)).status]).toEqual([429, 200]);
});

test("S6 a known browser is not held back for what others fail at its person's e-mail, is marked for https alone, and stays so after signing out", async () => {
  const email = await colleague();
  const came = await knock(email, "", password, "198.51.100.21");
  expect(came.headers.getSetCookie().find((cookie) => cookie.startsWith("muster-browser="))).toMatch(
    /Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  const left = await new Visitor(cookiesOf(came)).send("/sign-out");
  expect(left.headers.getSetCookie().join()).not.toContain("muster-browser");
  const door = (address: string, mark: string | null) => doorstepOf(env, address, mark);
  for (let n = 0; n < 25; n += 1) await admitSignIn(door(`203.0.113.${n}`, null), email);
  const mark = markOf(came).replace("muster-browser=", "");
  const admitted = async (given: string | null) => {
    const tried = await admitSignIn(door("198.51.100.21", given), email);
    return tried.ok && tried.value.heldMs;
  };
  expect([await admitted(mark), await admitted(null)]).toEqual([0, 30_000]);
});

test("S6 a known browser has ten failures of its own, exact in parallel, a right password counts for none, and beyond them it is like any other", async () => {
  const [email, from] = [await colleague(), "198.51.100.22"];
  const mark = markOf(await knock(email, "", password, from));
  expect(await fail(9, email, mark, from)).toEqual(Array.from({ length: 9 }, () => 401));
  for (let n = 0; n < 2; n += 1) expect((await knock(email, mark, password, from)).status).toBe(303);
  // One more of its own, then ten of the address and the e-mail.
  const statuses = await fail(14, email, mark, from);
  expect([statuses.filter((status) => status === 401).length, statuses.filter((one) => one === 429).length]).toEqual([
    11, 3,
  ]);
});

test("S6 proving oneself and changing one's password count by the browser too, where it is known", async () => {
  const [email, from] = [await colleague(), "198.51.100.23"];
  const visitor = new Visitor(cookiesOf(await givePassword(email, from)));
  const guesses = Array.from({ length: 4 }, (_, n) => fail(10, `proof-${n}@x.example`, "", from));
  await Promise.all(guesses);
  const proved = await visitor.send("/proof", { password }, { Origin: ORIGIN, "CF-Connecting-IP": from });
  expect(proved.status).toBe(303);
});

test("S6 of two passwords at a time a known browser's comes first and a held back one last, and nobody's waits as anybody's does", async () => {
  const email = await colleague();
  const from = (address: string, mark: string | null = null) => doorstepOf(env, address, mark);
  const take = vi.spyOn(Turns.prototype, "take");
  const waited = async (address: string, mark: string | null = null, who = email) => {
    const came = await signIn(from(address, mark), { email: who, password });
    expect(came.ok).toBe(who === email);
    return [take.mock.lastCall?.[1], came.ok ? came.value.mark : ""] as const;
  };
  const [asOthers, mark] = await waited("198.51.100.24");
  const [known] = await waited("198.51.100.24", mark);
  for (let n = 0; n < 10; n += 1) await admitSignIn(from(`203.0.113.${n}`), email);
  const [heldBack] = await waited("198.51.100.25");
  expect([known, asOthers, heldBack]).toEqual([0, 1, 2].map((rank) => ({ rank, patienceMs: 5_000 })));
  expect(waitingOf({ heldMs: 30_000, isKnown: false })).toEqual({ rank: 2, patienceMs: 30_000 });
  const times = take.mock.calls.length;
  expect(await waited("198.51.100.26", null, "nobody@nowhere.example")).toEqual([asOthers, ""]);
  expect(take).toHaveBeenCalledTimes(times + 1);

  const turns = take.mock.contexts[0] as Turns;
  const { promise, resolve } = Promise.withResolvers<null>();
  const busy = [1, 2].map(() => turns.take(() => promise, { rank: 0, patienceMs: 5_000 }));
  let ended = 0;
  const waiting = [email, "nobody@nowhere.example"].map((who) =>
    signIn(from("198.51.100.27", who === email ? mark : null), { email: who, password }).finally(() => {
      ended += 1;
    }),
  );
  await scheduler.wait(500);
  expect(ended).toBe(0);
  resolve(null);
  expect((await Promise.all(waiting)).map(({ ok }) => ok)).toEqual([true, false]);
  await Promise.all(busy);
});

import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { admitCode } from "../../../src/acts/people/rate-limits.ts";
import { giveFactor } from "../../../src/acts/people/second-step.ts";
import { signIn } from "../../../src/acts/people/sign-in.ts";
import { doorstepOf } from "../../../src/acts/scene.ts";
import { addApp, forgetSteps, newcomer, password, wrongCode } from "../../support/site/authenticator.ts";
import { ORIGIN } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const site = { origin: ORIGIN, host: "localhost" };

let account: Account;
let addresses = 0;

beforeAll(async () => {
  account = await makeAccount({ numbers: [] });
});

const somewhere = () => {
  addresses += 1;
  return `203.0.113.${addresses}`;
};

/** Somebody with an app, who gives codes from wherever. */
async function person() {
  const { email, visitor } = await newcomer(account);
  const { app, codes } = await addApp(visitor);
  await forgetSteps(email);
  const give = async (code: string, from = somewhere()) => {
    const begun = await signIn(doorstepOf(env, somewhere()), { email, password });
    const secret = begun.ok ? begun.value.secret : "";
    const given = await giveFactor(doorstepOf(env, from), {
      secret,
      code,
      passkey: "",
      site,
      before: null,
      browser: null,
    });
    return given.ok ? "in" : given.failure.code;
  };
  const failed = env.DIRECTORY.prepare("SELECT used FROM rate_windows WHERE key = ?1");
  const count = (key: string) => failed.bind(key).first<number>("used");
  const set = (key: string, used: number) =>
    env.DIRECTORY.prepare(
      "INSERT INTO rate_windows (key, ends_at, used) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET used = excluded.used",
    )
      .bind(key, new Date(Date.now() + 600_000).toISOString(), used)
      .run();
  return { email, app, codes, give, count, set };
}

test("S6 a wrong code counts like a wrong password: ten from one address are looked at, and each holds back the person's answers", async () => {
  const { email, app, give, count } = await person();
  const [wrong, from] = [wrongCode(app), somewhere()];
  const answers: string[] = [];
  // Of ten failures on answers are held back for a second.
  for (let tries = 0; tries < 10; tries += 1) answers.push(await give(wrong, from));
  expect(answers).toEqual(Array.from({ length: 10 }, () => "unauthorized"));
  expect(await count(`held:${email}`)).toBe(10);
  expect(await give(app.code(), from)).toBe("too_many_requests");
  expect(await give(app.code())).toBe("in");
});

test("S6 the answer to a code is held back, a right one too", async () => {
  const { email, app, give, set } = await person();
  await set(`held:${email}`, 10);
  const began = Date.now();
  expect(await give(app.code())).toBe("in");
  // Once for the password, and once for the code.
  expect(Date.now() - began).toBeGreaterThanOrEqual(1_900);
});

test("S6 after thirty wrong codes, from wherever, none of an app is looked at for ten minutes, but a recovery code lets its person in", async () => {
  const { email, app, codes, give, count } = await person();
  const tries = await Promise.all(Array.from({ length: 40 }, () => admitCode(doorstepOf(env, somewhere()), email)));
  expect(tries.filter(({ ok }) => ok)).toHaveLength(30);
  expect(await give(app.code())).toBe("too_many_requests");
  expect(await give(codes[0] ?? "")).toBe("in");
  await env.DIRECTORY.prepare("UPDATE rate_windows SET used = 29 WHERE key = ?1").bind(`codes:${email}`).run();
  // A right one does not count.
  expect(await give(app.code())).toBe("in");
  expect(await count(`codes:${email}`)).toBe(29);
  expect(await give(app.code(1))).toBe("in");
});

test("S8 a wrong code is in the audit", async () => {
  const { email, app, give } = await person();
  await give(wrongCode(app));
  const kept = await account.list<{ action: string; who: string }>(`/activity?who=${encodeURIComponent(email)}`);
  expect(kept.map(({ action }) => action)).toContain("factor.fail");
});

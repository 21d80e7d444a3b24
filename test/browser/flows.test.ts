import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Member, signIn } from "./person.ts";
import { demoLike } from "./stage.ts";

const { account, change, open } = await demoLike("flows");
let dana: Member;

/** A file of so many users of a domain, the last of whom is in the account already. */
function fileOf(count: number, domain: string) {
  const emails = Array.from({ length: count - 1 }, (_, n) => `flow.${n}@${domain}`);
  const lines = [...emails, "lucia.nunez@acme.example"].map((email, n) => `Flow ${n},${email},Pro`);
  const header = "Display Name,Email Address,Subscription License Type";
  return { name: "flow.csv", mimeType: "text/csv", buffer: Buffer.from([header, ...lines].join("\r\n")) };
}

/** Lets an import stand still after its first 100 users: on a quick machine it would be over before a person could stop it. */
const HOLD = `CREATE TRIGGER hold BEFORE INSERT ON users
  WHEN NEW.account = '${account}' AND (SELECT count(*) FROM users WHERE import_id = NEW.import_id) >= 100
  BEGIN SELECT RAISE(ABORT, 'held by a test'); END`;

for (const scripts of [true, false]) {
  /** With scripts the page follows the import by itself; without them the person asks again. */
  const until = async (heading: string) => {
    for (let tries = 0; (await dana.heading()) !== heading; tries += 1) {
      if (tries > 150) throw new Error(`"${await dana.heading()}" stays, "${heading}" never comes`);
      await dana.page.waitForTimeout(100);
      const refresh = dana.page.getByRole("link", { name: "Refresh" });
      if (!scripts && (await refresh.count()) > 0) await dana.follow("Refresh");
    }
  };

  describe(scripts ? "with scripts" : "without scripts", () => {
    const domain = scripts ? "lively.example" : "plain.example";

    beforeAll(async () => {
      dana = await open(scripts);
      await signIn(dana, "/imports/new");
    });

    beforeEach(async () => {
      // Each test begins with an empty form, also after one that failed half way.
      await change("DROP TRIGGER IF EXISTS hold", `UPDATE imports SET dismissed = 1 WHERE account = '${account}'`);
      await dana.page.goto("/imports/new");
    });

    test("E5 a clean file is imported, and its result hidden", async () => {
      const clean = fileOf(6, domain);
      const buffer = Buffer.from(clean.buffer.toString().replace("lucia.nunez@acme.example", `last@${domain}`));
      await dana.send({ ...clean, buffer }, "Start import");
      await until("6 users created");
      await dana.press("Hide result");
      expect(await dana.heading()).toBe("Import users from CSV");
    });

    test("E3 what a warning announced is what happens when the import is started anyway", async () => {
      await dana.send(fileOf(4, `warned.${domain}`), "Check file only");
      expect(await dana.heading()).toBe("3 users will be created, 1 will not");
      await dana.press("Start import of 3 users");
      await until("3 users created, 1 was not");
      expect(await dana.page.getByRole("table", { name: "Not created" }).textContent()).toContain("lucia.nunez");
    });

    test("I6 Stop acts at once and keeps what was created, and the rest is imported without an upload", async () => {
      const { page } = dana;
      await change(HOLD);
      await dana.send(fileOf(150, `stopped.${domain}`), "Start import");
      // One of them is in the account already, which is looked at first (E3).
      await dana.press("Start import of 149 users");
      const done = page.locator("#progress-label");
      for (let tries = 0; !(await done.textContent())?.startsWith("66 %"); tries += 1) {
        if (tries > 100) throw new Error(`${await done.textContent()} stays`);
        await page.waitForTimeout(100);
        if (!scripts) await dana.follow("Refresh");
      }
      expect(await page.locator('meta[http-equiv="refresh"]').count()).toBe(scripts ? 0 : 1);
      await dana.press("Stop now");
      await until("100 users created, 50 were not");
      await change("DROP TRIGGER hold");
      await page.getByRole("link", { name: "Not attempted 50" }).waitFor();
      await dana.press("Import the other 50");
      expect(await dana.heading()).toBe("49 users will be created, 1 will not");
      await dana.press("Start import of 49 users");
      await until("49 users created, 1 was not");
      expect(dana.complaints).toEqual([]);
    });
  });
}

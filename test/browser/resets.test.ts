import { expect, test } from "vitest";
import { findings } from "./look.ts";
import { type Person, signIn } from "./person.ts";
import { ask, demoLike } from "./stage.ts";

const { open } = await demoLike("resets");

type Sent = { readonly kind: string; readonly text: string };

/** The mail of a kind to an address, as soon as it is there. */
async function mailTo({ page }: Person, to: string, kind: string): Promise<Sent> {
  for (const until = Date.now() + 10_000; Date.now() < until; await page.waitForTimeout(100)) {
    const { items } = await ask<{ items: Sent[] }>("GET", `/dev/outbox?to=${encodeURIComponent(to)}`);
    const found = items.find((mail) => mail.kind === kind);
    if (found) return found;
  }
  throw new Error(`no ${kind} to ${to}`);
}

for (const scripts of [true, false]) {
  test(`M7 E5 a person resets password and PIN of a user ${scripts ? "" : "without a script "}and sees where they went, never what they are`, async () => {
    const person = await open(scripts);
    const { page } = person;
    const told = () => page.getByRole("status").textContent();
    // The machine that looks for faults is a script itself.
    const look = async () => (scripts ? findings(person.page) : []);
    await signIn(person, "/users");
    await page
      .locator("#users tbody a")
      .nth(scripts ? 0 : 1)
      .click();
    const user = page.url();
    const email = (await page.locator("main .crumb span").textContent()) ?? "";

    await person.follow("Reset password");
    expect(await person.heading()).toMatch(/^Reset the password of /);
    expect(await look()).toEqual([]);
    const address = page.getByLabel("The address that it goes to");
    expect(await address.isVisible()).toBe(false);
    await page.getByLabel("Send to another address").check();
    await address.fill("desk".repeat(20));
    await page.locator("form[action^='/users']").evaluate((form) => form.setAttribute("novalidate", ""));
    await person.press("Reset the password");
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.locator("#refusal:focus").textContent()).toContain("The password was not reset");
    expect(await address.inputValue()).toBe("desk".repeat(20));
    expect(await look()).toEqual([]);
    const desk = `desk-${scripts}@${"long-".repeat(10)}acme.example`;
    await address.fill(desk);
    await page.getByRole("button", { name: "Reset the password" }).dblclick();
    await page.waitForURL(`${user}?news=password`);
    expect(await told()).toContain(`to ${desk}. A temporary password from before is no longer valid.`);
    expect(await look()).toEqual([]);
    const { text } = await mailTo(person, desk, "password");
    const password = /^[A-Za-z2-9]{16}$/m.exec(text)?.[0] ?? "none";
    expect((await mailTo(person, email, "password_changed")).text).not.toContain(password);

    await person.follow("Reset voicemail PIN");
    expect(await look()).toEqual([]);
    await person.press("Reset the PIN");
    expect(await told()).toContain(`to ${email}. The PIN from before is no longer valid.`);
    const pin = /(?<=PIN: )\d{6}$/m.exec((await mailTo(person, email, "voicemail_pin")).text)?.[0] ?? "none";
    await page.reload();
    expect(await page.locator("#mails tbody tr").count()).toBe(3);
    expect(await look()).toEqual([]);
    const shown = await page.content();
    expect([shown.includes(password), shown.includes(pin)]).toEqual([false, false]);
    expect(person.complaints).toEqual([]);
  });
}

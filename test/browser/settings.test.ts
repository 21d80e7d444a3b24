import { expect, test } from "vitest";
import { findings } from "./look.ts";
import { signIn } from "./person.ts";
import { demoLike, server } from "./stage.ts";

const { account, open } = await demoLike("settings");
const dana = await open();

async function says(): Promise<string> {
  return ((await dana.page.locator("main").textContent()) ?? "").replace(/\s+/g, " ");
}

test("a person invites an administrator, makes a token, sees it once, revokes it, and finds all three in Activity", async () => {
  const { page } = dana;
  await signIn(dana, "/settings");
  expect(await dana.heading()).toBe("You are the only administrator");
  expect(await findings(dana.page)).toEqual([]);
  await page.getByLabel("E-mail address").fill("robin@nowhere");
  await dana.press("Send the invitation");
  expect(await page.locator("#refusal:focus").textContent()).toContain("Nobody was invited");
  expect(await findings(dana.page)).toEqual([]);
  await page.getByLabel("E-mail address").fill("robin@acme.example");
  await page.getByRole("button", { name: "Send the invitation" }).dblclick();
  await page.getByText("An invitation is on its way to robin@acme.example.").waitFor();
  expect(await says()).toMatch(/robin@acme\.example\S* ?has not accepted yet/);
  expect(await findings(dana.page)).toEqual([]);

  await dana.follow("API tokens");
  expect(await findings(dana.page)).toEqual([]);
  await dana.follow("Make a token");
  await page.getByLabel("Name").fill("payroll");
  await page.getByLabel("Only read").check();
  await page.getByLabel("Last day").fill("2020-01-31");
  await dana.press("Make this token");
  expect(await page.locator("#refusal:focus").textContent()).toContain("over already");
  expect([await page.getByLabel("Name").inputValue(), await page.getByLabel("Only read").isChecked()]).toEqual([
    "payroll",
    true,
  ]);
  expect(await findings(dana.page)).toEqual([]);
  await page.getByLabel("Last day").fill("");
  await dana.press("Make this token");
  expect(await findings(dana.page)).toEqual([]);
  const token = await page.getByLabel("Token", { exact: true }).inputValue();
  expect(await page.getByLabel("Try it").inputValue()).toContain(token);
  const call = () =>
    fetch(`${server.origin}/api/v1/accounts/${account}/users?limit=1`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  expect((await call()).status).toBe(200);
  await dana.follow("I have copied it");
  expect(await page.content()).not.toContain(token);
  await dana.follow("Revoke payroll");
  expect(await says()).toContain("It was last used on");
  expect(await findings(dana.page)).toEqual([]);
  await dana.press("Revoke this token");
  expect(await page.getByRole("status").textContent()).toBe("The token is revoked. It works no longer.");
  expect((await call()).status).toBe(401);

  await dana.follow("Activity");
  expect(await says()).toMatch(/revoked token payroll.*made token payroll.*invited robin@acme\.example to be an owner/);
  expect(await findings(dana.page)).toEqual([]);
  await page.getByLabel("What").selectOption("Revoke a token");
  await dana.press("Show");
  expect(await page.locator("tbody tr").count()).toBe(1);
  expect(await page.getByLabel("What").inputValue()).toBe("tokens.revoke");
  expect(dana.complaints).toEqual([]);
});

test("E5 Settings work without a script: the mail log, an own password, and other sessions", async () => {
  const bare = await open(false);
  const { page } = bare;
  await signIn(bare, "/settings/mail");
  await page.getByLabel("Kind").selectOption("Invitation");
  await bare.press("Show");
  expect(await page.locator("tbody tr").textContent()).toContain("robin@acme.example");
  await bare.follow("Your sign-in");
  await bare.press("Sign out everywhere else");
  expect(await page.locator("tbody tr").count()).toBe(1);
  await page.getByLabel("Current password").fill("not the one at all");
  await page.getByLabel("New password").fill("Harbour-Lantern-43");
  await bare.press("Change the password");
  expect(await page.locator("#current-wrong").textContent()).toContain("not your current password");
  await page.getByLabel("Current password").fill("Harbour-Lantern-42");
  await page.getByLabel("New password").fill("Harbour-Lantern-43");
  await bare.press("Change the password");
  expect(await page.getByRole("status").textContent()).toContain("Your password is changed.");
  await dana.page.goto("/settings");
  expect(await dana.heading()).toBe("Sign in");
});

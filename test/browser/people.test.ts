import { beforeAll, expect, test } from "vitest";
import { liveScript } from "../../src/views/assets.generated.ts";
import { ask, openBrowser, server } from "./stage.ts";

const robin = { email: "robin@example.com", password: "correct-horse-battery" };
const office = { name: "Office", country: "US", address: "1 Main Street" };

const person = await openBrowser();

beforeAll(async () => {
  for (const [id, name] of Object.entries({ acme: "Acme Clinics", birch: "Birch <Legal>" })) {
    await ask("PUT", `/api/v1/accounts/${id}`, { name, main_location: office });
    await ask("POST", `/api/v1/accounts/${id}/administrators`, robin);
  }
});

async function signIn(password: string): Promise<void> {
  await person.page.getByRole("textbox", { name: "E-mail address" }).fill(robin.email);
  await person.page.getByLabel("Password", { exact: true }).fill(password);
  await person.press("Sign in");
}

/** The path of the one-time link in the newest mail of a kind to an address. */
async function linkTo(email: string, kind: "invitation" | "admin_reset"): Promise<string> {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    const { items } = await ask<{ items: { text: string; kind: string }[] }>(
      "GET",
      `/dev/outbox?to=${encodeURIComponent(email)}`,
    );
    const link = /\/reset\/\S+/.exec(items.find((mail) => mail.kind === kind)?.text ?? "")?.[0];
    if (link) return link;
    await person.page.waitForTimeout(50);
  }
  throw new Error(`no mail to ${email}`);
}

test("S5 what another site sends is refused, signed in or not", async () => {
  const paths = ["/sign-in", "/sign-out", "/accounts", "/forgot-password", "/reset/x", "/imports", "/imports/x/stop"];
  const others: Record<string, string>[] = [
    {},
    { Origin: "https://elsewhere.example" },
    { "Sec-Fetch-Site": "cross-site", Origin: server.origin },
    { "Sec-Fetch-Site": "same-site" },
  ];
  for (const path of paths) {
    for (const headers of others) {
      const { status } = await fetch(server.origin + path, { method: "POST", headers, redirect: "manual" });
      expect(status, `${path} ${JSON.stringify(headers)}`).toBe(403);
    }
  }
});

test("S7 static files carry the headers too, and what has its version in its address is kept for ever", async () => {
  await person.page.goto("/sign-in");
  const sheet = await person.page.locator("link[rel=stylesheet]").getAttribute("href");
  for (const path of [sheet ?? "", liveScript]) {
    const { status, headers } = await fetch(server.origin + path);
    expect(status).toBe(200);
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(headers.get("Strict-Transport-Security")).toMatch(/max-age=\d{8}/);
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  }
});

test("a wrong password says so, keeps the address, and tells nothing about who exists", async () => {
  await signIn("not the password");
  const said = await person.page.getByRole("group").textContent();
  expect(await person.page.getByRole("textbox", { name: "E-mail address" }).inputValue()).toBe(robin.email);
  await person.page.getByRole("textbox", { name: "E-mail address" }).fill("nobody@example.com");
  await person.page.getByLabel("Password", { exact: true }).fill("whatever");
  await person.press("Sign in");
  expect(await person.page.getByRole("group").textContent()).toBe(said);
});

test("S1 who administers several accounts chooses one after signing in, and comes to the page that was wanted", async () => {
  await person.page.goto("/users");
  await signIn(robin.password);
  expect(await person.heading()).toBe("Which account?");
  await person.press("Accept the invitation of Birch <Legal>");
  expect(new URL(person.page.url()).pathname).toBe("/users");
  expect(await person.page.locator("header").textContent()).toContain("Birch <Legal>robin@example.com");
  await person.press("Sign out");
});

test("a forgotten password is replaced by the link in the mail, which works once", async () => {
  const { page } = person;
  await person.follow("Forgot your password?");
  await page.getByRole("textbox", { name: "E-mail address" }).fill(robin.email);
  await person.press("Send the link");
  expect(await person.heading()).toBe("Look into your mail");
  const link = await linkTo(robin.email, "admin_reset");
  await page.goto(link);
  await page.getByLabel("New password").evaluate((field) => field.removeAttribute("minlength"));
  await page.getByLabel("New password").fill("short");
  await person.press("Save the password");
  expect(await page.title()).toMatch(/^Error: /);
  await page.getByLabel("New password").fill("a new and longer one");
  await person.press("Save the password");
  expect(await page.getByRole("status").textContent()).toContain("saved");
  await signIn("a new and longer one");
  expect(await person.heading()).toBe("Which account?");
  await page.goto(link);
  expect(await person.heading()).toBe("This link no longer works");
});

test("an invitation leads to a password, and the first import page of an empty account works", async () => {
  const email = "newcomer@example.com";
  await ask("POST", "/api/v1/accounts/acme/administrators", { email });
  const newcomer = await openBrowser(false);
  await newcomer.page.goto(await linkTo(email, "invitation"));
  await newcomer.page.getByLabel("New password").fill("a password of my own");
  await newcomer.press("Save the password");
  await newcomer.page.getByRole("textbox", { name: "E-mail address" }).fill(email);
  await newcomer.page.getByLabel("Password", { exact: true }).fill("a password of my own");
  await newcomer.press("Sign in");
  expect(await newcomer.heading()).toBe("Set up Acme Clinics");
  await newcomer.follow("Import users from CSV");
  expect(await newcomer.heading()).toBe("Import users from CSV");
  await newcomer.follow("History");
  expect(await newcomer.page.locator("main").textContent()).toContain("There has been none yet.");
  expect([...newcomer.complaints, ...person.complaints]).toEqual([]);
});

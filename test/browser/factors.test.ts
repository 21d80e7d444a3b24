import { expect, test } from "vitest";
import { totpAt } from "../../src/vault/totp.ts";
import { findings } from "./look.ts";
import { type Person, signIn } from "./person.ts";
import { ask, demoLike, server } from "./stage.ts";

const { account, open } = await demoLike("factors");
const dana = await open();
const { administrator } = dana;

/** Somebody else at another browser, who signs in as Dana. */
const elsewhere = await open();
const plain = await open(false);

const now = () => Math.floor(Date.now() / 30_000);

async function says({ page }: Person): Promise<string> {
  return ((await page.locator("main").textContent()) ?? "").replace(/\s+/g, " ");
}

/** Where no script runs, none can look either. */
async function looksRight(person: Person): Promise<void> {
  if (person !== plain) expect(await findings(person.page)).toEqual([]);
  expect(person.complaints).toEqual([]);
}

let secret = "";
let codes: readonly string[] = [];

test("S1 without a script an app is added where the account demands a second step, and sign-in asks for its code from then on", async () => {
  await ask("PUT", `/api/v1/accounts/${account}`, { require_factor: true });
  await signIn({ ...plain, administrator }, "/users");
  expect(await plain.heading()).toBe("Add a second step to go on");
  await looksRight(plain);
  secret = ((await plain.page.locator("#secret").textContent()) ?? "").replaceAll(" ", "");
  await plain.page.getByLabel("Code", { exact: true }).fill("123");
  await plain.press("Add the app");
  expect(await plain.page.locator("#refusal").textContent()).toContain("The app was not added");
  await looksRight(plain);
  await plain.page.getByLabel("Code", { exact: true }).fill(totpAt(secret, now() - 1));
  await plain.press("Add the app");
  codes = (await plain.page.getByLabel("10 codes").inputValue()).split("\n");
  await looksRight(plain);
  await plain.follow("I have kept them");
  expect(new URL(plain.page.url()).pathname).toBe("/users");
  await plain.press("Sign out");

  await signIn({ ...plain, administrator }, "/numbers");
  expect(await plain.heading()).toBe("One more step");
  await looksRight(plain);
  await plain.page.getByLabel("Code", { exact: true }).fill("000000");
  await plain.press("Sign in");
  expect(await says(plain)).toContain("This code is not right");
  await looksRight(plain);
  await plain.page.getByLabel("Code", { exact: true }).fill(totpAt(secret, now()));
  await plain.press("Sign in");
  expect(new URL(plain.page.url()).pathname).toBe("/numbers");
});

test("S1 a recovery code lets in whoever does not have the app, with and without a script", async () => {
  for (const [at, person] of [plain, elsewhere].entries()) {
    await person.page.context().clearCookies();
    await signIn({ ...person, administrator }, "/settings/security");
    await person.page.getByLabel("Code", { exact: true }).fill(codes[at] ?? "");
    await person.press("Sign in");
    expect(await says(person)).toContain(`${9 - at} of 10 recovery codes are left`);
    await looksRight(person);
  }
});

test("S1 a passkey is made by the browser and lets in after the password; without a script it is not asked for", async () => {
  const devTools = await dana.page.context().newCDPSession(dana.page);
  await devTools.send("WebAuthn.enable");
  const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  await signIn(dana, "/settings/security");
  await dana.page.getByLabel("Code", { exact: true }).fill(codes[2] ?? "");
  await dana.press("Sign in");
  await dana.follow("Add a passkey");
  await looksRight(dana);
  await dana.press("Make a passkey");
  await dana.page.getByText("The passkey is added.").waitFor();
  await looksRight(dana);
  const { credentials } = await devTools.send("WebAuthn.getCredentials", { authenticatorId });
  expect(credentials).toMatchObject([{ rpId: "localhost" }]);
  await dana.press("Sign out");

  await signIn(dana, "/numbers");
  await dana.page.getByRole("button", { name: "Use a passkey" }).waitFor();
  await looksRight(dana);
  // The device has it no more: they are told, and may try again.
  const [credential] = credentials;
  await devTools.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credential?.credentialId ?? "" });
  await dana.page.getByRole("button", { name: "Use a passkey" }).click();
  await dana.page.getByText("The browser gave no passkey").waitFor();
  await looksRight(dana);
  if (credential) await devTools.send("WebAuthn.addCredential", { authenticatorId, credential });
  await dana.press("Use a passkey");
  await dana.page.waitForURL("**/numbers");

  await plain.page.context().clearCookies();
  await signIn({ ...plain, administrator }, "/numbers");
  expect(await plain.page.getByRole("button", { name: "Use a passkey" }).isVisible()).toBe(false);
  await plain.page.goto("/settings/security/passkeys/new");
  expect(await plain.heading()).toBe("Sign in");
});

test("S1 who has lost everything gets in by their password once the operator has removed it, and adds a second step at once", async () => {
  const { status } = await fetch(
    `${server.origin}/api/v1/operator/people/${encodeURIComponent(administrator.email)}/factors`,
    { method: "DELETE", headers: { Authorization: `Bearer ${server.token}` } },
  );
  expect(status).toBe(204);
  await elsewhere.page.goto("/users");
  expect(await elsewhere.heading()).toBe("Sign in");
  await signIn({ ...elsewhere, administrator }, "/users");
  expect(await elsewhere.heading()).toBe("Add a second step to go on");
});

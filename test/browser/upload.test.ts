import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { layLine } from "../support/product/bad-line.ts";
import { findings } from "./look.ts";
import { type Member, signIn } from "./person.ts";
import { demoLike, server } from "./stage.ts";

const LIMIT = 2_097_152;
const header = "Display Name,Email Address,Subscription License Type,Department";
const csv = (name: string, text: string | Buffer) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const line = await layLine(server.port);
const { open } = await demoLike("upload");
const dana = await open(true, line.origin);
dana.page.on("filechooser", (chooser) => chooser.setFiles("test/samples/users-20.csv"));
await signIn(dana, "/imports/new");

beforeEach(async () => {
  await dana.page.goto("/imports/new");
});

afterEach(() => {
  line.posted.length = 0;
  expect(line.breaks.splice(0)).toEqual([]);
});

afterAll(() => line.close());

const file = () => dana.page.locator("#file");
const told = () => dana.page.locator("#file-said");
const sending = () => dana.page.locator("#sending");
const button = (name: string) => dana.page.getByRole("button", { name, exact: true });
const sayings = () => dana.page.locator("#sending-said");

async function tells(given: string | ReturnType<typeof csv>): Promise<string> {
  await file().setInputFiles([]);
  await dana.page.locator("#file-said:empty").waitFor({ state: "attached" });
  await file().setInputFiles(given);
  await dana.page.locator("#file-said:not(:empty)").waitFor();
  return (await told().textContent()) ?? "";
}

test("E1 a chosen file is told at once: its name, its size and its rows", async () => {
  expect(await tells("test/samples/users-1000.csv")).toBe("users-1000.csv: 314 KB, 1,000 rows below the header.");
  expect(await tells(csv("one.csv", `${header}\r\nAda,ada@x.example,Pro,\r\n`))).toContain(
    "1 KB, 1 row below the header.",
  );
  const quoted = `\uFEFF"Display Name";Email Address\n\n;;\n"Ada\nKing ""A""";ada@x.example\rBo 5" high;bo@x.example`;
  expect(await tells(csv("quoted.csv", quoted))).toContain(" 2 rows below the header.");
  expect(await tells(csv("excel.csv", "sep=;\r\nDisplay Name;Email\r\nAda;ada@x.example"))).toContain(" 1 row below");
  const wide = Buffer.from(`\uFEFF${header}\r\nAda,ada@x.example\r\nBo,bo@x.example\r\n`, "utf16le");
  expect(await tells(csv("wide.csv", wide))).toContain(" about 2 rows below the header.");
  expect(await tells(csv("open.csv", `${header}\n"Ada,ada@x.example\nBo`))).toContain(" about ");
  expect(await tells("test/samples/file-too-many-rows.csv")).toMatch(/1,0\d\d rows .* One import takes 1,000: split/);
});

test("what Muster would refuse is refused before anything is sent, in words at the field", async () => {
  const { page } = dana;
  const refused = [
    csv("large.csv", Buffer.alloc(LIMIT + 1, "a")),
    csv("book.csv", Buffer.from("PK\x03\x04\x14\0\x06\0")),
  ];
  const words = [
    /^large\.csv: 2,049 KB\. At most 2,048 KB are taken: split it/,
    /^book\.csv is not CSV\. Save it as CSV UTF-8/,
  ];
  for (const [at, given] of refused.entries()) {
    expect(await tells(given)).toMatch(words[at] ?? "");
    expect(await file().getAttribute("aria-invalid")).toBe("true");
    await button("Start import").click();
    expect(await page.locator("#file:focus").count()).toBe(1);
    expect(await sending().isVisible()).toBe(false);
  }
  expect(await findings(page)).toEqual([]);
  expect(await tells(csv("most.csv", Buffer.alloc(LIMIT, "a\n")))).not.toContain("At most");
  expect(await file().getAttribute("aria-invalid")).toBe(null);
  expect(line.posted).toEqual([]);
});

test("a file that is dropped anywhere on the page is chosen", async () => {
  const { page } = dana;
  const dropped = await page.evaluateHandle(`(() => {
    const files = new DataTransfer();
    files.items.add(new File(["Display Name\\nAda"], "dropped.csv"));
    return files;
  })()`);
  await page.dispatchEvent("h1", "dragover", { dataTransfer: dropped });
  expect(await page.locator(".drop[data-over]").count()).toBe(1);
  const says = "getComputedStyle(document.querySelector('.drop'), '::after').content";
  expect(await page.evaluate(says)).toContain("Let go to read the file");
  await page.dispatchEvent("h1", "drop", { dataTransfer: dropped });
  expect(await page.locator(".drop[data-over]").count()).toBe(0);
  await page.getByText("dropped.csv: 1 KB, 1 row below the header.").waitFor();
});

/** Pastes a text where the focus is, as a spreadsheet's clipboard has it. */
const paste = (selector: string, text: string) =>
  dana.page.evaluate(
    `(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", ${JSON.stringify(text)});
      const given = { clipboardData, bubbles: true, cancelable: true };
      return document.querySelector(${JSON.stringify(selector)}).dispatchEvent(new ClipboardEvent("paste", given));
    })()`,
  );

test("E1 rows that are pasted anywhere on the page are taken as a file, counted, and sent", async () => {
  const { page } = dana;
  const text = `${header.replaceAll(",", "\t")}\r\nAda\tada@pasted.example\tPro\t\r\nBo\tbo@pasted.example\tPro\tSales\r\n`;
  expect(await paste("h1", "one word")).toBe(true);
  expect(await page.locator("#pasted").isVisible()).toBe(false);
  await file().setInputFiles("test/samples/users-20.csv");
  expect(await paste("h1", text)).toBe(false);
  await page.getByText("2 rows below the header, 4 columns").waitFor();
  expect(await page.locator("#pasted:focus").count()).toBe(1);
  expect(await page.evaluate("document.querySelector('#file').files.length")).toBe(0);
  expect(await findings(page)).toEqual([]);
  // A file takes their place, and the other way round.
  await file().setInputFiles("test/samples/users-20.csv");
  await page.getByText("users-20.csv: 5 KB, 20 rows").waitFor();
  expect(await page.locator("#pasted").inputValue()).toBe("");
  await paste("h1", text);
  await button("Clear, and choose a file instead").click();
  expect(await page.locator("#file:focus").count()).toBe(1);
  await button("Check file only").click();
  expect(line.posted, "nothing is sent without rows").toEqual([]);
  await paste("h1", text);
  await dana.press("Check file only");
  expect(await dana.heading()).toBe("2 users will be created");
  await dana.press("Delete this draft");
});

test("E7 the upload travels compressed and shows its progress, which is read out by quarters", async () => {
  const { page } = dana;
  const slow = await page.context().newCDPSession(page);
  const sendAt = (uploadThroughput: number) =>
    slow.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 20,
      downloadThroughput: -1,
      uploadThroughput,
    });
  const heard: string[] = [];
  await page.exposeFunction("hear", (said: string) => heard.push(said));
  await page.evaluate(`new MutationObserver(() => hear(document.querySelector("#sending-said").textContent))
    .observe(document.querySelector("#sending-said"), { childList: true })`);
  await sendAt(6_000);
  await file().setInputFiles("test/samples/users-1000.csv");
  await button("Check file only").click();
  expect(await page.getByRole("progressbar", { name: "Sending the file" }).isVisible()).toBe(true);
  expect(await page.locator("#sending:focus").count()).toBe(1);
  await page.getByText(/^\d+ KB of 8\d KB$/).waitFor();
  expect(await button("Try now").isVisible()).toBe(false);
  expect(await button("Start import").isVisible()).toBe(false);
  expect(await findings(page)).toEqual([]);
  await button("Cancel").click();
  await sendAt(40_000);
  line.posted.length = 0;
  await button("Check file only").dblclick();
  await page.getByRole("heading", { name: "1,000 users will be created" }).waitFor();
  await slow.detach();
  await dana.press("Delete this draft");
  expect(heard).toContain("Keep this page open until it is sent.");
  expect(heard).toContainEqual(expect.stringMatching(/^(25|50|75) % is sent\. Keep/));
  const tooOften = heard.filter((said, at) => said === heard[at - 1] || /^(?!25 |50 |75 )\d+ %/.test(said));
  expect(tooOften, heard.join("\n")).toEqual([]);
  expect(line.posted.map(({ headers }) => headers.get("content-encoding"))).toEqual(["gzip"]);
  expect(line.posted[0]?.bytes).toBeLessThan(95_000);
});

test("what is wrong in the form comes back with the file still chosen, and takes the focus", async () => {
  const { page } = dana;
  await file().setInputFiles("test/samples/users-20.csv");
  await page.getByLabel("Send to one address").check();
  await button("Start import").click();
  await page.locator("#refusal:focus").waitFor();
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.getByLabel("Send to one address").isChecked()).toBe(true);
  expect(await page.evaluate("document.querySelector('#file').files[0].name")).toBe("users-20.csv");
  await page.getByText("users-20.csv: 5 KB, 20 rows").waitFor();
  await page.getByLabel("Send to one address").check();
  await page.getByLabel("Do not send").check();
  await dana.press("Check file only");
  expect(await dana.heading()).toBe("20 users will be created");
  await dana.press("Delete this draft");
});

test("a file that was changed after it was chosen is not sent, and the form says so", async () => {
  const path = join(server.stateDir, "changing.csv");
  writeFileSync(path, `${header}\nAda,ada@x.example,Pro,`);
  await file().setInputFiles(path);
  await dana.page.getByText("changing.csv: 1 KB, 1 row").waitFor();
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  writeFileSync(path, `${header}\nAda,ada@x.example,Pro,Sales and more`);
  await button("Check file only").click();
  await dana.page.getByText("changing.csv cannot be read. Choose it again.").waitFor();
  expect(line.posted).toEqual([]);
});

test("a line that breaks in the middle of the upload, and again in its answer, costs nothing but time", async () => {
  const { page } = dana;
  line.breaks.push(...Array.from({ length: 30 }, () => 30_000));
  await file().setInputFiles("test/samples/users-1000.csv");
  await button("Start import").click();
  await page.getByRole("heading", { name: "The connection was lost" }).waitFor();
  expect(await sayings().textContent()).toContain("Nothing is lost.");
  expect(await findings(page)).toEqual([]);
  // So far in vain; then once more by hand, once by itself and all the way, and at last with an answer.
  line.breaks.splice(0, 30, 60_000, "answer");
  await button("Try now").click();
  await page.waitForURL(/\/imports\/imp_/, { timeout: 50_000 });
  await page.getByRole("heading", { name: "1,000 users created", exact: true }).waitFor({ timeout: 20_000 });
  expect(line.posted.length).toBeGreaterThanOrEqual(4);
  expect(new Set(line.posted.map(({ headers }) => headers.get("content-length"))).size).toBe(1);
  await dana.follow("History");
  expect(await page.locator("#imports tbody tr").filter({ hasText: "users-1000.csv" }).count()).toBe(1);
  expect(dana.complaints).toEqual([]);
  await page.goto("/imports/new");
  await dana.press("Hide result");
});

test("E6 a file is chosen, sent, cancelled and sent again by keyboard alone", async () => {
  const { page } = dana;
  const focused = () => page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()");
  const press = async (key: string, until: string) => {
    for (let presses = 0; (await focused()) !== until; presses++) {
      if (presses > 40) throw new Error(`${key} never leads to ${until}`);
      await page.keyboard.press(key);
    }
  };
  await press("Tab", "file");
  // Listened for all along: the browser has to be told before the key is pressed that somebody will choose for it.
  await page.keyboard.press("Enter");
  await page.getByText("users-20.csv: 5 KB, 20 rows").waitFor();
  await press("Tab", "Check file only");
  // It goes on trying by itself, which must not succeed before it is cancelled.
  line.breaks.push(...Array.from({ length: 9 }, () => 1_000));
  await page.keyboard.press("Enter");
  await button("Try now").waitFor();
  expect(await focused()).toBe("sending");
  await press("Tab", "sending-cancel");
  await page.keyboard.press("Enter");
  expect(await focused()).toBe("Check file only");
  await page.getByText(/^Not sent.* and still chosen\. users-20\.csv: /).waitFor();
  line.breaks.length = 0;
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "20 users will be created" }).waitFor();
  await dana.press("Delete this draft");
});

test("a session that ends before the file has arrived does not eat it: after signing in elsewhere it goes on", async () => {
  const { page } = dana;
  await file().setInputFiles("test/samples/users-1000.csv");
  await page.context().clearCookies();
  await button("Check file only").click();
  await page.getByRole("heading", { name: "You were signed out" }).waitFor();
  expect(line.posted.length).toBe(1);
  const other = await openTab();
  await signIn(other, "/users");
  await other.page.close();
  await dana.press("Try now");
  expect(new URL(page.url()).pathname).toMatch(/^\/imports\/imp_/);
});

async function openTab(): Promise<Member> {
  const page = await dana.page.context().newPage();
  const press = async (name: string) => {
    const pressed = page.getByRole("button", { name, exact: true }).click();
    await Promise.all([page.waitForEvent("domcontentloaded"), pressed]);
  };
  return { ...dana, page, press };
}

test("E8 nothing is kept in the browser, and nothing was blocked or complained about", async () => {
  const kept = "localStorage.length + sessionStorage.length + (await indexedDB.databases()).length";
  expect(await dana.page.evaluate(`(async () => ${kept} + (await caches.keys()).length)()`)).toBe(0);
  expect(dana.complaints).toEqual([]);
});

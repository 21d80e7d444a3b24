import { readFileSync } from "node:fs";
import { join } from "node:path";
import { samples } from "../lib/paths.mjs";
import { Person } from "./person.ts";
import { withServer } from "./server.ts";
import { report, timed } from "./table.ts";

const file = readFileSync(join(samples, "users-20.csv"));

/** What somebody waits for who is so many milliseconds from the databases: sign-in, pages, an upload until its import has started. */
export async function benchLine(lines: readonly number[]): Promise<void> {
  for (const line of lines) {
    await withServer(line, async ({ origin }) => {
      const person = new Person(origin);
      const step = async (what: string, work: () => Promise<unknown>) => {
        report(`${line} ms away: ${what}`, await timed(1, work));
      };
      await step("sign-in", () => person.signIn());
      await step("the first page", () => person.open("/"));
      await step("Home again", () => person.open("/"));
      await step("the users", () => person.open("/users"));
      const form = formOf(await person.open("/imports/new"));
      await step("an upload of 20 users, until it has started", () => person.send("/imports/new", form));
    });
  }
}

function formOf(page: string): FormData {
  const form = new FormData();
  for (const name of ["key", "account"])
    form.set(name, new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? "");
  form.set("passwords", "none");
  form.set("file", new File([file], "users-20.csv", { type: "text/csv" }));
  return form;
}

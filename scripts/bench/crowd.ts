import { readFileSync } from "node:fs";
import { join } from "node:path";
import { samples } from "../lib/paths.mjs";
import { Person } from "./person.ts";
import { withServer } from "./server.ts";
import { compare, report, timed } from "./table.ts";

const file = readFileSync(join(samples, "users-20.csv"));

/** How long a page and a poll take while so many others ask for the same, each again as soon as they are answered. */
export async function benchCrowd(rounds: number, crowds: readonly number[]): Promise<void> {
  await withServer(0, async ({ origin, api }) => {
    const { id } = await api.upload("/imports?passwords=none&wait=25", file, {});
    const first = new Person(origin);
    await first.signIn();
    const asked = {
      "the page of users": () => first.open("/users"),
      "a poll of mails": () => first.poll(`/imports/${id}/mails`),
    };
    for (const [what, ask] of Object.entries(asked)) {
      let quiet: number | null = null;
      for (const clients of crowds) {
        await ask();
        const each = await Promise.all(Array.from({ length: clients }, () => timed(rounds, ask)));
        const median = report(`${what}, ${clients} clients`, each.flat());
        if (quiet !== null) compare(`${what}, ${clients} clients, against ${crowds[0]}`, median, quiet);
        quiet ??= median;
      }
    }
  });
}

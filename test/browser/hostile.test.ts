import { expect, test } from "vitest";
import { attack } from "../support/hostile/attack.ts";
import { formulasIn } from "../support/hostile/files.ts";
import { formulas, scripts } from "../support/hostile/texts.ts";
import { openBrowser, server } from "./stage.ts";

test("E8 X4 M12 texts that want to be scripts, formulas or links stay texts on every page, in every file and in every mail", async () => {
  const { page } = await openBrowser();
  // All of them, in the parameters of pages, in refused forms and in LibreOffice too: npm run hostile.
  const texts = [scripts[4] ?? "", scripts[9] ?? "", formulas[0] ?? ""];
  const given = { account: "hostile", texts, bundles: [], most: 1 };
  const done = await attack(server, page.context(), given);
  expect([...done.faults, ...done.written.flatMap(formulasIn)]).toEqual([]);
  expect(done.planted.users.length).toBe(3);
  expect(done.written.map(({ from }) => from.replace(/imp_\w+/, ""))).toContain("/imports//created.csv");
  expect(done.routes.size).toBeGreaterThan(45);
});

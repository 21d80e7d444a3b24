/**
 * npm run hostile: OWASP's formulas for CSV files, ways out of HTML, and the Big List of Naughty Strings through every text
 * field, page, CSV file and mail, and the log. Nothing may run in Chromium or become a formula in LibreOffice, and what was
 * taken comes back.
 *   --texts 20    of one account
 *   --accounts 0  so many of the accounts alone; 0: all
 *   --from 0      so many accounts are left out before them
 */
import { parseArgs } from "node:util";
import { pageDemands } from "../../src/domain/access/pages.ts";
import { attack, faultsInLog } from "../../test/support/hostile/attack.ts";
import { findOffice, formulasIn, formulasInOffice, type Written } from "../../test/support/hostile/files.ts";
import { bundles, everything, groupsOf } from "../../test/support/hostile/texts.ts";
import { launchChromium } from "../../test/support/product/chromium.ts";
import { withMachines } from "../lib/machine.ts";
import { main, Problem } from "../lib/paths.mjs";

const { values } = parseArgs({
  options: {
    texts: { type: "string", default: "20" },
    accounts: { type: "string", default: "0" },
    from: { type: "string", default: "0" },
  },
});

await main(async () => {
  const groups = groupsOf(everything, Number(values.texts));
  const from = Number(values.from);
  const chosen = groups.slice(from).slice(0, Number(values.accounts) || groups.length);
  const [faults, files, routes]: [string[], Written[], Set<string>] = [[], [], new Set()];
  let [visits, mails, users] = [0, 0, 0];
  await withMachines(async (newMachine) => {
    const [browser, machine] = await Promise.all([launchChromium(), newMachine()]);
    try {
      for (const [n, texts] of chosen.entries()) {
        // Parameters and forms meet all bundles once: what they are given is no account's.
        const given = {
          account: `hostile-${from + n}`,
          texts,
          bundles: from + n === 0 ? bundles : [],
          most: from + n === 0 ? 5 : 3,
        };
        const context = await browser.newContext({ locale: "en-US" });
        const done = await attack(machine, context, given).finally(() => context.close());
        faults.push(...done.faults);
        for (const fault of done.faults) console.log(`  ${fault}`);
        files.push(...done.written);
        for (const route of done.routes) routes.add(route);
        [visits, mails, users] = [visits + done.visits, Math.max(mails, done.mails), users + done.planted.users.length];
        const last = (from + n) * Number(values.texts) + texts.length;
        console.log(`up to text ${last} of ${everything.length}: ${visits} looks at pages, ${faults.length} faults`);
      }
      faults.push(...faultsInLog(machine.log));
    } finally {
      await browser.close();
      await machine.stop();
    }
  });
  faults.push(...files.flatMap(formulasIn));
  const missed = Object.keys(pageDemands).filter((route) => route.startsWith("GET ") && !routes.has(route.slice(4)));
  console.log(
    `${users} users, ${mails} mails, ${files.length} CSV files; pages that were not come to: ${missed.join(", ") || "none"}`,
  );
  faults.push(...openedInOffice(files));
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length > 0) throw new Problem(`${faults.length} faults.`);
});

/** What LibreOffice has made of the files; says so where it is not there. */
function openedInOffice(files: readonly Written[]): readonly string[] {
  const office = findOffice();
  if (office === null) {
    console.log(
      "LibreOffice is not on this machine (Debian: apt install libreoffice-calc-nogui): no file was opened in it.",
    );
    return [];
  }
  const planted = { from: "a file with a formula", text: "x,=1+1\r\n" };
  const [found, control] = [formulasInOffice(office, files), formulasInOffice(office, [planted])];
  console.log(`LibreOffice opened ${files.length} files`);
  return control.length === 0 ? ["LibreOffice finds no formula where there is one", ...found] : found;
}

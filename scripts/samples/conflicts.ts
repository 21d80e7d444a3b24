import type { Cells } from "../../src/domain/columns.ts";
import { firstPerson } from "./clean.ts";
import { type FullUser, fullUser } from "./full-user.ts";
import { at, random } from "./random.ts";
import { foreignNumber, locationOf, seats } from "./seats.ts";

const first = (list: string) => list.split(";")[0] ?? "";

/**
 * 30 users without a mistake in the file, of whom nine cannot be created on the demo account as it is. Their job title
 * names the code. Parking the three numbers that are not parked, and so on, is enough to import them after all.
 */
export function conflictUsers(demo: readonly FullUser[]): readonly Cells[] {
  const common = { draw: random(30), pins: new Set<string>(), seat: seats("conflicts"), operators: ["1001"] };
  const users = Array.from({ length: 30 }, (_, n) =>
    fullUser({
      ...common,
      n,
      who: firstPerson.conflicts + n,
      location: locationOf(n),
      licence: n % 2 ? "Pro" : "Essentials",
      more: n % 3 === 1 ? 1 : 0,
    }),
  );
  const conflicts = new Map<number, Cells>([
    [2, { job_title: "user_exists", email: at(demo, 3).email.toUpperCase() }],
    [5, { job_title: "number_in_use", primary_phone: at(demo, 5).primary_phone }],
    [8, { job_title: "number_in_use", additional_phones: first(at(demo, 7).additional_phones) }],
    [11, { job_title: "number_not_parked", primary_phone: foreignNumber(400, locationOf(11)) }],
    [14, { job_title: "number_not_parked", additional_phones: foreignNumber(401, locationOf(0)) }],
    [17, { job_title: "extension_in_use", extension: at(demo, 9).extension }],
    [20, { job_title: "user_exists", email: at(demo, 12).email }],
    [23, { job_title: "extension_in_use", extension: at(demo, 11).extension }],
    [26, { job_title: "number_not_parked", primary_phone: foreignNumber(402, locationOf(2)) }],
  ]);
  return users.map((user, n) => (conflicts.has(n) ? { ...user, caller_id: "", ...conflicts.get(n) } : user));
}

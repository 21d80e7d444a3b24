import { firstPerson } from "./clean.mjs";
import { fullUser } from "./full-user.mjs";
import { random } from "./random.mjs";
import { foreignNumber, locationOf, seats } from "./seats.mjs";

const first = (list) => list.split(";")[0];

/**
 * 30 users without a mistake in the file, of whom nine cannot be created on the demo account as it is. Their job title
 * names the code. Parking the three numbers that are not parked, and so on, is enough to import them after all.
 */
export function conflictUsers(demo) {
  const common = { draw: random(30), pins: new Set(), seat: seats("conflicts"), operators: ["1001"] };
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
  const conflicts = new Map([
    [2, { job_title: "user_exists", email: demo[3].email.toUpperCase() }],
    [5, { job_title: "number_in_use", primary_phone: demo[4].primary_phone }],
    [8, { job_title: "number_in_use", additional_phones: first(demo[7].additional_phones) }],
    [11, { job_title: "number_not_parked", primary_phone: foreignNumber(400, locationOf(11)) }],
    [14, { job_title: "number_not_parked", additional_phones: foreignNumber(401, locationOf(0)) }],
    [17, { job_title: "extension_in_use", extension: demo[9].extension }],
    [20, { job_title: "user_exists", email: demo[12].email }],
    [23, { job_title: "extension_in_use", extension: demo[11].extension }],
    [26, { job_title: "number_not_parked", primary_phone: foreignNumber(402, locationOf(2)) }],
  ]);
  return users.map((user, n) => (conflicts.has(n) ? { ...user, caller_id: "", ...conflicts.get(n) } : user));
}

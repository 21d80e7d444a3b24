import { pools, shares } from "../lib/inventory.mjs";
import { fullUser } from "./full-user.mjs";
import { random } from "./random.mjs";
import { locationOf, seats } from "./seats.mjs";

/** Which people of names.mjs each sample has: the index of its first. */
export const firstPerson = { demo: 0, twenty: 40, conflicts: 60, problems: 100, thousand: 180 };

const demoExtensions = range(...shares.demo.extensions);

/** The 40 users who were there all along: 40 primary and 60 additional numbers. */
export function demoUsers() {
  const common = { draw: random(40), pins: new Set(), seat: seats("demo"), operators: ["1001", "1002"] };
  return count(40, (n) =>
    fullUser({
      ...common,
      n,
      who: n,
      location: locationOf(n),
      licence: n < 25 ? "Essentials" : "Pro",
      more: 1 + (n % 2),
    }),
  );
}

/** 1,000 users with every column filled in. */
export function thousandUsers() {
  const [first, last] = shares.thousand.extensions;
  const operators = [...demoExtensions, "1911", "2000", ...range(first, Math.min(last, first + 9))];
  const common = { draw: random(1000), pins: new Set(), seat: seats("thousand"), operators };
  const licence = (n) => (n % 5 < 3 ? "Essentials" : "Pro");
  return count(1000, (n) =>
    fullUser({
      ...common,
      n,
      who: firstPerson.thousand + n,
      location: locationOf(n),
      licence: licence(n),
      more: 1 + (n % 2),
    }),
  );
}

/** 20 users as people fill the template in: much is left blank, and numbers are written in many ways. */
export function twentyUsers() {
  const common = { draw: random(20), pins: new Set(), seat: seats("twenty"), operators: demoExtensions };
  const users = count(20, (n) =>
    fullUser({
      ...common,
      n,
      who: firstPerson.twenty + n,
      location: locationOf(n),
      licence: n % 5 < 3 ? "Essentials" : "Pro",
      more: n % 3 === 0 ? 1 : 0,
    }),
  );
  return users.map((user, n) => ({ ...user, ...habits[n % habits.length](user, n) }));
}

const blank = (...keys) => Object.fromEntries(keys.map((key) => [key, ""]));
const nothingMore = blank(
  ...["job_title", "department", "caller_id", "call_timeout", "voicemail_pin", "voicemail_operator"],
  ...["voicemail_autodelete_days", "voicemail_transcription", "voicemail_emails", "voicemail_sms"],
  ...["fmfm_order", "fmfm_phones", "fmfm_timeout"],
);
const digits = (phone) => phone.replace(/\D/g, "");
const habits = [
  () => ({ ...nothingMore, location: "Main Company Address" }),
  (user) => ({ ...nothingMore, primary_phone: `00${digits(user.primary_phone)}`, extension: "" }),
  () => ({}),
  (user, n) => ({
    additional_phones: `${user.additional_phones}; ${pools.tollFree[n % 10]}`,
    location: "san francisco office ",
  }),
  () => ({ ...nothingMore, ...blank("extension", "location", "time_zone", "primary_phone", "additional_phones") }),
  (user) => ({
    ...nothingMore,
    primary_phone: user.primary_phone.replace(/^\+?33\D*4/, "+33 (0)4"),
    license_type: user.license_type.toUpperCase(),
  }),
  (user) => ({
    ...blank("fmfm_order", "fmfm_phones", "fmfm_timeout", "voicemail_sms"),
    primary_phone: `011 ${digits(user.primary_phone)}`,
  }),
];

function count(n, make) {
  return Array.from({ length: n }, (_, i) => make(i));
}

function range(from, to) {
  return count(to - from + 1, (i) => String(from + i));
}

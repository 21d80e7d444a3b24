import { nameOfCountry } from "../../account/countries.ts";
import { count } from "../../count.ts";
import type { MissingService, UserParams } from "../codes/users.ts";
import type { CellEntries } from "../language.ts";
import { CLEAR } from "./clear.ts";

/** Why a user cannot be as they were wished for, in a file or alone. */
export const users: CellEntries<UserParams> = {
  user_exists: {
    title: "The user exists",
    kind: "User exists",
    short: "user exists already",
    sentence: (p) =>
      `A user with the address ${p.email} exists. ${p.alone ? "Give" : "Remove the row, or give"} another address.`,
    advice: "Somebody on the account has this e-mail address. Remove the row, or give another address.",
  },
  external_id_in_use: {
    title: "The external ID is in use",
    kind: "External ID in use",
    short: "external ID in use",
    sentence: (p) => `The external ID “${p.external_id}” belongs to ${p.user}. Give another, or clear it.`,
    advice: "Somebody on the account has this external ID. Give the user their own, or clear the cell.",
  },
  number_not_parked: {
    title: "The number is not parked",
    kind: "Number not parked",
    short: "number not parked",
    sentence: (p) => `${p.e164} is not among your numbers. Park it under Numbers, or choose another.`,
    advice: "Park the number under Numbers first, or choose another.",
  },
  number_in_use: {
    title: "The number is in use",
    kind: "Number in use",
    short: "number in use",
    sentence: (p) =>
      "user" in p
        ? `${p.e164} belongs to ${p.user}. Choose another number.`
        : `${p.e164} belongs to ${p.holder ?? "a user"}. Take it from the user first; then it can be removed.`,
    advice: "The number belongs to a user. Choose another, or take it from the user first.",
  },
  no_number_available: {
    title: "No number is left to choose",
    kind: "No number left",
    short: "no number left",
    sentence: (p) =>
      p.country === null
        ? `No parked number that begins with ${p.beginning} is left. Park more under Numbers, or choose one.`
        : `No parked number of ${nameOfCountry(p.country)} is left. Park more under Numbers, or choose one.`,
    advice: "The row asks for any number, and all that suit are taken. Park more under Numbers, or write a number.",
  },
  extension_in_use: {
    title: "The extension is in use",
    kind: "Extension in use",
    short: "extension in use",
    sentence: (p) =>
      `${p.extension} belongs to ${p.user ?? "a reserved service"}. Choose another, or leave it blank to get the next free one.`,
    advice: "Choose another extension, or leave it blank to get the next free one.",
  },
  no_extension_available: {
    title: "No extension is free",
    kind: "No extension free",
    short: "no extension free",
    sentence: (p) =>
      `Every extension of ${p.length} digits is taken. Free some, or ask your provider for longer extensions.`,
    advice: "All extensions of this length are taken. Free some, or ask your provider for longer ones.",
  },
  unknown_location: {
    title: "The location does not exist",
    kind: "Unknown location",
    short: "unknown location",
    sentence: sayUnknownLocation,
    advice: "Write the name of one of your locations, or leave the cell blank for the Main Company Address.",
  },
  no_license_available: {
    title: "No licence is left",
    kind: "No licence left",
    short: "no licence left",
    sentence: (p) =>
      p.alone
        ? `No ${p.type} licence is left. Increase them under Licences, or choose another type.`
        : `No ${p.type} licence was left. Increase them under Licences and import this row again.`,
    advice: "Increase the licences under Licences and import the row again.",
  },
  service_not_installed: {
    title: "A service is not installed",
    kind: "Service not installed",
    short: "service not installed",
    sentence: sayMissing,
    advice: "Install the service on the account and give it to the user, or go on without it.",
  },
  internal_error: {
    title: "Something went wrong on our side",
    kind: "Fault on our side",
    short: "our fault",
    sentence: (p) => {
      if (p.of === "row")
        return "Something went wrong on our side, and this user was not created. Import the row again.";
      if (p.of === "undo")
        return "Something went wrong on our side, and this user was not removed. Remove them by hand if they must go.";
      if (p.of === "page")
        return "Nothing is lost. Try again in a moment; if it happens again, tell us the reference below.";
      return `Something went wrong on our side. If it happens again, tell us the reference ${p.reference}.`;
    },
    advice: "It is not your doing, and nothing was half done. Try again; if it stays, tell us the reference.",
  },
};

function sayUnknownLocation(p: UserParams["unknown_location"]): string {
  if ("location" in p) return `The location “${p.location}” no longer exists. Create it again, or choose another.`;
  if (p.suggestion === "") return `There is no location of this name. ${CLEAR} Blank means the Main Company Address.`;
  const meant =
    p.suggestion === null
      ? "Create it first, or leave the cell blank for the Main Company Address."
      : `Did you mean “${p.suggestion}”?`;
  const { locations = [], more = 0 } = p;
  if (locations.length === 0) return `There is no location of this name. ${meant}`;
  const others = more > 0 ? ` and ${count(more)} more` : "";
  return `There is no location of this name. ${meant} Your locations: ${locations.join(", ")}${others}.`;
}

function sayMissing(p: MissingService): string {
  const names = (p.lacking === "user" ? p.services : [p.service]).map((name) => name.toUpperCase()).join(" and ");
  switch (p.lacking) {
    case "import":
      return `${names} is not installed on your account. Install it under Services, or start without it.`;
    case "nobody":
      return `${names} is not installed on your account. Users are created without it.`;
    case "row":
      return `${names} is no longer installed on the account. Install it, or import without it.`;
    case "mailbox":
      return `This user is without ${names}, and so without a voicemail PIN. Give the user ${names} first.`;
    case "user": {
      const [are, them] = p.services.length > 1 ? ["are", "them"] : ["is", "it"];
      return `${names} ${are} not installed on the account. Install ${them} under Services, or leave ${them} out.`;
    }
    default:
      return p satisfies never;
  }
}

import { count } from "../../count.ts";
import { MAX_MAIL_DAYS_AHEAD, TOKEN_DAYS } from "../../limits.ts";
import type { WrongOption } from "../codes/account.ts";
import { wrongEmail } from "./email.ts";
import { mustBe, sayRule } from "./rules.ts";

const fixed = {
  services: "services is a comma list of connect, meet and share, or none alone.",
  account_incomplete: "A new account needs name and main_location (name, country, address).",
  no_numbers: "Paste at least one number, or choose a file that holds some.",
  token_made: "This form has made a token already, and it was shown then. Press the button again to make another one.",
  no_events: "Choose at least one kind of event.",
  webhook_made:
    "This form has added a webhook already, and its secret was shown then. A new secret can be made on its page.",
  current_password: "This is not your current password. Type it again, or sign out and ask for a link.",
  password_common: "Many people have this password, so it is guessed first. Choose another one, such as several words.",
  password_run:
    "This password is one sign or a short part again and again, or counts on from sign to sign. Choose another one, such as several words.",
  password_before: "This is the password that you have now. Choose another one.",
  code: "This code is not right, or it was used already. Wait for the next one of your app, or take a recovery code that you have not used.",
  code_new:
    "This is not the code that the app shows for this secret now. Look whether the clock of the device is right, and type the code that is shown now.",
  passkey: "This passkey cannot be taken. Open the page again, and make one there.",
  passkey_used:
    "This passkey is not one of yours for Muster, or it was not used. Try again, or give your password or a code.",
  pin: "Type the PIN once more: it is not kept. Left blank, one is made.",
  mails_both: "Give mails or mails_at, not both.",
  mails_past: "The time at which the mails are to go has passed already. Choose a later one, or let them go at once.",
  mails_too_far: `The mails can wait for ${MAX_MAIL_DAYS_AHEAD} days at most. Choose an earlier time.`,
  no_mails_at: "Give the day and the time at which the mails are to go, or choose another way.",
  file_and_rows: "A file is chosen, and rows are pasted as well. Clear the rows, or choose no file.",
  no_file_or_rows: "Choose a file, or paste rows that were copied from a spreadsheet.",
  time_zone: "There is no such time zone. Write its IANA name, such as Europe/Amsterdam or America/New_York.",
  country: "Choose a country.",
  address: "The address is too long. Shorten it to 1,000 characters.",
  last_day: "This is not a date. Write the last day as 2027-01-31, or leave it blank.",
  day_over: "The last day is over already. Choose today or a later day.",
  day_too_far: `The last day is too far away. Leave it blank for ${TOKEN_DAYS} days.`,
  expiry_past: `expires_at has passed already. Choose a later time, or leave it out for ${TOKEN_DAYS} days.`,
} as const;

const types = {
  text: "a text",
  texts: "a text, a list of texts, or null",
  value: "a text, a number, or null",
  truth: "true, false, YES, NO, or null",
  services: "a list of connect, meet and share",
} as const;

const ofName = {
  email: "your e-mail address",
  account: "the name of the account",
  product: "the name of the product",
} as const;

const noRecipient = {
  import: "Give the address that the passwords go to, or choose another way.",
  user: "Give the address that the password goes to.",
} as const;

/** Says what is wrong with a value that somebody has chosen. */
export function sayOption(p: WrongOption): string {
  switch (p.about) {
    case "rule":
      return sayRule(p);
    case "name":
      return `The name ${mustBe(p.rule)}.`;
    case "option":
      return `${p.name ?? "An option"} ${p.rule.rule === "email" ? "must be an e-mail address" : mustBe(p.rule)}.`;
    case "type":
      return `${p.name} must be ${types[p.type]}.`;
    case "no_recipient":
      return noRecipient[p.form];
    case "email":
      return wrongEmail(p.fault);
    case "password_length":
      return `A password has ${p.least} to ${p.most} characters; this one has ${p.length}.`;
    case "password_name":
      return `This password is ${ofName[p.what]} with digits and signs. Choose one that nobody can guess who knows you.`;
    case "factors_many":
      return `At most ${p.most} authenticator apps belong to a sign-in. Remove one that you do not use.`;
    case "location_taken":
      return `Another location is called “${p.name}”. Choose another name.`;
    case "location_alias":
      return `“${p.name}” always means the main location. Choose another name.`;
    case "too_many_numbers":
      return `These are ${count(p.count)} numbers; at most ${count(p.most)} are parked at once. Nothing was parked. Park them in parts.`;
    case "encoding":
      return `“${p.label}” is no encoding that Muster knows. Write one such as windows-1251, shift_jis or utf-16le.`;
    case "encoding_unfit":
      return `The file is not in ${p.label}. Choose another encoding.`;
    case "confirm":
      return `confirm is a comma list of questions that are answered with yes: ${p.known.join(", ")}.`;
    case "long_text":
      return `The text of row ${p.row} would have more than ${count(p.most)} characters then. Nothing was changed. Replace it by a shorter one.`;
    case "no_header":
    case "header_several":
    case "no_field":
    case "field_twice":
      return sayColumns(p);
    case "total":
    case "total_below":
    case "type_twice":
    case "type_exists":
    case "too_many_types":
      return sayLicenses(p);
    default:
      return fixed[p.about];
  }
}

type OfColumns = Extract<WrongOption, { readonly about: "no_header" | "header_several" | "no_field" | "field_twice" }>;

function sayColumns(p: OfColumns): string {
  switch (p.about) {
    case "no_header":
      return `The file has no column “${p.header}”. Name a column by its header, or by its number, such as #7.`;
    case "header_several":
      return `Several columns are headed “${p.header}”. Name the one that you mean by its number, such as #7.`;
    case "no_field":
      return `There is no field “${p.field}”. Use the keys of the template’s columns.`;
    case "field_twice":
      return `Two columns cannot both be read as “${p.column}”. Choose one of them.`;
    default:
      return p satisfies never;
  }
}

type OfLicenses = Extract<
  WrongOption,
  { readonly about: "total" | "total_below" | "type_twice" | "type_exists" | "too_many_types" }
>;

function sayLicenses(p: OfLicenses): string {
  switch (p.about) {
    case "total":
      return `Write a whole number from ${count(p.used)} to ${count(p.most)}.`;
    case "total_below":
      return `${count(p.used)} ${p.used === 1 ? "is" : "are"} used: give ${count(p.used)} or more, or delete users first.`;
    case "type_twice":
      return `“${p.type}” occurs twice.`;
    case "type_exists":
      return `“${p.type}” is there already. Change its total in the table.`;
    case "too_many_types":
      return `An account has at most ${p.most} licence types. Remove one first.`;
    default:
      return p satisfies never;
  }
}

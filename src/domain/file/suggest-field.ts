import { countSlips } from "../cells/slips.ts";
import { type ColumnKey, columns, namesOf } from "../columns.ts";

/** Longer headers are not compared: none that is meant is. */
const MOST_COMPARED = 48;
/** One slip in so many letters is a slip. */
const LETTERS_TO_A_SLIP = 5;

/** Gives the fields that unknown headers most likely mean, each once and none that is taken, by the columns' places (T5). */
export function suggestFields(
  unknown: readonly { readonly index: number; readonly base: string }[],
  taken: readonly ColumnKey[],
): ReadonlyMap<number, ColumnKey> {
  const given = new Set(taken);
  const suggestions = new Map<number, ColumnKey>();
  for (const { index, base } of unknown) {
    const field = suggestField(base, given);
    if (field === null) continue;
    given.add(field);
    suggestions.set(index, field);
  }
  return suggestions;
}

/** Gives the field that an unknown header most likely means, by what it says or by a slip in it; none that is taken (T5). */
function suggestField(header: string, taken: ReadonlySet<ColumnKey>): ColumnKey | null {
  const text = squeeze(header);
  if (text === "" || text.length > MOST_COMPARED) return null;
  const meant = synonyms.get(text);
  if (meant) return meant.find((key) => !taken.has(key)) ?? null;
  const slips = Math.floor(text.length / LETTERS_TO_A_SLIP);
  const near = names.find(({ key, name }) => {
    const isNearInLength = Math.abs(name.length - text.length) <= slips;
    return isNearInLength && !taken.has(key) && countSlips(text, name) <= slips;
  });
  return near?.key ?? null;
}

/** Only letters and digits: display_name, DisplayName and “Display-Name*” are the same. */
function squeeze(header: string): string {
  return header
    .slice(0, 4 * MOST_COMPARED)
    .normalize("NFKC")
    .replace(/\([^()]*\)\s*$/, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

const names = columns.flatMap((column) =>
  [...namesOf(column), column.key].map((name) => ({ key: column.key, name: squeeze(name) })),
);

const phones = ["primary_phone", "additional_phones"] as const;
/** What other systems call a column; of several fields the first that the file does not have. */
const others: readonly (readonly [fields: readonly ColumnKey[], headers: string])[] = [
  [
    ["display_name"],
    "name, full name, legal name, preferred name, worker, worker name, user name, user, employee, employee name, person, contact, complete name, common name",
  ],
  [
    ["email"],
    "mail, work mail, e-mail, e-mail address, mail address, email id, work email, business email, primary email, login, upn, user principal name",
  ],
  [
    ["license_type"],
    "license, licence, phone plan, licence type, license type, subscription, plan, subscription type, subscription licence type, sku",
  ],
  [
    phones,
    "phone, telephone, tel, phone number, telephone number, number, did, ddi, direct number, direct line, direct dial, direct phone, office phone, work phone, business phone, desk phone, landline, mobile, mobile phone, mobile number, cell, cell phone, cellphone, cell number, main phone, e164",
  ],
  [
    ["additional_phones"],
    "additional phones, additional phone, additional numbers, other phone, other phones, other numbers, second phone, secondary phone, phone 2, phone2, alternate phone",
  ],
  [["extension"], "ext, extn, extension number, ext number, internal number, short number"],
  [["location"], "location, site, office, office location, branch, building, work location"],
  [
    ["first_name"],
    "given name, legal first name, preferred first name, forename, christian name, first, fname, vorname, prénom, nombre",
  ],
  [
    ["last_name"],
    "surname, legal last name, preferred last name, family name, last, lname, second name, nachname, familienname, apellido, apellidos, nom de famille",
  ],
  [
    ["job_title"],
    "title, business title, position, role, job, job position, job role, occupation, designation, function",
  ],
  [["department"], "dept, division, team, unit, business unit, org unit, abteilung"],
  [["time_zone"], "tz, timezone, time zone offset, utc offset, gmt offset"],
  [["caller_id"], "cid, clid, caller id number, outbound caller id, caller number, calling line id"],
  [["call_timeout"], "timeout, ring timeout, ring time, ring duration"],
  [["voicemail_pin"], "pin, voicemail password, vm pin, voice mail pin, mailbox pin"],
  [["voicemail_operator"], "operator, operator number, operator extension, voicemail operator"],
  [["voicemail_autodelete_days"], "autodelete, auto delete, autodelete period, voicemail retention"],
  [["voicemail_transcription"], "transcription, voicemail transcription, transcribe"],
  [
    ["voicemail_emails"],
    "voicemail email, voicemail emails, voicemail notification email, email for voicemail, notification email",
  ],
  [["voicemail_sms"], "sms, sms number, sms notification, voicemail sms"],
  [["fmfm_order"], "find me order, ringing order, follow me order, find me follow me order"],
  [["fmfm_phones"], "find me number, find me numbers, follow me number, follow me numbers, find me phone number"],
  [["fmfm_timeout"], "find me timeout, follow me timeout"],
  [
    ["external_id"],
    "employee no, employee nr, personnel number, staff id, staff number, user id, userid, uid, badge number, payroll number",
  ],
];

const synonyms: ReadonlyMap<string, readonly ColumnKey[]> = new Map(
  others.flatMap(([fields, headers]) => headers.split(", ").map((header) => [squeeze(header), fields] as const)),
);

import { countSlips } from "../cells/slips.ts";
import { type ColumnKey, columns, namesOf } from "../columns.ts";

/** Longer headers are not compared: none that is meant is. */
const MOST_COMPARED = 48;
/** One slip in so many letters is a slip. */
const LETTERS_TO_A_SLIP = 5;

type Unknown = { readonly index: number; readonly base: string };
type Guess = (text: string, isFree: (key: ColumnKey) => boolean) => ColumnKey | null;

/**
 * Gives the fields that unknown headers most likely mean, each once and none that is taken, by the columns' places (T5). What a
 * header says goes before what it may be with slips, wherever it stands.
 */
export function suggestFields(
  unknown: readonly Unknown[],
  taken: readonly ColumnKey[],
): ReadonlyMap<number, ColumnKey> {
  const given = new Set(taken);
  const suggestions = new Map<number, ColumnKey>();
  const suggest = (guess: Guess) => {
    for (const { index, base } of unknown) {
      const text = squeeze(base);
      if (text === "" || text.length > MOST_COMPARED || suggestions.has(index)) continue;
      const field = guess(text, (key) => !given.has(key));
      if (field === null) continue;
      given.add(field);
      suggestions.set(index, field);
    }
  };
  suggest(fieldSaid);
  suggest(fieldNear);
  return suggestions;
}

function fieldSaid(text: string, isFree: (key: ColumnKey) => boolean): ColumnKey | null {
  const own = names.find(({ key, name }) => name === text && isFree(key))?.key;
  return own ?? synonyms.get(text)?.find(isFree) ?? null;
}

function fieldNear(text: string, isFree: (key: ColumnKey) => boolean): ColumnKey | null {
  // What it says is taken, and it says nothing else.
  if (synonyms.has(text)) return null;
  const slips = Math.floor(text.length / LETTERS_TO_A_SLIP);
  const near = names.find(({ key, name }) => {
    const isNearInLength = Math.abs(name.length - text.length) <= slips;
    return isNearInLength && isFree(key) && isSameKind(text, name) && countSlips(text, name) <= slips;
  });
  return near?.key ?? null;
}

/** A Department ID is no Department, and an Email 2 is another than the Email. */
function isSameKind(text: string, name: string): boolean {
  const digits = (one: string) => one.replace(/\P{Nd}/gu, "");
  const isCode = (one: string) => /(?:id|code)$/.test(one);
  return digits(text) === digits(name) && isCode(text) === isCode(name);
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
    "name, full name, legal name, preferred name, worker, worker name, employee, employee name, person, contact, complete name, common name",
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

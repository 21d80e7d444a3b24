import fc from "fast-check";
import { expect, test } from "vitest";
import type { ColumnKey } from "../../../src/domain/columns.ts";
import { columns } from "../../../src/domain/columns.ts";
import type { WantedUser } from "../../../src/domain/user/user.ts";
import { readAndCheck } from "../../support/files/read-anything.ts";
import { rounds } from "../../support/rounds.ts";

/** What people mean, and what their programs make of it: each pair is a cell in whole or a mark around one. */
const meant: Partial<Record<ColumnKey, readonly string[]>> = {
  display_name: ["Ada King", "'t Hart", "Zoë O’Brien", "Ñandú", "李小龍", "Ward 3, East Wing", '5" Pipe', "-", "0"],
  email: ["ada@acme.example", "o'brien@acme.example", "zoë@acme.example", "a+b-c_d@münchen.example"],
  license_type: ["Pro", "pro", "BASIC"],
  primary_phone: ["+1 415 555 0123", "0014155550124", "1-415-555-0125", "+44 (0)20 7183 8750", "+49 30 1234567"],
  additional_phones: ["+1 415 555 0142; +1 415 555 0143", "+14155550144;", "+1 415 555 0145\n+1 415 555 0146"],
  extension: ["4009", "1236", "0400"],
  location: ["Berlin", " headquarters", "BERLIN"],
  first_name: ["Ada", "=Ada", "José"],
  last_name: ["King", "'t Hart", "+1"],
  job_title: ["Nurse", "N/A", "Head – West"],
  department: ["Sales & more", "Ärzte", "a;b"],
  caller_id: ["+1 415 555 0199", "011 44 20 7183 8750"],
  call_timeout: ["30", "999"],
  voicemail_pin: ["80417", "0417", "936201"],
  voicemail_emails: ["a@acme.example; b@acme.example", "c@acme.example"],
};

/** What programs put around a value, or make of its signs. */
const wrappings: readonly ((text: string) => string)[] = [
  ...Array.from({ length: 5 }, () => (text: string) => text),
  (text) => ` ${text}\u00A0`,
  (text) => `\u200B${text}\uFEFF`,
  (text) => `'${text}`,
  (text) => `="${text}"`,
  (text) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (text) => [...text].join("\u200D"),
  (text) => text.normalize("NFD"),
];

const keys = columns.map(({ key }) => key).filter((key) => meant[key] !== undefined);
const mandatory: readonly ColumnKey[] = ["display_name", "email", "license_type"];

type Row = { readonly [K in ColumnKey]?: string };

const cellOf = (key: ColumnKey) =>
  fc
    .tuple(fc.constantFrom(...(meant[key] ?? [])), fc.constantFrom(...wrappings), fc.boolean())
    .map(([text, wrap, blank]) => (blank && !mandatory.includes(key) ? "" : wrap(text)));

const row: fc.Arbitrary<Row> = fc.record(Object.fromEntries(keys.map((key) => [key, cellOf(key)])));
const file = fc.record({
  order: fc.shuffledSubarray(keys, { minLength: keys.length }),
  rows: fc.array(row, { minLength: 1, maxLength: 4 }),
  separator: fc.constantFrom(",", ";", "\t"),
  encoding: fc.constantFrom<"utf-8" | "utf-16le">("utf-8", "utf-16le"),
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function bytesOf({ order, rows, separator, encoding }: typeof file extends fc.Arbitrary<infer F> ? F : never) {
  const names = order.map((key) => columns.find((column) => column.key === key)?.name ?? "");
  const lines = [names, ...rows.map((cells) => order.map((key) => cells[key] ?? ""))];
  const text = `\uFEFF${lines.map((line) => line.map(quoted).join(separator)).join("\r\n")}\r\n`;
  return new Uint8Array(Buffer.from(text, encoding));
}

const plain = (text: string) => text.normalize("NFKC").replace(/\p{Cf}/gu, "");
const digits = (text: string) => plain(text).replace(/[^0-9]/g, "");
const folded = (text: string) => plain(text).trim().toLowerCase();
const parts = (cell: string) => plain(cell).split(/[;\r\n]/);

/** Whether nothing but a mark of a spreadsheet, spaces and invisible signs stands around a value in its cell. */
function holdsText(cell: string, value: string): boolean {
  const whole = cell.normalize("NFC");
  const at = whole.indexOf(value);
  return at >= 0 && /^[\s\p{Cf}='"]*$/u.test(whole.slice(0, at) + whole.slice(at + value.length));
}

/** The same for an address, in which nobody sees what is dropped. */
const holdsEmail = (cell: string, value: string) => holdsText(cell.replace(/\p{Cf}/gu, ""), value);

/** Whether a number is the cell's, but for its prefix and a trunk zero. */
function holdsPhone(cell: string, value: string): boolean {
  const own = plain(cell)
    .replace("(0)", "")
    .replace(/[^0-9]/g, "");
  return ["", "00", "011"].some((prefix) => own === prefix + value.slice(1));
}

function holdsList(cell: string, values: readonly string[], holds: (part: string, value: string) => boolean): boolean {
  const filled = parts(cell).filter((part) => /[\p{L}\p{N}]/u.test(part));
  return values.length === filled.length && values.every((value, at) => holds(filled[at] ?? "", value));
}

type Value = string | null;
const orBlank = (cell: string, value: Value, holds: (cell: string, value: string) => boolean) =>
  value === null ? !/[^\s\p{Cf}='"]/u.test(cell) : holds(cell, value);

/** The columns in which a user has what their row does not hold. */
function strangers(cells: Row, { settings, ...user }: WantedUser, pin: Value): readonly string[] {
  const cell = (key: ColumnKey) => cells[key] ?? "";
  const same = (one: string, value: string) =>
    folded(one)
      .replace(/^[='"]+|"$/g, "")
      .trim() === folded(value);
  const sameDigits = (one: string, value: string) => digits(one) === value;
  const texts = ["display_name", "first_name", "last_name", "job_title", "department"] as const;
  const held: readonly (readonly [ColumnKey, boolean])[] = [
    ...texts.map((key) => [key, orBlank(cell(key), user[key], holdsText)] as const),
    ["email", orBlank(cell("email"), user.email, holdsEmail)],
    ["license_type", orBlank(cell("license_type"), user.license_type, same)],
    ["location", orBlank(cell("location"), user.location, same)],
    ["primary_phone", orBlank(cell("primary_phone"), user.primary_phone, holdsPhone)],
    ["additional_phones", holdsList(cell("additional_phones"), user.additional_phones, holdsPhone)],
    ["extension", orBlank(cell("extension"), user.extension, sameDigits)],
    ["caller_id", orBlank(cell("caller_id"), settings.caller_id, holdsPhone)],
    ["call_timeout", orBlank(cell("call_timeout"), settings.call_timeout?.toString() ?? null, sameDigits)],
    ["voicemail_pin", orBlank(cell("voicemail_pin"), pin, sameDigits)],
    ["voicemail_emails", holdsList(cell("voicemail_emails"), settings.voicemail_emails, holdsEmail)],
  ];
  return held.flatMap(([key, holds]) => (holds ? [] : [`${key}: ${JSON.stringify(cell(key))}`]));
}

test("F9 V1 no user has a value that the same row and column of the file does not hold, and none is lost", () => {
  let users = 0;
  fc.assert(
    fc.property(file, (given) => {
      const outcome = readAndCheck(bytesOf(given));
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
      for (const [at, { wanted, pin }] of outcome.checked.rows.entries()) {
        if (!wanted) continue;
        users += 1;
        expect(strangers(given.rows[at] ?? {}, wanted, pin)).toEqual([]);
      }
    }),
    { numRuns: rounds(300, 1_000) },
  );
  expect(users).toBeGreaterThan(100);
});

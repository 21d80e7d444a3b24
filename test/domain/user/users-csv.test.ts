import { expect, test } from "vitest";
import { columns } from "../../../src/domain/columns.ts";
import { readRows } from "../../../src/domain/file/csv.ts";
import type { User } from "../../../src/domain/user/user.ts";
import { writeUsersCsv } from "../../../src/domain/user/users-csv.ts";

const dana: User = {
  id: "usr_1",
  email: "dana@acme.example",
  display_name: "Dana Miller",
  services: ["connect", "share"],
  license_type: "Pro",
  primary_phone: "+14155550101",
  additional_phones: ["+14155550102", "+14155550103"],
  extension: "2041",
  location: "Berlin",
  voice_active: true,
  first_name: "Dana",
  last_name: "=Miller",
  job_title: null,
  department: "Ops; EU",
  external_id: "E-0042",
  settings: {
    time_zone: "UTC-05:00",
    time_zone_label: null,
    caller_id: "+14155550101",
    call_timeout: 30,
    voicemail_operator: "1000",
    voicemail_autodelete_days: 14,
    voicemail_transcription: true,
    voicemail_emails: ["a@x.example", "b@x.example"],
    voicemail_sms: null,
    fmfm_order: "sequentially",
    fmfm_phones: [],
    fmfm_timeout: null,
  },
  created_at: "2026-11-22T10:00:00.000Z",
  import: "imp_1",
};

function written(users: readonly User[]): readonly Readonly<Record<string, string>>[] {
  const [heading, ...rows] = [...readRows(writeUsersCsv(users).replace(/^\uFEFF/, ""), ",")].map((row) => row.cells);
  return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [heading?.[at] ?? "", cell])));
}

test("X6 gives users with the columns of the template and their external ID (T6), in their order", () => {
  const [heading] = [...readRows(writeUsersCsv([]).replace(/^\uFEFF/, ""), ",")];
  const names = columns.filter(({ key }) => key !== "voicemail_pin").map(({ name }) => name);
  expect(heading?.cells).toEqual(names);
});

test("M8 no PIN and no column for one", () => {
  expect(writeUsersCsv([dana])).not.toMatch(/PIN/);
});

test("X6 gives every value as the template takes it, guarded (X4)", () => {
  expect(written([dana])).toMatchObject([
    {
      "Display Name": "Dana Miller",
      "Email Address": "dana@acme.example",
      "Primary Phone Number": "'+14155550101",
      "Additional Phone Numbers": "'+14155550102;'+14155550103",
      Extension: "2041",
      "Last Name": "'=Miller",
      "Job Title": "",
      Department: "Ops; EU",
      "Time Zone": "UTC-05:00",
      "Call Timeout": "30",
      "Voicemail Transcription Setting": "YES",
      "Email for Voicemail Notification": "a@x.example;b@x.example",
      "Find Me, Follow Me Phone Number": "",
      "External ID": "E-0042",
    },
  ]);
});

test("X6 a user without CONNECT has blanks in the voice columns", () => {
  const { settings } = dana;
  const [row] = written([
    { ...dana, primary_phone: null, extension: null, settings: { ...settings, voicemail_transcription: null } },
  ]);
  expect(row).toMatchObject({ "Primary Phone Number": "", Extension: "", "Voicemail Transcription Setting": "" });
});

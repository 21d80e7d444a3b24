import fc from "fast-check";
import { expect, test } from "vitest";
import { emergencyPrefixes } from "../../../src/domain/cells/extension.ts";
import { numbersOfSettled } from "../../../src/domain/import/numbers.ts";
import { type SettledRow, type Snapshot, settle } from "../../../src/domain/import/settle.ts";
import { foldCase, type Service, type Settings, type WantedUser } from "../../../src/domain/user/user.ts";
import { said } from "../../support/english.ts";
import { makeFacts } from "../../support/files/facts.ts";
import { rounds } from "../../support/rounds.ts";

const blank: Settings = {
  time_zone: null,
  time_zone_label: null,
  caller_id: null,
  call_timeout: null,
  voicemail_operator: null,
  voicemail_autodelete_days: null,
  voicemail_transcription: false,
  voicemail_emails: [],
  voicemail_sms: null,
  fmfm_order: null,
  fmfm_phones: [],
  fmfm_timeout: null,
};

type Wish = Partial<WantedUser>;

/** Rows from row 2 on, each with an address of its own unless it is given. */
function rowsOf(wishes: readonly Wish[]) {
  return wishes.map((wish, at) => ({
    row: at + 2,
    wanted: {
      display_name: `User ${at + 2}`,
      email: `user${at + 2}@example.com`,
      license_type: "Pro",
      primary_phone: null,
      auto_phone: null,
      additional_phones: [],
      extension: null,
      location: null,
      first_name: null,
      last_name: null,
      job_title: null,
      department: null,
      external_id: null,
      settings: blank,
      ...wish,
    },
  }));
}

type Given = Parameters<typeof makeFacts>[0] & {
  readonly asServices?: readonly Service[];
  readonly emails?: readonly string[];
  /** Users whose rows are skipped, by their addresses. */
  readonly skip?: Readonly<Record<string, string>>;
  readonly externalIds?: Readonly<Record<string, string>>;
  readonly parked?: readonly string[];
  /** In order; none of them is asked for. */
  readonly toChoose?: readonly string[];
  readonly assigned?: Readonly<Record<string, string>>;
  readonly taken?: Readonly<Record<string, string>>;
  readonly free?: Snapshot["free"];
};

function snapshot(wishes: readonly Wish[], given: Given = {}): Snapshot {
  const parked = (given.parked ?? []).map((e164) => [e164, { user: null }] as const);
  const assigned = Object.entries(given.assigned ?? {}).map(([e164, user]) => [e164, { user }] as const);
  return {
    facts: makeFacts(given),
    services: given.asServices ?? ["connect", "meet", "share"],
    emails: new Set([...(given.emails ?? []), ...Object.keys(given.skip ?? {})]),
    skip: new Map(Object.entries(given.skip ?? {})),
    externalIds: new Map(Object.entries(given.externalIds ?? {})),
    numbers: new Map<string, { readonly user: string | null }>([...parked, ...assigned]),
    parked: given.toChoose ?? [],
    extensions: new Map(Object.entries(given.taken ?? {})),
    free: given.free ?? [{ first: 1001, last: 9999 }],
    asked: new Set(wishes.flatMap(({ extension }) => extension ?? [])),
  };
}

function outcomes(wishes: readonly Wish[], given: Given = {}): readonly string[] {
  return settle(rowsOf(wishes), snapshot(wishes, given)).map(say);
}

function say(row: SettledRow): string {
  return row.outcome === "created" ? `${row.row} ${row.user.extension}` : `${row.row} ${row.failure.code}`;
}

const [one, two, three] = ["+14155550101", "+14155550102", "+14155550103"] as const;

test("I3 a row gets what it asks for, and its keys are those that things are compared by", () => {
  const wish = {
    email: "Dana@Example.COM",
    license_type: "Pro",
    primary_phone: one,
    additional_phones: [two],
    extension: "2001",
    location: "BERLIN",
  };
  const [row] = settle(rowsOf([wish]), snapshot([wish], { parked: [one, two] }));
  expect(row).toMatchObject({
    row: 2,
    outcome: "created",
    user: {
      wanted: wish,
      email_key: "dana@example.com",
      license_key: "pro",
      extension: "2001",
      location_id: "loc_1",
      services: ["connect", "meet", "share"],
    },
  });
});

test("spec 2 a row without a location is at the main one", () => {
  const [row] = settle(rowsOf([{}]), snapshot([{}]));
  expect(row).toMatchObject({ user: { location_id: "loc_0" } });
});

test.each<[string, Wish, Given]>([
  ["user_exists", { email: "Dana@EXAMPLE.com" }, { emails: ["dana@example.com"] }],
  ["external_id_in_use", { external_id: "E-42" }, { externalIds: { "E-42": "Ann" } }],
  ["number_not_parked", { primary_phone: one }, {}],
  ["number_not_parked", { primary_phone: one, additional_phones: [two] }, { parked: [one] }],
  ["number_in_use", { primary_phone: one }, { assigned: { [one]: "Ann" } }],
  ["number_in_use", { primary_phone: one, additional_phones: [two] }, { parked: [one], assigned: { [two]: "Ann" } }],
  ["no_number_available", { auto_phone: "" }, { toChoose: ["+16045550101", "+493012345678"] }],
  ["no_number_available", { auto_phone: "+1416" }, { toChoose: [one] }],
  ["unknown_location", { auto_phone: "", location: "Oslo" }, { toChoose: [one] }],
  ["extension_in_use", { extension: "2001" }, { taken: { "2001": "Ann" } }],
  ["extension_in_use", { extension: "1911" }, { reserved: ["1911"] }],
  ["no_extension_available", {}, { free: [] }],
  ["unknown_location", { location: "Oslo" }, {}],
  ["no_license_available", { license_type: "Pro" }, { types: { Pro: 0, Basic: 9 } }],
  ["no_license_available", { license_type: "Gone" }, {}],
  ["service_not_installed", {}, { services: ["connect", "meet"] }],
])("I4 %s fails that row alone: %j, %j", (code, wish, given) => {
  const good = { primary_phone: three, license_type: "Basic", extension: "3001" };
  const parked = [...(given.parked ?? []), three];
  const expected = code === "service_not_installed" ? "3 service_not_installed" : "3 3001";
  expect(outcomes([wish, good], { ...given, parked })).toEqual([`2 ${code}`, expected]);
});

test("I4 says who has it and what to do", () => {
  const given = { assigned: { [one]: "Ann Lee" }, taken: { "2001": "Bob Ray" } };
  const failed = settle(
    rowsOf([{ primary_phone: one }, { extension: "2001" }]),
    snapshot([{ extension: "2001" }], given),
  );
  expect(failed.map((row) => (row.outcome === "failed" ? said(row.failure) : ""))).toEqual([
    `${one} belongs to Ann Lee. Choose another number.`,
    "2001 belongs to Bob Ray. Choose another, or leave it blank to get the next free one.",
  ]);
});

test("I2 of two rows that want the same thing the first wins", () => {
  const parked = [one, two];
  expect(outcomes([{ email: "a@example.com" }, { email: "A@Example.com" }])).toEqual(["2 1001", "3 user_exists"]);
  expect(outcomes([{ primary_phone: one }, { primary_phone: one }], { parked })).toEqual(["2 1001", "3 number_in_use"]);
  expect(
    outcomes([{ primary_phone: one, additional_phones: [two] }, { primary_phone: two }], { parked }).map((row) =>
      row.slice(2),
    ),
  ).toEqual(["1001", "number_in_use"]);
  expect(outcomes([{ extension: "2001" }, { extension: "2001" }])).toEqual(["2 2001", "3 extension_in_use"]);
  expect(outcomes([{}, {}], { types: { Pro: 1 } })).toEqual(["2 1001", "3 no_license_available"]);
  expect(outcomes([{ external_id: "E-42" }, { external_id: "E-42" }, { external_id: "e-42" }])).toEqual([
    ...["2 1001", "3 external_id_in_use", "4 1002"],
  ]);
});

test("I3 a row that fails claims nothing: the next one gets all of it", () => {
  const wish = { primary_phone: one, extension: "2001", license_type: "Pro" };
  const rows = [
    { ...wish, additional_phones: [two] },
    { ...wish, location: "Oslo" },
    { ...wish, license_type: "Gone" },
    { ...wish, email: "user2@example.com" },
  ];
  expect(outcomes(rows, { parked: [one], types: { Pro: 1 } })).toEqual([
    "2 number_not_parked",
    "3 unknown_location",
    "4 no_license_available",
    "5 2001",
  ]);
});

test("I3 licences are counted by type over all rows, ignoring case", () => {
  const types = ["Pro", "pro", "Basic", "PRO", "Basic"].map((license_type) => ({ license_type }));
  expect(outcomes(types, { types: { Pro: 2, Basic: 1 } })).toEqual([
    "2 1001",
    "3 1002",
    "4 1003",
    "5 no_license_available",
    "6 no_license_available",
  ]);
});

test("I3 a blank extension gets the lowest free one that no row asks for, before or after it, and that is not reserved", () => {
  const rows = [{}, { extension: "1002" }, {}, {}, { extension: "1005" }];
  expect(outcomes(rows, { reserved: ["1003"] })).toEqual(["2 1001", "3 1002", "4 1004", "5 1006", "6 1005"]);
});

test("I3 what a row asked for is given to nobody, even when that row fails", () => {
  expect(outcomes([{ extension: "1001", license_type: "Gone" }, {}])).toEqual(["2 no_license_available", "3 1002"]);
});

test.each(emergencyPrefixes.filter((code) => !code.startsWith("0")))(
  "I3 an extension that begins with %s is given to nobody, but may be asked for",
  (code) => {
    const first = Number(code) * 10 - 1;
    const given = { free: [{ first, last: first + 99 }] };
    expect(outcomes([{}, {}], given)).toEqual([`2 ${first}`, `3 ${first + 11}`]);
    expect(outcomes([{ extension: `${code}1` }], given)).toEqual([`2 ${code}1`]);
  },
);

test("I3 when the last extension is gone the rows that need one fail, and those that bring their own do not", () => {
  const free = [{ first: 9989, last: 9999 }];
  expect(outcomes([{}, {}, { extension: "2001" }], { free })).toEqual(["2 9989", "3 no_extension_available", "4 2001"]);
});

test("V2 without CONNECT nothing of the voice columns is claimed and nothing of them can fail a row", () => {
  const wish = {
    primary_phone: one,
    additional_phones: [two],
    extension: "2001",
    location: "Oslo",
    license_type: "Gone",
  };
  const given: Given = {
    asServices: ["meet"],
    taken: { "2001": "Ann" },
    assigned: { [one]: "Ann" },
    types: { Pro: 0 },
  };
  const settled = settle(rowsOf([wish, wish]), snapshot([wish], given));
  expect(settled).toMatchObject([
    { outcome: "created", user: { services: ["meet"], extension: null, location_id: null, license_key: null } },
    { outcome: "created", user: { services: ["meet"], extension: null, location_id: null, license_key: null } },
  ]);
});

test("I14 auto takes the lowest number of the location's country, or one that begins so, each once", () => {
  const toChoose = [one, two, "+14165550101", "+16045550101", "+493012345678"];
  const wishes = [
    ...[{ auto_phone: "+1416" }, { auto_phone: "" }, { auto_phone: "", location: "Berlin" }],
    ...[{ auto_phone: "" }, { auto_phone: "+1" }, { auto_phone: "" }],
  ];
  const chosen = settle(rowsOf(wishes), snapshot(wishes, { toChoose })).map((row) =>
    row.outcome === "created" ? row.user.primary_phone : row.failure.code,
  );
  expect(chosen).toEqual(["+14165550101", one, "+493012345678", two, "+16045550101", "no_number_available"]);
});

test("I14 a row that fails leaves the number to the next, and no row gets an additional one of its own", () => {
  const wishes = [
    ...[
      { auto_phone: "", extension: "2001" },
      { auto_phone: "", additional_phones: [one] },
    ],
    { auto_phone: "" },
  ];
  const settled = settle(
    rowsOf(wishes),
    snapshot(wishes, { parked: [one], toChoose: [one, two], taken: { "2001": "Ann" } }),
  );
  expect(settled.map((row) => (row.outcome === "created" ? numbersOfSettled(row.user) : row.failure.code))).toEqual([
    ...["extension_in_use", [two, one], "no_number_available"],
  ]);
});

test("T6 without CONNECT an external ID is still given once, and a row that fails leaves it to the next", () => {
  const wishes = [{ email: "a@b.example", external_id: "E-42" }, { external_id: "E-42" }, { external_id: "E-42" }];
  expect(outcomes(wishes, { asServices: ["meet"], emails: ["a@b.example"] })).toEqual([
    ...["2 user_exists", "3 null", "4 external_id_in_use"],
  ]);
});

test("V2 without CONNECT an address is still given once and the services must be installed", () => {
  expect(outcomes([{ email: "a@b.example" }, { email: "A@b.example" }], { asServices: ["meet"] })).toEqual([
    "2 null",
    "3 user_exists",
  ]);
  expect(outcomes([{}], { asServices: ["meet"], services: ["share"] })).toEqual(["2 service_not_installed"]);
});

const phones = [one, two, three, "+14155550104"];
const wish: fc.Arbitrary<Wish> = fc.record({
  email: fc.constantFrom("a@x.example", "A@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"),
  license_type: fc.constantFrom("Pro", "pro", "Basic", "Gone"),
  primary_phone: fc.option(fc.constantFrom(...phones), { nil: null }),
  extension: fc.option(fc.constantFrom("101", "102", "103", "911", "150"), { nil: null }),
  location: fc.option(fc.constantFrom("Berlin", "headquarters", "Oslo"), { nil: null, freq: 9 }),
});
const given = fc.record({
  parked: fc.subarray(phones),
  emails: fc.subarray(["a@x.example", "b@x.example"]),
  reserved: fc.subarray(["101", "103"]),
  asServices: fc.constantFrom<readonly Service[]>(["connect", "meet"], ["connect"], ["meet"]),
  services: fc.constantFrom<readonly Service[]>(["connect", "meet"], ["connect", "meet"], ["connect"]),
  free: fc.constantFrom(
    [{ first: 101, last: 104 }],
    [
      { first: 102, last: 102 },
      { first: 910, last: 912 },
    ],
    [],
  ),
  types: fc.record({ Pro: fc.nat(3), Basic: fc.nat(3) }),
});

test("I2 I3 I5 whatever rows ask for, nothing is given twice, no licence too many, and every row ends once, in its place", () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 12 }), given, (wishes, account) => {
      const rows = rowsOf(wishes);
      const facts = snapshot(wishes, { ...account, extensionLength: 3 });
      const settled = settle(rows, facts);
      expect(settled.map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
      const users = settled.flatMap((row) => (row.outcome === "created" ? [row.user] : []));
      const emails = users.map(({ email_key }) => email_key);
      expect(new Set([...emails, ...facts.emails]).size).toBe(emails.length + facts.emails.size);
      const given = users.flatMap(({ extension }) => extension ?? []);
      expect(new Set([...given, ...account.reserved]).size).toBe(given.length + account.reserved.length);
      const voice = users.filter(({ services }) => services.includes("connect"));
      const numbers = voice.flatMap(numbersOfSettled);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(numbers.filter((e164) => !account.parked.includes(e164))).toEqual([]);
      for (const { type, available } of facts.facts.subscriptions) {
        expect(users.filter(({ license_key }) => license_key === foldCase(type)).length).toBeLessThanOrEqual(available);
      }
      const asked = wishes.flatMap(({ extension }) => extension ?? []);
      const lots = voice.filter(({ wanted }) => wanted.extension === null).map(({ extension }) => extension);
      expect(
        lots.filter((extension) => extension === null || extension === "911" || asked.includes(extension)),
      ).toEqual([]);
    }),
    { numRuns: rounds(150, 500) },
  );
});

test("I2 a row is settled alike whatever stands behind it, unless that asks for an extension", () => {
  const asksForNone = wish.map((given) => ({ ...given, extension: null }));
  fc.assert(
    fc.property(
      fc.array(asksForNone, { maxLength: 8 }),
      fc.array(asksForNone, { maxLength: 4 }),
      given,
      (some, more, account) => {
        const facts = { ...account, extensionLength: 3 };
        expect(outcomes([...some, ...more], facts).slice(0, some.length)).toEqual(outcomes(some, facts));
      },
    ),
  );
});

test("I10 a row whose user exists is skipped and takes nothing from those that follow", () => {
  const wishes = [{ email: "Ada@Example.com", primary_phone: one, extension: "2001" }, { primary_phone: one }, {}];
  const given = { parked: [one], types: { Pro: 2 }, skip: { "ada@example.com": "usr_ada" } };
  const [skipped, ...others] = settle(rowsOf(wishes), snapshot(wishes, given));
  expect(skipped).toEqual({
    row: 2,
    outcome: "skipped",
    existing: "usr_ada",
    failure: { code: "user_exists", params: { email: "Ada@Example.com", alone: false } },
  });
  expect(others.map(({ outcome }) => outcome)).toEqual(["created", "created"]);
});

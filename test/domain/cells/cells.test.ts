import { expect, test } from "vitest";
import { said } from "../../support/english.ts";
import { makeFacts } from "../../support/files/facts.ts";
import { notes, read, wrong } from "../../support/files/read-row.ts";

test("reads a row with every cell filled into the user that is wanted", () => {
  const row = read({
    license_type: "pRO",
    primary_phone: "+1 (415) 555-0123",
    additional_phones: "+1 415 555 0124; ;0014155550125;",
    extension: "1001",
    location: " berlin ",
    first_name: "Dana",
    last_name: "Miller",
    job_title: "Engineer",
    department: "R&D",
    time_zone: "(UTC-05:00) Eastern Time (US & Canada)",
    caller_id: "+14155550123",
    call_timeout: "30.0",
    voicemail_pin: "2580",
    voicemail_operator: "1000",
    voicemail_autodelete_days: "365",
    voicemail_transcription: "yes",
    voicemail_emails: "a@example.com;b@example.com",
    voicemail_sms: "+44 20 7183 8750",
    fmfm_order: "SEQUENTIALLY",
    fmfm_phones: "+14155550126",
    fmfm_timeout: "99999",
    external_id: "E-0042",
  });
  expect(row.problems).toEqual([]);
  expect(row.notes).toEqual([]);
  expect(row.pin).toBe("2580");
  expect(row.wanted).toEqual({
    display_name: "Dana Miller",
    email: "dana@example.com",
    license_type: "Pro",
    primary_phone: "+14155550123",
    auto_phone: null,
    additional_phones: ["+14155550124", "+14155550125"],
    extension: "1001",
    location: "Berlin",
    first_name: "Dana",
    last_name: "Miller",
    job_title: "Engineer",
    department: "R&D",
    external_id: "E-0042",
    settings: {
      time_zone: "UTC-05:00",
      time_zone_label: "(UTC-05:00) Eastern Time (US & Canada)",
      caller_id: "+14155550123",
      call_timeout: 30,
      voicemail_operator: "1000",
      voicemail_autodelete_days: 365,
      voicemail_transcription: true,
      voicemail_emails: ["a@example.com", "b@example.com"],
      voicemail_sms: "+442071838750",
      fmfm_order: "sequentially",
      fmfm_phones: ["+14155550126"],
      fmfm_timeout: 99999,
    },
  });
});

test("reads blank cells as null and as empty lists, and a blank transcription as NO", () => {
  const { wanted, pin, problems } = read({});
  expect(problems).toEqual([]);
  expect(pin).toBeNull();
  expect(wanted).toMatchObject({ primary_phone: null, additional_phones: [], extension: null, location: null });
  expect(wanted.settings).toMatchObject({
    time_zone: null,
    time_zone_label: null,
    voicemail_transcription: false,
    voicemail_emails: [],
    fmfm_order: null,
    fmfm_phones: [],
  });
});

test("V2 does not look at voice columns without CONNECT", () => {
  const {
    wanted,
    pin,
    problems,
    notes: noted,
  } = read(
    {
      license_type: "",
      primary_phone: "#REF!",
      additional_phones: "x",
      voicemail_pin: "1",
      fmfm_order: "?",
      job_title: "CTO",
    },
    makeFacts(),
    ["meet", "share"],
  );
  expect({ problems, noted, pin }).toEqual({ problems: [], noted: [], pin: null });
  expect(wanted).toMatchObject({ license_type: null, primary_phone: null, additional_phones: [], job_title: "CTO" });
  expect(wanted.settings).toMatchObject({ voicemail_transcription: null, voicemail_emails: [], fmfm_phones: [] });
});

test("V2 still reads the other columns without CONNECT", () => {
  expect(wrong({ display_name: "", email: "x", time_zone: "EST" }, makeFacts(), ["meet"])).toEqual([
    "display_name required",
    "email invalid_email",
    "time_zone invalid_time_zone → UTC-05:00",
  ]);
});

test("a blank licence type means the account's only one, and is missed where there are several or none", () => {
  expect(read({ license_type: "" }, makeFacts({ types: { Essentials: 3 } })).wanted.license_type).toBe("Essentials");
  expect(wrong({ license_type: "" })).toEqual(["license_type required"]);
  expect(wrong({ license_type: "" }, makeFacts({ types: {} }))).toEqual(["license_type required"]);
});

test("an unknown licence type is told the types that there are", () => {
  const [problem] = read({ license_type: "Prp" }).problems;
  expect(problem).toMatchObject({ code: "unknown_license_type", suggestion: "Pro" });
  expect(said(problem)).toContain("Pro, Basic");
  expect(wrong({ license_type: "Pro" }, makeFacts({ types: {} }))).toEqual(["license_type unknown_license_type"]);
});

test("“Main Company Address” means the main location, whatever that is called", () => {
  const facts = makeFacts({ locations: ["Headquarters", "main company address"] });
  expect(read({ location: " MAIN Company address " }, facts).wanted.location).toBeNull();
  expect(read({ location: "headquarters" }, facts).wanted.location).toBe("Headquarters");
});

test("a location is found though its spaces are of another kind, or two where one is", () => {
  const facts = makeFacts({ locations: ["Headquarters", "New York Office"] });
  for (const location of ["New\u00A0York Office", "new  york\u202Foffice", "New York\u200B Office"]) {
    expect(read({ location }, facts).wanted.location).toBe("New York Office");
  }
  expect(wrong({ location: "NewYork Office" }, facts)).toEqual(["location unknown_location → New York Office"]);
});

test("unknown_location suggests the nearest", () => {
  expect(wrong({ location: "Berln" })).toEqual(["location unknown_location → Berlin"]);
  expect(wrong({ location: "Qqqq" })).toEqual(["location unknown_location"]);
});

test.each(["1", "0", "123456", "000000"])("the voicemail operator may be the extension %s", (text) => {
  expect(read({ voicemail_operator: text })).toMatchObject({
    problems: [],
    wanted: { settings: { voicemail_operator: text } },
  });
});

test("the voicemail operator is a phone number when it is no extension", () => {
  expect(read({ voicemail_operator: "1-415-555-0123" }).wanted.settings.voicemail_operator).toBe("+14155550123");
  expect(wrong({ voicemail_operator: "1234567" })).toEqual(["voicemail_operator country_code_missing"]);
  expect(wrong({ voicemail_operator: "reception" })).toEqual(["voicemail_operator invalid_phone"]);
});

test("choices ignore case, and nothing else passes", () => {
  expect(read({ voicemail_transcription: "No" }).wanted.settings.voicemail_transcription).toBe(false);
  expect(read({ fmfm_order: "simultaneously", fmfm_phones: "+14155550123" }).wanted.settings.fmfm_order).toBe(
    "simultaneously",
  );
  expect(wrong({ voicemail_transcription: "true" })).toEqual(["voicemail_transcription invalid_choice → YES"]);
  expect(wrong({ voicemail_transcription: "Y" })).toEqual(["voicemail_transcription invalid_choice → YES"]);
  expect(wrong({ fmfm_order: "sequential", fmfm_phones: "+14155550123" })).toEqual([
    "fmfm_order invalid_choice → Sequentially",
  ]);
});

test("number_unusual is noted in every column of numbers", () => {
  const unusual = "+1 555 000 1111";
  const row = {
    primary_phone: unusual,
    additional_phones: "+15550001112",
    caller_id: unusual,
    voicemail_operator: unusual,
    voicemail_sms: unusual,
    fmfm_phones: `+14155550123;${unusual}`,
  };
  expect(notes(row)).toEqual(Object.keys(row).map((field) => `${field} number_unusual`));
});

test("email_typo is noted with the whole cell put right", () => {
  expect(read({ email: "Dana@gmial.com" }).notes).toMatchObject([
    { field: "email", code: "email_typo", suggestion: "Dana@gmail.com" },
  ]);
  expect(read({ voicemail_emails: "a@gmial.com; x; b@example.com; c@hotmial.com" }).notes).toMatchObject([
    { field: "voicemail_emails", code: "email_typo", suggestion: "a@gmail.com;x;b@example.com;c@hotmail.com" },
  ]);
});

test.each(["1111", "0000000000", "1234", "4321", "34567", "7890", "0987654321", "2580x"])("weak_pin: %s", (pin) => {
  expect(notes({ voicemail_pin: pin })).toEqual(pin.endsWith("x") ? [] : ["voicemail_pin weak_pin"]);
});

test("weak_pin sees the user's own extension, and nobody else's", () => {
  expect(notes({ voicemail_pin: "2580", extension: "2580" })).toEqual(["voicemail_pin weak_pin"]);
  expect(notes({ voicemail_pin: "2580", extension: "2581" })).toEqual([]);
  expect(notes({ voicemail_pin: "1357" })).toEqual([]);
  expect(notes({ voicemail_pin: "1235" })).toEqual([]);
});

test("fmfm_incomplete stands on the order and on the timeout that have no numbers", () => {
  expect(notes({ fmfm_order: "Sequentially", fmfm_timeout: "5" })).toEqual([
    "fmfm_order fmfm_incomplete",
    "fmfm_timeout fmfm_incomplete",
  ]);
  expect(notes({ fmfm_phones: "+14155550123" })).toEqual([]);
  expect(notes({ fmfm_order: "Sequentially", fmfm_phones: "abc" })).toEqual([]);
});

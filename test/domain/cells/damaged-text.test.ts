import { expect, test } from "vitest";
import { beforeTwice } from "../../../src/domain/cells/value/encoded-twice.ts";
import { said } from "../../support/english.ts";
import { refused, testColumn } from "../../support/files/edges.ts";
import { makeFacts } from "../../support/files/facts.ts";
import { read, wrong } from "../../support/files/read-row.ts";

const twice = (repaired: string) => refused("double_encoded", repaired);

/** F10: what UTF-8 becomes that is read as windows-1252, as ISO 8859-1 or as Mac Roman, and what only looks like it. */
testColumn("job_title", [
  ["letters with accents F10", "Juan JosÃ©", twice("Juan José")],
  ["a capital letter F10", "Ã‰ric", twice("Éric")],
  ["a dash F10", "Head â€“ West", twice("Head – West")],
  ["an apostrophe F10", "Chef dâ€™Ã©quipe", twice("Chef d’équipe")],
  ["Polish F10", "Å‚ucja Å»Ã³Å‚Ä‡", twice("łucja Żółć")],
  ["Czech F10", "DvoÅ™Ã¡k", twice("Dvořák")],
  ["Russian F10", "Ð˜Ð²Ð°Ð½", twice("Иван")],
  ["a sign of currency F10", "Â£ desk", twice("£ desk")],
  ["with control characters, as ISO 8859-1 has them F10", "Ã\u0089ric", twice("Éric")],
  ["two times F10", "JosÃƒÂ©", twice("José")],
  ["an à at the end, whose half looks like a space F10", "La CittÃ\u00A0", twice("La Città")],
  ["an í at the end, whose half is a soft hyphen F10", "MartÃ\u00AD", twice("Martí")],
  ["read as Mac Roman F10", "Jos√© ‚Äì West", twice("José – West")],
  ["a letter lost F10", "M\uFFFDller", refused("damaged_text")],
  ["several letters lost F10", "M\uFFFD\uFFFDller", refused("damaged_text")],
  ...[
    [
      "Chef d’équipe",
      "“Ärzte”",
      "JOSÉ’S",
      "„Äußeres“",
      "IRMÃ",
      "MAÇÃ",
      "SÃO PAULO",
      "ÑANDÚ",
      "Ñandú",
      "Åsa",
      "ÅÄÖ",
      "Ärzte",
    ],
    [
      "Ðorđe",
      "château",
      "Âge d’or",
      "âme",
      "20 ƒ",
      "√2",
      "≈ 3",
      "¬ a",
      "Grupo Ñ\u00A0",
      "“Ñ”",
      "é",
      "naïve",
      "Ø",
      "A ‚b‘",
    ],
    ["José", "Jefe de selección", "Ünal", "Straße", "10 °C", "½ day", "R&D – West", "Été", "Đặng", "Ã", "Ã ", "VÃO"],
  ]
    .flat()
    .map((right) => ["right as it is F10", right, right.trim()] as const),
]);

testColumn("email", [
  ["a letter lost F10", "m\uFFFDller@acme.example", refused("damaged_text")],
  ["a letter encoded twice F10", "jÃ¼rgen@acme.example", twice("jürgen@acme.example")],
  ["half of it is a soft hyphen F10", "martÃ\u00ADn@acme.example", twice("martín@acme.example")],
  ["right as it is F10", "jürgen@acme.example", "jürgen@acme.example"],
]);
testColumn("primary_phone", [["a sign lost F10", "+1 415\uFFFD555 0123", refused("damaged_text")]]);
testColumn("location", [["a letter lost F10", "M\uFFFDnchen", refused("damaged_text")]]);

test("F10 what the account itself calls so is right", () => {
  const facts = makeFacts({ locations: ["Headquarters", "MÃ¼nchen"] });
  expect(wrong({ location: "mÃ¼nchen" }, facts)).toEqual([]);
  expect(wrong({ location: "ZÃ¼rich" }, facts)).toEqual(["location double_encoded → Zürich"]);
});

test("F10 says what was lost, and what the text was", () => {
  expect(said(read({ last_name: "M\uFFFDller" }).problems[0])).toContain("a letter that was lost before the file came");
  expect(said(read({ first_name: "JosÃ©" }).problems[0])).toContain("Did you mean “José”?");
});

test("F10 M8 shows nothing of a PIN", () => {
  const [problem] = read({ voicemail_pin: "Ã©1234" }).problems;
  expect([problem?.code, problem?.suggestion]).toEqual(["double_encoded", null]);
  expect(said(problem)).not.toMatch(/1234|é/);
});

test("F10 comes to the end of cells of the worst", () => {
  for (const worst of ["Ã©", "ÃƒÂ©", "â€™", "√©", "Ã"]) {
    expect(beforeTwice(worst.repeat(1_000_000))).toBeNull();
    for (let at = 0; at < 50; at++) beforeTwice(worst.repeat(2_000 / worst.length));
  }
});

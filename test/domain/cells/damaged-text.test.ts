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
  ["read as windows-1250 F10", "MĂĽller", twice("Müller")],
  ["Czech, read as windows-1250 F10", "DvoĹ™Ăˇk", twice("Dvořák")],
  ["Polish, read as windows-1250 F10", "Ĺ\u0081ukasz ĹĽĂłĹ‚Ä‡", twice("Łukasz żółć")],
  ["Russian, read as windows-1251 F10", "РџРµС‚СЂ", twice("Петр")],
  ["a Latin name, read as windows-1251 F10", "JosГ© GarcГ\u00ADa", twice("José García")],
  ["one letter of a Latin word, read as windows-1251 F10", "RenГ©", twice("René")],
  ["written for a web page F10", "R&amp;D", twice("R&D")],
  ["a letter of HTML F10", "M&uuml;ller", twice("Müller")],
  ["numbers of HTML F10", "O&#39;Brien &#x26; Co", twice("O'Brien & Co")],
  ["written for a program F10", "M\\u00fcller", twice("Müller")],
  ["written for a link F10", "M%C3%BCller", twice("Müller")],
  ["letters lost in words F10", "Jos? Garc?a", refused("damaged_text")],
  ["a letter lost in capitals F10", "M?LLER", refused("damaged_text")],
  ["the first letter lost F10", "?ukasz", refused("damaged_text")],
  ["all letters lost F10", "????? ??????", refused("damaged_text")],
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
    [
      "TĂŞNAD",
      "PĂŞ",
      "Ăștia",
      "Äpfel",
      "STĹPEC",
      "Ді",
      "Рёв",
      "Сёма",
      "ООО «Рёв»",
      "Ёлкин",
      "Дії",
      "Війт",
      "В’ячеслав",
    ],
    [
      "AT&T",
      "R&D;",
      "Q&A",
      "A&B;C",
      "&lt",
      "50% CO2",
      "100%",
      "%E2%82",
      "C:\\users",
      "Who?",
      "Lead (?)",
      "7E12",
      "1E+2",
    ],
    ["José", "Jefe de selección", "Ünal", "Straße", "10 °C", "½ day", "R&D – West", "Été", "Đặng", "Ã", "Ã ", "VÃO"],
  ]
    .flat()
    .map((right) => ["right as it is F10", right, right.trim()] as const),
]);

testColumn("display_name", [
  ["a letter lost at the end F10", "Jos?", refused("damaged_text")],
  ["all of it lost F10", "?", refused("damaged_text")],
  ["an apostrophe of HTML F10", "Sean O&#039;Brien", twice("Sean O'Brien")],
]);
testColumn("external_id", [
  ["shortened by a spreadsheet", "1.23457E+11", refused("spreadsheet_damaged")],
  ["shortened, with a comma", "1,23457E+11", refused("spreadsheet_damaged")],
  ["looks like one, and is right", "7E12", "7E12"],
  ["a question mark is right", "a?b", "a?b"],
  ["an ampersand is right", "a&amp;b", "a&amp;b"],
]);

testColumn("email", [
  ["a letter lost to a sign F10", "m?ller@acme.example", refused("damaged_text")],
  [
    "a link's sign is no lost letter F10",
    "jane@acme.example?subject=Hi",
    refused("invalid_email", "jane@acme.example"),
  ],
  ["an apostrophe of HTML F10", "o&#39;brien@acme.example", twice("o'brien@acme.example")],
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
  expect(said(read({ last_name: "M?ller" }).problems[0])).toContain(
    "holds “?”, which stands for a letter that was lost",
  );
  expect(said(read({ department: "R&amp;D" }).problems[0])).toContain("for a web page");
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

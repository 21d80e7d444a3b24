import { expect, test } from "vitest";
import { readTimeZone } from "../../../src/domain/cells/time-zone.ts";

/** What Windows, Excel and Outlook show and export, by their offset; older versions write GMT for UTC. */
const windows: Readonly<Record<string, readonly string[]>> = {
  "-12:00": ["International Date Line West"],
  "-11:00": ["Coordinated Universal Time-11"],
  "-10:00": ["Aleutian Islands", "Hawaii"],
  "-09:30": ["Marquesas Islands"],
  "-09:00": ["Alaska", "Coordinated Universal Time-09"],
  "-08:00": ["Baja California", "Pacific Time (US & Canada)"],
  "-07:00": ["Arizona", "Chihuahua, La Paz, Mazatlan", "Mountain Time (US & Canada)", "Yukon"],
  "-06:00": ["Central America", "Central Time (US & Canada)", "Guadalajara, Mexico City, Monterrey", "Saskatchewan"],
  "-05:00": ["Bogota, Lima, Quito, Rio Branco", "Eastern Time (US & Canada)", "Indiana (East)", "Haiti", "Chetumal"],
  "-04:00": ["Asuncion", "Atlantic Time (Canada)", "Caracas", "Georgetown, La Paz, Manaus, San Juan", "Santiago"],
  "-03:30": ["Newfoundland"],
  "-03:00": ["Brasilia", "City of Buenos Aires", "Greenland", "Saint Pierre and Miquelon", "Salvador"],
  "-02:00": ["Coordinated Universal Time-02", "Mid-Atlantic - Old"],
  "-01:00": ["Azores", "Cabo Verde Is."],
  "+00:00": ["Dublin, Edinburgh, Lisbon, London", "Monrovia, Reykjavik", "Sao Tome"],
  "+01:00": ["Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Sarajevo, Skopje, Warsaw, Zagreb", "Zürich"],
  "+02:00": ["Athens, Bucharest", "Harare, Pretoria", "Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius", "Kaliningrad"],
  "+03:00": ["Istanbul", "Kuwait, Riyadh", "Minsk", "Moscow, St. Petersburg", "Nairobi", "Volgograd"],
  "+03:30": ["Tehran"],
  "+04:00": ["Abu Dhabi, Muscat", "Astrakhan, Ulyanovsk", "Port Louis", "Tbilisi", "Yerevan"],
  "+04:30": ["Kabul"],
  "+05:00": ["Ashgabat, Tashkent", "Ekaterinburg", "Islamabad, Karachi"],
  "+05:30": ["Chennai, Kolkata, Mumbai, New Delhi", "Sri Jayawardenepura"],
  "+05:45": ["Kathmandu"],
  "+06:00": ["Dhaka", "Omsk"],
  "+06:30": ["Yangon (Rangoon)"],
  "+07:00": ["Bangkok, Hanoi, Jakarta", "Barnaul, Gorno-Altaysk", "Novosibirsk"],
  "+08:00": ["Beijing, Chongqing, Hong Kong, Urumqi", "Kuala Lumpur, Singapore", "Perth", "Ulaanbaatar"],
  "+08:45": ["Eucla"],
  "+09:00": ["Osaka, Sapporo, Tokyo", "Seoul", "Yakutsk"],
  "+09:30": ["Adelaide", "Darwin"],
  "+10:00": ["Brisbane", "Canberra, Melbourne, Sydney", "Guam, Port Moresby", "Vladivostok"],
  "+10:30": ["Lord Howe Island"],
  "+11:00": ["Bougainville Island", "Solomon Is., New Caledonia"],
  "+12:00": ["Auckland, Wellington", "Coordinated Universal Time+12", "Petropavlovsk-Kamchatsky - Old"],
  "+12:45": ["Chatham Islands"],
  "+13:00": ["Nuku'alofa", "Samoa"],
  "+14:00": ["Kiritimati Island"],
};

test.each(Object.entries(windows))("V5 takes every label of Windows at UTC%s", (offset, names) => {
  const zero = offset === "+00:00" ? ["(UTC)", "(GMT)", "GMT", "UTC,"] : [];
  for (const name of names) {
    for (const front of [
      `(UTC${offset})`,
      `(GMT${offset})`,
      `UTC${offset}`,
      `GMT ${offset},`,
      `${offset} -`,
      ...zero,
    ]) {
      const text = `${front} ${name}`;
      expect(readTimeZone(text)).toEqual({ ok: true, value: { offset: `UTC${offset}`, label: text } });
    }
  }
});

test("V5 suggests the standard offset of the names that Windows, Java and databases use for a zone", () => {
  const meant = (name: string) => {
    const reading = readTimeZone(name);
    return reading.ok ? "accepted" : reading.suggestion;
  };
  expect(
    ["Pacific Standard Time", "Central Europe Standard Time", "Tokyo Standard Time", "AUS Eastern Standard Time"].map(
      meant,
    ),
  ).toEqual(["UTC-08:00", "UTC+01:00", "UTC+09:00", "UTC+10:00"]);
  expect(["US/Pacific", "Europe/Berlin", "Asia/Kolkata", "PST8PDT", "CEST", "Sydney"].map(meant)).toEqual([
    ...["UTC-08:00", "UTC+01:00", "UTC+05:30", "UTC-08:00", "UTC+01:00", "UTC+10:00"],
  ]);
});

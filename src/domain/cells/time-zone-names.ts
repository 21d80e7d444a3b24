import { furtherZones } from "./value/further-zones.ts";

/**
 * Names and abbreviations of time zones that people write instead of an offset, with the standard offset: what the
 * clock shows there in winter, whatever the name itself says (V5). Only a help for the message, so the common ones do.
 */
const names: Readonly<Record<string, string>> = {
  "UTC-10:00": "aleutian hst hast hawaii hawaiian Pacific/Honolulu US/Hawaii",
  "UTC-09:00": "akst akdt alaska alaskan America/Anchorage US/Alaska",
  "UTC-08:00": "pst pdt pt pacific America/Los_Angeles America/Vancouver America/Tijuana US/Pacific pst8pdt",
  "UTC-07:00":
    "mst mdt mt mountain us_mountain America/Denver America/Phoenix America/Edmonton America/Boise US/Mountain US/Arizona mst7mdt arizona",
  "UTC-06:00":
    "central_america canada_central cst cdt ct central America/Chicago America/Winnipeg America/Mexico_City America/Costa_Rica America/Guatemala US/Central cst6cdt",
  "UTC-05:00":
    "sa_pacific us_eastern haiti cuba est edt et eastern America/New_York America/Toronto America/Detroit America/Bogota America/Lima America/Panama America/Jamaica US/Eastern est5edt cot pet",
  "UTC-04:00":
    "sa_western venezuela pacific_sa paraguay central_brazilian ast adt atlantic America/Halifax America/Puerto_Rico America/Caracas America/La_Paz America/Santiago America/Santo_Domingo clt bot vet",
  "UTC-03:30": "nst ndt newfoundland America/St_Johns Canada/Newfoundland",
  "UTC-03:00":
    "e._south_america sa_eastern montevideo bahia brt art uyt America/Sao_Paulo America/Argentina/Buenos_Aires America/Buenos_Aires America/Montevideo argentina",
  "UTC-02:00": "greenland",
  "UTC-01:00": "cape_verde azot Atlantic/Azores azores Atlantic/Cape_Verde",
  "UTC+00:00":
    "wet west bst greenwich zulu Europe/London Europe/Dublin Europe/Lisbon Africa/Accra Africa/Abidjan Atlantic/Reykjavik Atlantic/Canary Etc/UTC Etc/GMT",
  "UTC+01:00":
    "w._central_africa morocco cet cest met mez mesz wat central_europe central_european w._europe romance Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Copenhagen Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich Africa/Lagos Africa/Algiers Africa/Tunis Africa/Casablanca",
  "UTC+02:00":
    "middle_east libya kaliningrad e._europe eet eest cat sast fle gtb Europe/Athens Europe/Bucharest Europe/Chisinau Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius Africa/Cairo Africa/Johannesburg Africa/Harare Africa/Maputo Asia/Jerusalem Asia/Beirut Asia/Nicosia egypt israel south_africa",
  "UTC+03:00":
    "e._africa jordan syria belarus msk trt eat arab arabic Europe/Moscow Europe/Istanbul Europe/Minsk Africa/Nairobi Africa/Addis_Ababa Asia/Baghdad Asia/Riyadh Asia/Kuwait Asia/Qatar Asia/Amman Asia/Damascus russian turkey",
  "UTC+03:30": "irst iran Asia/Tehran",
  "UTC+04:00":
    "georgian caucasus azerbaijan mauritius gst Asia/Dubai Asia/Muscat Asia/Baku Asia/Tbilisi Asia/Yerevan Indian/Mauritius Europe/Samara arabian",
  "UTC+04:30": "aft afghanistan Asia/Kabul",
  "UTC+05:00":
    "west_asia ekaterinburg pkt uzt pakistan Asia/Karachi Asia/Tashkent Asia/Yekaterinburg Indian/Maldives Asia/Almaty",
  "UTC+05:30": "ist india Asia/Kolkata Asia/Calcutta Asia/Colombo sri_lanka",
  "UTC+05:45": "npt nepal Asia/Kathmandu Asia/Katmandu",
  "UTC+06:00": "central_asia bangladesh Asia/Dhaka Asia/Thimphu",
  "UTC+06:30": "mmt myanmar Asia/Yangon Asia/Rangoon",
  "UTC+07:00":
    "n._central_asia north_asia ict wib se_asia Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Saigon Asia/Phnom_Penh Asia/Novosibirsk",
  "UTC+08:00":
    "north_asia_east ulaanbaatar awst sgt hkt pht myt china singapore taipei w._australia Asia/Shanghai Asia/Hong_Kong Asia/Singapore Asia/Kuala_Lumpur Asia/Manila Asia/Taipei Asia/Makassar Australia/Perth",
  "UTC+08:45": "acwst Australia/Eucla",
  "UTC+09:00": "jst kst tokyo korea japan Asia/Tokyo Asia/Seoul Asia/Pyongyang",
  "UTC+09:30": "aus_central acst acdt cen._australia Australia/Adelaide Australia/Darwin",
  "UTC+10:00":
    "aus_eastern tasmania west_pacific vladivostok aest aedt chst e._australia Australia/Sydney Australia/Melbourne Australia/Brisbane Australia/Hobart Australia/Canberra Pacific/Guam Asia/Vladivostok",
  "UTC+10:30": "lhst lord_howe Australia/Lord_Howe",
  "UTC+11:00": "central_pacific Pacific/Noumea Pacific/Guadalcanal",
  "UTC+12:00": "kamchatka nzst nzdt new_zealand Pacific/Auckland Pacific/Fiji fiji",
  "UTC+12:45": "chast chadt chatham_islands Pacific/Chatham",
  "UTC+13:00": "tot tonga Pacific/Tongatapu Pacific/Apia samoa",
  "UTC+14:00": "Pacific/Kiritimati",
};

// The later of these tables wins, where two name a city.
const offsets: ReadonlyMap<string, string> = new Map(
  [...Object.entries(furtherZones), ...Object.entries(names)].flatMap(([offset, known]) =>
    known.split(" ").flatMap((name): (readonly [string, string])[] => [
      [name.toLowerCase(), offset],
      [cityOf(name.toLowerCase()), offset],
    ]),
  ),
);

/** Berlin of Europe/Berlin; UTC of Etc/UTC is no city. */
function cityOf(name: string): string {
  return name.startsWith("etc/") ? name : name.slice(name.lastIndexOf("/") + 1);
}

/** Gives the standard offset of a zone's name or abbreviation, ignoring case and “Standard Time”; null if it is not a known one (V5). */
export function standardOffset(name: string): string | null {
  const plain = name.toLowerCase().replace(/\s+(?:(?:standard|daylight|summer)\s+)?time\b.*$/, "");
  return offsets.get(plain.replace(/\s+/g, "_")) ?? offsets.get(plain.replace(/[\s(].*$/, "")) ?? null;
}

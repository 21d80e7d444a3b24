import type { ColumnKey } from "../../src/domain/columns.ts";
import type { Location } from "../lib/inventory.mjs";
import { person } from "./names.ts";
import type { Random } from "./random.ts";
import { foreignNumber, type Seats, written } from "./seats.ts";

const list = (text: string) => text.split(" | ");
const titles = list(
  'Nurse | Physician | Nurse, night shift | Receptionist | Chirurgien(ne) | Pharmacist | “Front desk” lead | Technicien; radiologie | Facharzt für Chirurgie | Head of "Care" | Midwife | Data analyst',
);
const departments = list(
  "Cardiology | Pédiatrie | Radiology | Emergency, adults | Front Desk | Pharmacy | IT | Billing | Urgences & Soins | Oncology",
);
const zones = {
  US: list(
    "UTC-08:00 | (UTC-05:00) Eastern Time (US & Canada) | UTC-5 | -05:00 | (UTC-08:00) Pacific Time (US & Canada) | UTC -8 | gmt-5 | UTC−05:00 | -8 | UTC-09:30 | UTC-03:30 | (UTC-06:00) Central Time (US & Canada) | UTC-12 | UTC-10:00",
  ),
  FR: list(
    "UTC+01:00 | (UTC+01:00) Brussels, Copenhagen, Madrid, Paris | GMT+1 | +01:00 | utc+1 | UTC | GMT | Z | UTC+0530 | UTC+5:30 | +05:45 | UTC+8:45 | UTC+12:45 | UTC+14 | (UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius",
  ),
};
const YES_NO = ["YES", "NO", "Yes", "no"];
const ORDERS = ["Sequentially", "Simultaneously", "sequentially", "SIMULTANEOUSLY"];

/** Every cell of a user that the template has. */
export type FullUser = Record<Exclude<ColumnKey, "external_id">, string>;

type Wanted = {
  /** The user's place in the sample, and the person's among all people. */
  readonly n: number;
  readonly who: number;
  readonly location: Location;
  readonly licence: string;
  /** So many additional numbers. */
  readonly more: number;
  readonly seat: Seats;
  readonly draw: Random;
  /** Those that are taken; the user's is added. */
  readonly pins: Set<string>;
  readonly operators: readonly string[];
};

/** A user with every column of the template filled in. */
export function fullUser({ n, who, location, licence, seat, more, draw, pins, operators }: Wanted): FullUser {
  const { whole, pick } = draw;
  const primary = seat.number(location);
  const extension = seat.extension();
  const human = person(who);
  const elsewhere = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) => foreignNumber(from + i, location));
  return {
    ...human,
    license_type: licence,
    primary_phone: written(primary, n),
    additional_phones: Array.from({ length: more }, (_, i) => written(seat.number(location), n + i)).join(";"),
    extension,
    location: location.name,
    job_title: pick(titles),
    department: pick(departments),
    time_zone: pick(location.country === "FR" ? zones.FR : zones.US),
    caller_id: written(primary, n + 1),
    call_timeout: String(pick([5, 15, 20, 30, 45, 60, 120, 999, whole(5, 999)])),
    voicemail_pin: freshPin(draw, pins, extension),
    voicemail_operator: n % 4 === 0 ? written(foreignNumber(n, location), n) : pick(operators),
    voicemail_autodelete_days: String(pick([1, 7, 14, 30, 90, 365, whole(1, 365)])),
    voicemail_transcription: pick(YES_NO),
    voicemail_emails: [human.email, "voicemail@acme.example", "night-desk@acme.example"]
      .slice(0, whole(1, 3))
      .join(";"),
    voicemail_sms: written(foreignNumber(n * 3, location), n),
    fmfm_order: pick(ORDERS),
    fmfm_phones: elsewhere(whole(1, 3), n).join(n % 2 === 0 ? ";" : "; "),
    fmfm_timeout: String(pick([1, 5, 10, 60, 99999, whole(1, 9999)])),
  };
}

/** A PIN that no other row has and that is not weak. */
function freshPin(draw: Random, pins: Set<string>, extension: string): string {
  const pin = Array.from({ length: draw.whole(4, 10) }, () => draw.whole(0, 9)).join("");
  if (pins.has(pin) || pin === extension || isPlain(pin)) return freshPin(draw, pins, extension);
  pins.add(pin);
  return pin;
}

/** One digit repeated, or a run up or down. */
function isPlain(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1;
}

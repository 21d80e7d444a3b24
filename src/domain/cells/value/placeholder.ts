import { type CellReading, type Fault, fault, note } from "../reading.ts";

const PLACEHOLDERS: ReadonlySet<string> = new Set(["null", "\\n", "n/a", "none", "-", "--", "–", "—", "?", "0"]);

/** Tells whether a text alone in a cell is what systems and people write where there is nothing (`placeholder`). */
export function isPlaceholder(text: string): boolean {
  return text.length <= 4 && PLACEHOLDERS.has(text.toLowerCase());
}

/** Gives the reading of a placeholder in an optional cell: a text is noted, and the error of any other suggests a blank cell. */
export function readPlaceholder(reading: CellReading, isText: boolean): CellReading {
  if (reading.faults.length > 0) return { ...reading, faults: reading.faults.map(toClear) };
  return isText ? { ...reading, notes: [...reading.notes, note("placeholder", {}, "")] } : reading;
}

function toClear(found: Fault): Fault {
  switch (found.code) {
    case "invalid_phone":
    case "country_code_missing":
      return fault("invalid_phone", { reason: "placeholder" }, "");
    case "invalid_email":
      return fault("invalid_email", { placeholder: true }, "");
    case "invalid_extension":
      return fault("invalid_extension", { reason: "placeholder" }, "");
    case "invalid_pin":
      return fault("invalid_pin", { reason: "placeholder" }, "");
    case "invalid_choice":
      // A 0 or a dash is NO.
      return fault("invalid_choice", { ...found.params, clear: true }, found.suggestion ?? "");
    case "not_a_number":
      return fault("not_a_number", { ...found.params, clear: true }, "");
    case "out_of_range":
      return fault("out_of_range", { ...found.params, clear: true }, "");
    case "unknown_license_type":
      return fault("unknown_license_type", { ...found.params, clear: true }, "");
    case "unknown_location":
      return fault("unknown_location", { suggestion: "", locations: [], more: 0 }, "");
    case "invalid_time_zone":
      return fault("invalid_time_zone", { suggestion: "", named: false }, "");
    default:
      return found;
  }
}

import type { SortKey, UserSort } from "../../../domain/user/listing.ts";
import type { Position, SortRecord } from "./position.ts";
import type { WalkKey } from "./walk.ts";

type IndexKeys = Pick<SortRecord, "email_key" | "name_key" | "extension">;

/** Gives what a user is sorted by in the order of an index. */
export function keyOf(key: WalkKey, { email_key, name_key, extension }: IndexKeys): string | null {
  return { email: email_key, name: name_key, extension }[key];
}

function placeOf(key: SortKey, record: SortRecord): Position {
  const { serial, license_key, location_key, department_key } = record;
  switch (key) {
    case "created":
      return { key: null, serial };
    case "licence":
      return { key: license_key, serial };
    case "location":
      return { key: location_key, serial };
    case "department":
      return { key: department_key, serial };
    default:
      return { key: keyOf(key, record), serial };
  }
}

/** Sorts users whose keys are all known, and gives the places of one page: as the indexes would, whoever has no key last. */
export function pageOfKeys(
  records: readonly SortRecord[],
  sort: UserSort,
  from: Position | "",
  limit: number,
): readonly Position[] {
  const places = records.map((record) => placeOf(sort.key, record)).toSorted((one, other) => compare(one, other, sort));
  const rest = from === "" ? places : places.filter((place) => compare(place, from, sort) > 0);
  return rest.slice(0, limit);
}

/** Of equal names the index gives the last serial first when it is read backwards; groups are read forwards always. */
function compare(one: Position, other: Position, { key, descending }: UserSort): number {
  if (one.key === null || other.key === null) {
    return Number(one.key === null) - Number(other.key === null) || one.serial - other.serial;
  }
  const direction = descending ? -1 : 1;
  if (one.key !== other.key) return one.key < other.key ? -direction : direction;
  return (key === "name" ? direction : 1) * (one.serial - other.serial);
}

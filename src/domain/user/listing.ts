import { facet, wholly } from "./search-text.ts";
import { foldCase, type Service, type WantedUser } from "./user.ts";

/** What users are sorted by (E11). */
export const sortKeys = ["email", "name", "extension", "licence", "location", "department", "created"] as const;
export type SortKey = (typeof sortKeys)[number];

/** An order of users. Whoever has no such value comes last, whichever way round it is. */
export type UserSort = { readonly key: SortKey; readonly descending: boolean };

/** Some of them as the API calls them in a user. */
const ofUser: ReadonlyMap<string, SortKey> = new Map([
  ["display_name", "name"],
  ["license_type", "licence"],
  ["created_at", "created"],
]);

/** Reads `name`, or `-name` for descending; null where it is neither. */
export function readSort(text: string): UserSort | null {
  const descending = text.startsWith("-");
  const name = descending ? text.slice(1) : text;
  const key = ofUser.get(name) ?? sortKeys.find((known) => known === name);
  return key === undefined ? null : { key, descending };
}

/** Writes an order as readSort reads it. */
export function writeSort({ key, descending }: UserSort): string {
  return `${descending ? "-" : ""}${key}`;
}

/** Which users are listed; null of each is all. */
export type UserFilter = {
  readonly license_type: string | null;
  readonly location: string | null;
  readonly department: string | null;
  readonly service: Service | null;
  readonly import: string | null;
  readonly voice_active: boolean | null;
};

export const noFilter: UserFilter = {
  license_type: null,
  location: null,
  department: null,
  service: null,
  import: null,
  voice_active: null,
};

/** Says in the terms of the index whom a filter lets through; `location` is the id of the one that it names. */
export function matchFilter(filter: UserFilter, location: string | null): readonly string[] {
  const { license_type, department, service, voice_active } = filter;
  return [
    ...(license_type === null ? [] : [wholly("license", foldCase(license_type))]),
    ...(filter.location === null ? [] : [facet("o", location ?? "nowhere")]),
    ...(department === null ? [] : [wholly("department", departmentKey(department))]),
    ...(service === null ? [] : [facet("s", service)]),
    ...(filter.import === null ? [] : [facet("i", filter.import)]),
    ...(voice_active === null ? [] : [facet("v", voice_active ? "1" : "0")]),
  ];
}

/** Gives a text as lists are ordered by it: in lower case, without the accents of Latin, Greek and Cyrillic letters. */
export function sortKey(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase();
}

/** Gives a department as it is compared. A bar is what the index puts around it. */
export function departmentKey(department: string): string {
  return sortKey(department).replaceAll("|", " ");
}

/** What is kept of a user's name and department for ordering lists. */
export function sortedBy({ display_name, department }: Pick<WantedUser, "display_name" | "department">) {
  return {
    name_key: sortKey(display_name),
    department_key: department === null ? null : departmentKey(department),
  } as const;
}

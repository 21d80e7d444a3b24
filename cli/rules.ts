import type { AccountFacts } from "../src/domain/account/account.ts";
import { checkRows } from "../src/domain/check/check.ts";
import type { FileProblem, Problem } from "../src/domain/check/report.ts";
import type { Cells } from "../src/domain/columns.ts";
import { encodingNamed } from "../src/domain/file/encoding/named.ts";
import { readFile } from "../src/domain/file/read-file.ts";
import { sayIn } from "../src/domain/problems/say.ts";
import { isService, type Service } from "../src/domain/user/user.ts";

/** A problem of a file in words. */
export type Told = {
  readonly row: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  readonly suggestion: string | null;
};

/** The options of an import that decide how a file is read. */
export type Options = { readonly services?: string; readonly encoding?: string; readonly unknown_columns?: string };

/**
 * Finds the errors of a file that are errors in every account (spec 3 and 4), by the code that the server checks with. What the
 * account alone knows (its licence types, locations, numbers, extensions) is left to it, and so are questions and warnings.
 */
export function checkOffline(bytes: Uint8Array, { services, encoding, unknown_columns }: Options): readonly Told[] {
  const read = readFile(bytes, {
    encoding: encoding === undefined ? null : encodingNamed(encoding),
    columns: [],
    remembered: [],
    unknownColumns: unknown_columns === "ignore" ? "ignore" : "refuse",
    licenseTypes: ONE_TYPE,
    connect: true,
  });
  if (!read.ok) return read.problems.map(told);
  const { fields, rows, headerProblems } = read.file;
  // Of a column that is missing its header alone is told.
  const isNamed = ({ field }: Problem) => field === null || fields.some(({ key }) => key === field);
  const checked = checkRows({
    rows,
    columns: fields,
    facts: factsFor(rows.map(({ cells }) => cells)),
    held: nothingHeld,
    options: { services: servicesIn(services) },
    runningImport: null,
  });
  return [...headerProblems, ...checked.report.errors.filter(isEverywhere).filter(isNamed)].map(told);
}

/** With one licence type its column may be missing: whether it may is the account's to judge. */
const ONE_TYPE = 1;
const MANY = 1_000_000;

/** Codes that another account might not give. */
const ofAccount = ["unknown_license_type", "unknown_location"];

/** An inventory may have any number, and extensions have the length that the account has. */
function isEverywhere({ code, field, value }: Problem): boolean {
  if (code === "required") return field !== "license_type";
  if (ofAccount.includes(code)) return false;
  if (code === "invalid_phone" || code === "country_code_missing") {
    return field !== "primary_phone" && field !== "additional_phones";
  }
  return code !== "invalid_extension" || !/^[1-9]\d{2,5}$/.test(value ?? "");
}

function told(problem: Problem | FileProblem): Told {
  const { row, column, code, suggestion } = problem;
  return { row, column, code, message: sayIn("en").sentence(problem), suggestion };
}

function servicesIn(text: string | undefined): readonly Service[] | null {
  const names = text?.split(",").map((name) => name.trim().toLowerCase());
  return names ? names.filter(isService) : null;
}

/** An account that has whatever the file names. */
function factsFor(rows: readonly Cells[]): AccountFacts {
  const named = (key: "license_type" | "location") => [...new Set(rows.flatMap((cells) => cells[key] ?? []))];
  const locations = ["Main", ...named("location")];
  const types = ["Any", ...named("license_type")];
  return {
    account: {
      ...{ id: "any", name: "any", services: ["connect", "meet", "share"], silent_mode: false },
      ...{ extension_length: 4, reserved_extensions: [], retention_days: 30, time_zone: "UTC" },
      ...{ require_factor: false, self_service: [] },
    },
    subscriptions: types.map((type) => ({ type, total: MANY, used: 0, available: MANY })),
    locations: locations.map((name, at) => ({ id: name, name, country: "US", address: "", main: at === 0 })),
  };
}

const nothingHeld = {
  ...{ emails: new Set<string>(), externalIds: new Map<string, string>(), extensions: new Map<string, string>() },
  ...{ numbers: new Map<string, { readonly user: string | null }>(), parked: [], freeExtensions: MANY },
};

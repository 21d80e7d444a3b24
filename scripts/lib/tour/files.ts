import { columns } from "../../../src/domain/columns.ts";

/** So many rows of users who have one licence; `part` begins their addresses. */
export function lines(rows: number, type: string, part = "new"): string {
  const users = Array.from({ length: rows }, (_, n) => `Person ${n + 1},${part}.${n + 1}@acme.example,${type}`);
  return ["Display Name,Email Address,Subscription License Type", ...users].join("\r\n");
}

/** Twenty rows under twelve headers of another program. */
export function foreignHeaders(): string {
  const header =
    "Worker,Work Mail,Plan,Given Name,Family Name,Business Title,Org Unit,Cost Centre,Hire Date,Manager,Site,Entity";
  const row = (n: number) =>
    `Person ${n},hr.${n}@acme.example,Pro,Ada,King,Nurse,Ward ${n},4711,2026-01-31,Eve,North,Acme`;
  return [header, ...Array.from({ length: 20 }, (_, n) => row(n + 1))].join("\r\n");
}

/** Twenty rows in windows-1251, in which each letter from А to я is one byte from 0xC0 on. */
export function cyrillic(): Buffer<ArrayBuffer> {
  const users = Array.from({ length: 20 }, (_, n) => `Мария Иванова ${n},maria.${n}@acme.example,Pro`);
  const text = ["Display Name,Email Address,Subscription License Type", ...users].join("\r\n");
  return Buffer.from(Array.from(text, (sign) => (sign < "А" ? sign.charCodeAt(0) : sign.charCodeAt(0) - 0x350)));
}

/** Twenty rows, in one of which a comma in a value has moved what follows. */
export function movedCells(): string {
  const row = (n: number) => `Person ${n},moved.${n}@acme.example,Pro,${n === 7 ? "Ward 3, East Wing" : "Ward 3"},`;
  const header = "Display Name,Email Address,Subscription License Type,Department,Job Title";
  return [header, ...Array.from({ length: 20 }, (_, n) => row(n + 1))].join("\r\n");
}

/** A thousand rows with five mistakes each. */
export function manyProblems(): string {
  const headers = "Display Name,Email Address,Subscription License Type,Voice Location,Call Timeout,Voicemail PIN";
  const rows = Array.from({ length: 1_000 }, (_, n) => `Person ${n + 1},person.${n + 1}@,Prof,Lyon Ofice,${n % 5},12`);
  return [headers, ...rows].join("\r\n");
}

/** A thousand rows with a mistake in each of the template's 23 cells. */
export function everyCellWrong(): string {
  const template = columns.filter((column) => !("inTemplate" in column));
  const long = "x".repeat(300);
  const row = (n: number) =>
    template.map(({ kind, key }) => (kind.type === "text" ? `${key} ${n} ${long}`.slice(0, kind.max + 9) : `?${n}`));
  const headers = template.map(({ name }) => `"${name}"`);
  return [headers, ...Array.from({ length: 1_000 }, (_, n) => row(n + 1))].map((cells) => cells.join(",")).join("\r\n");
}

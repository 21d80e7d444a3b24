import { count } from "../../count.ts";
import type { WrongEmail } from "../codes/account.ts";
import type { CellParams } from "../codes/cells.ts";
import { CLEAR } from "./clear.ts";

/** Says what is wrong with an address, in a cell or in a field of a form. */
export function wrongEmail(fault: WrongEmail): string {
  return fault.code === "too_long" ? tooLong(fault.params) : invalidEmail(fault.params);
}

export function tooLong({ column, max, unit, length }: CellParams["too_long"]): string {
  const most = `${count(length)} ${unit}; the most is ${count(max)}`;
  return `${column ?? "The address"} has ${most}. Shorten it by ${count(length - max)}.`;
}

export function invalidEmail(p: CellParams["invalid_email"]): string {
  if ("placeholder" in p) return `This is no e-mail address. ${CLEAR}`;
  if ("several" in p) return "There are several addresses here. Put a semicolon between one address and the next.";
  const how = "as name@example.com, without a display name, quotes or spaces.";
  if (p.more === 0) return `“${p.value}” is not an e-mail address. Write it ${how}`;
  return `“${p.value}” and ${count(p.more)} more are not e-mail addresses. Write each ${how}`;
}

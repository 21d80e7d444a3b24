import { readRecipient } from "../../../acts/users/reset-password.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import type { BulkAct, BulkChoice } from "../../../domain/user/bulk/bulk.ts";
import type { UserEdit } from "../../../domain/user/edit.ts";
import { isService, type Service } from "../../../domain/user/user.ts";
import type { PasswordForm, Selection } from "../../../views/users/bulk/ask.tsx";
import type { Wanted } from "../../../views/users/bulk/choices.tsx";
import { type ActName, acts } from "../../../views/users/picked.tsx";
import { viewIn } from "./wanted.ts";

/** A step of an act on many users, as its fields say: of an address, or of a form. */
export type BulkStep = {
  readonly name: ActName | null;
  readonly selection: Selection;
  readonly wanted: Wanted;
  readonly form: PasswordForm;
  readonly key: string;
  readonly seen: string;
};

/** An address and a form hold at most so many users: a page has fewer. */
const MOST_TICKED = 200;

/** Reads a step; what cannot be is as good as not there. */
export function readStep(fields: URLSearchParams): BulkStep {
  const of = (name: string) => fields.get(name) ?? "";
  const services = fields.getAll("services").filter(isService);
  return {
    name: acts.find(({ name }) => name === of("action"))?.name ?? null,
    selection: {
      view: viewIn((name) => of(name).slice(0, 200)),
      all: of("all") === "1",
      users: [...new Set(fields.getAll("users"))].slice(0, MOST_TICKED),
    },
    wanted: { to: of("to"), services },
    form: {
      passwords: of("passwords") === "recipient" ? "recipient" : "users",
      password_recipient: of("password_recipient"),
      wrong: null,
    },
    key: of("key"),
    seen: of("seen"),
  };
}

/** Tells whom a step is about; null where nobody was picked. */
export function choiceOf({ selection: { view, all, users } }: BulkStep): BulkChoice | null {
  if (all) return { by: "search", q: view.q, filter: view.filter };
  return users.length === 0 ? null : { by: "users", users };
}

/** What a step is to do; null until it is known what the users are to get, and the fault where it cannot be done. */
export function actOf({ name, wanted, form }: BulkStep): BulkAct | null | Failure {
  switch (name) {
    case null:
      return null;
    case "send_passwords": {
      if (form.passwords === "users") return { action: "send_passwords", recipient: null };
      const read = readRecipient(form.password_recipient);
      return read.ok ? { action: "send_passwords", recipient: read.value } : read.failure;
    }
    case "send_welcome":
    case "delete":
      return { action: name };
    case "license_type":
    case "location":
      return wanted.to === "" ? null : change({ [name]: wanted.to }, null);
    case "services":
      return wanted.services.length === 0 ? null : change({}, wanted.services);
    default:
      return name satisfies never;
  }
}

function change(cells: UserEdit["cells"], services: readonly Service[] | null): BulkAct {
  return { action: "change", edit: { cells, services } };
}

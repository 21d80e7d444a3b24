import type { AccountFacts } from "../../../domain/account/account.ts";
import { readEmail } from "../../../domain/cells/email.ts";
import { readValue } from "../../../domain/cells/value/read-value.ts";
import { type Cells, columnKeys, columnOf, isColumnKey } from "../../../domain/columns.ts";
import { type PasswordRoute, passwordRoutes } from "../../../domain/import/options.ts";
import { coded, type Params } from "../../../domain/problems/codes.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { cellsOfUser, filled } from "../../../domain/user/cells-of-user.ts";
import { editableKeys, type UserEdit } from "../../../domain/user/edit.ts";
import { foldCase, isService, type Service, type User } from "../../../domain/user/user.ts";
import {
  type EditForm,
  type FieldProblem,
  type NewUserForm,
  type UserForm,
  wasName,
} from "../../../views/users/user-form.ts";
import { newFormKey } from "../imports/upload-form.ts";

/** The form of a new user before anything was typed: everything that is installed, the password to the user. */
export function blankForm({ account }: AccountFacts): NewUserForm {
  return {
    cells: {},
    services: account.services,
    problems: [],
    passwords: "users",
    password_recipient: "",
    key: newFormKey(),
  };
}

/** The form of a new user as it was sent. */
export function readNewForm(fields: URLSearchParams): NewUserForm {
  return {
    ...readSent(fields),
    passwords: routeIn(fields.get("passwords")),
    password_recipient: (fields.get("password_recipient") ?? "").trim(),
    key: fields.get("key") ?? "",
  };
}

function routeIn(text: string | null): PasswordRoute {
  return passwordRoutes.find((known) => known === text) ?? "users";
}

/** The form of a user as they are. */
export function formOfUser(user: User): EditForm {
  const cells = Object.fromEntries(
    Object.entries(cellsOfUser(user)).map(([key, text]) => [key, isColumnKey(key) ? asChosen(key, text) : text]),
  );
  const { services } = user;
  return { cells, services, problems: [], was: { cells, services } };
}

/** Choices are written as the form writes them. */
function asChosen(key: keyof Cells, text: string): string {
  const { kind } = columnOf(key);
  const choices = kind.type === "choice" ? kind.choices : [];
  return choices.find((choice) => foldCase(choice) === foldCase(text)) ?? text;
}

/** The form of a user who exists as it was sent, with what it held when it was handed out. */
export function readEditForm(fields: URLSearchParams): EditForm {
  const was = columnKeys.map((key) => [key, fields.get(wasName(key)) ?? ""] as const);
  const services = servicesIn((fields.get(wasName("services")) ?? "").split(","));
  return { ...readSent(fields), was: { cells: filled(Object.fromEntries(was)), services } };
}

/** What the person has changed in the form; of voice nothing where there was none and will be none (V2). */
export function editIn({ cells, services, was }: EditForm): UserEdit {
  const voice = services.includes("connect");
  const changed = editableKeys.filter(
    (key) => (voice || !columnOf(key).voice) && (cells[key] ?? "") !== (was.cells[key] ?? ""),
  );
  const isSame = services.toSorted().join() === was.services.toSorted().join();
  return {
    cells: Object.fromEntries(changed.map((key) => [key, cells[key] ?? ""])),
    services: isSame ? null : services,
  };
}

function readSent(fields: URLSearchParams): UserForm {
  const cells = columnKeys.map((key) => [key, readValue(fields.get(key) ?? "", key)] as const);
  return { cells: filled(Object.fromEntries(cells)), services: servicesIn(fields.getAll("services")), problems: [] };
}

function servicesIn(names: readonly string[]): readonly Service[] {
  return names.filter(isService);
}

/** Tells which fields of a form a refusal speaks of. */
export function problemsIn(failure: Failure): readonly FieldProblem[] {
  const { errors = [], field = null } = failure;
  if (failure.code === "validation_failed") return errors.map((problem) => ({ field: problem.field, problem }));
  const isOfForm = field === "services" || (field !== null && isColumnKey(field));
  return [{ field: isOfForm ? field : null, problem: failure }];
}

/** Tells what is wrong with a form beside its cells: no service at all, or no address for the password. */
export function ownProblems({ services, passwords, password_recipient }: NewUserForm): readonly FieldProblem[] {
  const none = coded("no_service_selected", { form: "new_user" });
  const own: readonly FieldProblem[] = services.length === 0 ? [{ field: "services", problem: none }] : [];
  return passwords === "recipient" ? [...own, ...recipientProblems(password_recipient)] : own;
}

function recipientProblems(password_recipient: string): readonly FieldProblem[] {
  const wrong = (params: Params["invalid_option"]) =>
    [{ field: "password_recipient", problem: coded("invalid_option", params) }] as const;
  if (password_recipient === "") return wrong({ about: "no_recipient", form: "user" });
  const read = readEmail(password_recipient);
  return read.ok ? [] : wrong({ about: "email", fault: read });
}

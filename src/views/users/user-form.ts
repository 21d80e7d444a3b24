import type { AccountFacts } from "../../domain/account/account.ts";
import type { Cells, ColumnKey } from "../../domain/columns.ts";
import type { PasswordRoute } from "../../domain/import/options.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import type { Service } from "../../domain/user/user.ts";
import { say } from "../reader.ts";

/** A field of the forms of a user. */
export type FieldName = ColumnKey | "services" | "password_recipient";

/** Something to put right, and where; null where no field is at fault. */
export type FieldProblem = { readonly field: FieldName | null; readonly problem: Sayable };

/** What a form of a user holds, as it was typed. */
export type UserForm = {
  readonly cells: Cells;
  readonly services: readonly Service[];
  readonly problems: readonly FieldProblem[];
};

/** The form of a new user: besides, where the password goes, and what tells a second sending from a new form (E4). */
export type NewUserForm = UserForm & {
  readonly passwords: PasswordRoute;
  readonly password_recipient: string;
  readonly key: string;
};

/** The form of a user who exists: besides, what it held when it was handed out. */
export type EditForm = UserForm & { readonly was: Pick<UserForm, "cells" | "services"> };

/** What an account has for a user to choose from. */
export type Choices = {
  readonly facts: AccountFacts;
  /** A few numbers that nobody has and that may be primary; E.164. */
  readonly parked: readonly string[];
};

/** Gives what is wrong with a field, in one text; null when nothing is. */
export function wrongIn(form: UserForm, field: FieldName): string | null {
  const sentences = form.problems.filter((one) => one.field === field).map(({ problem }) => say(problem));
  return sentences.length > 0 ? sentences.join(" ") : null;
}

/** The name of the hidden field that says what a field held when its form was handed out. */
export function wasName(field: ColumnKey | "services"): string {
  return `was-${field}`;
}

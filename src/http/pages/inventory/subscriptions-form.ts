import * as v from "valibot";
import type { Subscription } from "../../../domain/account/account.ts";
import type { WishedType } from "../../../domain/account/subscriptions.ts";
import { MAX_LICENSES } from "../../../domain/limits.ts";
import { type Coded, coded } from "../../../domain/problems/codes.ts";
import { foldCase } from "../../../domain/user/user.ts";
import type { TypeForm } from "../../../views/inventory/subscriptions.tsx";
import type { TypeRow } from "../../../views/inventory/totals-table.tsx";
import { name, nameProblem } from "../../schemas/names.ts";

type Fields = Readonly<Record<string, string>>;

/** A total that the person has changed: the type by its name, and the text. */
export type TypedTotal = { readonly type: string; readonly text: string };

/** Reads the totals that differ from what the form was shown with. */
export function readTotals(fields: Fields): readonly TypedTotal[] {
  const places = Object.keys(fields).flatMap((field) => /^total-([0-9]{1,3})$/.exec(field)?.[1] ?? []);
  return places.flatMap((at) => {
    const text = (fields[`total-${at}`] ?? "").trim();
    return text === fields[`was-${at}`] ? [] : [{ type: fields[`type-${at}`] ?? "", text }];
  });
}

/** Gives the table as it was typed, each total with what is wrong with it as the account is now (A3). */
export function judgeTotals(held: readonly Subscription[], typed: readonly TypedTotal[]): readonly TypeRow[] {
  return held.map((subscription) => {
    const text = typed.find(({ type }) => foldCase(type) === foldCase(subscription.type))?.text;
    const wrong = text === undefined ? null : totalProblem(text, subscription.used);
    return { ...subscription, typed: text ?? String(subscription.total), wrong };
  });
}

/** Gives the totals that are to be saved, once nothing is wrong with any. */
export function wishedTotals(typed: readonly TypedTotal[]): readonly WishedType[] {
  return typed.map(({ type, text }) => ({ type, total: Number(text) }));
}

function totalProblem(text: string, used: number): Coded<"invalid_option"> | null {
  if (!/^[0-9]{1,9}$/.test(text) || Number(text) > MAX_LICENSES) {
    return coded("invalid_option", { about: "total", used, most: MAX_LICENSES });
  }
  return Number(text) >= used ? null : coded("invalid_option", { about: "total_below", used });
}

/** An empty form for another type. */
export const noType: TypeForm = { type: "", total: "", wrong_type: null, wrong_total: null };

/** Reads the form for another type, with what is wrong with it; `wish` is null then. */
export function readType(fields: Fields): { readonly form: TypeForm; readonly wish: WishedType | null } {
  const { type = "", total = "" } = fields;
  const read = v.safeParse(name, type);
  const wrongType = read.success ? null : nameProblem(read.issues[0]);
  const wrongTotal = totalProblem(total.trim(), 0);
  const form = { type, total, wrong_type: wrongType, wrong_total: wrongTotal };
  return { form, wish: read.success && wrongTotal === null ? { type: read.output, total: Number(total) } : null };
}

import { readOptions, readServices } from "../../../acts/imports/import-options.ts";
import type { Asker } from "../../../acts/scene.ts";
import type { NewUserWish } from "../../../acts/users/create-user.ts";
import { type Cells, type ColumnKey, columnKeys, columnOf, isColumnKey } from "../../../domain/columns.ts";
import type { WrongOption } from "../../../domain/problems/codes/account.ts";
import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import { filled, jsonTypeOf, textOfJson } from "../../../domain/user/cells-of-user.ts";
import { editableKeys, type UserEdit } from "../../../domain/user/edit.ts";
import type { Service } from "../../../domain/user/user.ts";

/** Members of a body by name, as JSON has them. */
export type Body = Readonly<Record<string, unknown>>;

const optionNames = ["services", "passwords", "password_recipient"] as const;

/** Reads the body of POST users: the keys of the template, and the options of an import that mean one user. */
export function readNewUser(body: Body, asker: Asker): Result<NewUserWish> {
  const cells = readCells(body, columnKeys, optionNames);
  if (!cells.ok) return cells;
  const texts = readTexts(body);
  if (!texts.ok) return texts;
  const options = readOptions(texts.value, asker, null);
  if (!options.ok) return options;
  const { services, passwords, password_recipient } = options.value;
  return done({ cells: filled(cells.value), services, passwords, password_recipient });
}

/** Reads the body of PATCH users: every key but the address and the PIN, and the services. */
export function readUserChange(body: Body): Result<UserEdit> {
  const cells = readCells(body, editableKeys, ["services"]);
  if (!cells.ok) return cells;
  const services = readServicesOf(body);
  return services.ok ? done({ cells: cells.value, services: services.value }) : services;
}

/** Gives the texts of the columns that a body names, blank ones included; any other member must be one of `others`. */
export function readCells(body: Body, keys: readonly ColumnKey[], others: readonly string[]): Result<Cells> {
  const unknown = Object.keys(body).find((name) => !keys.some((key) => key === name) && !others.includes(name));
  if (unknown !== undefined) return unknownField(unknown, [...keys, ...others]);
  const given = keys.filter((key) => body[key] !== undefined);
  const texts = given.map((key) => [key, textOfJson(columnOf(key), body[key])] as const);
  const wrong = texts.find(([, text]) => text === undefined)?.[0];
  return wrong === undefined ? done(Object.fromEntries(texts)) : wrongType(wrong, jsonTypeOf(columnOf(wrong)));
}

/** What a member of the body may be. */
type JsonType = Extract<WrongOption, { readonly about: "type" }>["type"];

/** Options as an import takes them; null and "" are blank. */
function readTexts(body: Body): Result<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  for (const name of optionNames) {
    const value = body[name] ?? "";
    if (value === "") continue;
    const text = name === "services" ? textOfList(value) : value;
    if (typeof text !== "string") return wrongType(name, name === "services" ? "services" : "text");
    texts[name] = text;
  }
  return done(texts);
}

/** Reads the services that users are to have; null where none are named. */
export function readServicesOf({ services }: Body): Result<readonly Service[] | null> {
  if (services === undefined) return done(null);
  const named = textOfList(services);
  return named === undefined ? wrongType("services", "services") : readServices(named);
}

/** Services are a list, or a text with commas as in the options of an import. */
function textOfList(value: unknown): string | undefined {
  if (value === null) return "";
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every((part) => typeof part === "string") ? value.join(",") : undefined;
}

function wrongType(name: string, type: JsonType) {
  return refuse("invalid_option", { about: "type", name, type });
}

/** Refuses a member that does not exist, and names those that do. */
export function unknownField(name: string, known: readonly string[]) {
  return refuse("unknown_field", { field: name.slice(0, 100), fixed: isColumnKey(name), known });
}

import type { Context } from "hono";
import type { AccountEvent, Told } from "../../domain/events/event.ts";
import { sumOfMails } from "../../domain/mail/waiting.ts";
import type { AppEnv } from "../hono-env.ts";
import { importJson } from "./import-json.ts";

/** An event as the API shows it (api.md, "Events"). */
export function eventJson(c: Context<AppEnv>, { id, type, at, account, told }: AccountEvent) {
  return { id, type, timestamp: at, account, data: dataOf(c, told) };
}

function dataOf(c: Context<AppEnv>, told: Told) {
  switch (told.about) {
    case "import":
      return { import: importJson(c, told.import, sumOfMails(told.mails)) };
    case "users":
    case "removed":
      return { users: told.users, import: told.import };
    case "numbers":
      return told.numbers;
    default:
      return told satisfies never;
  }
}

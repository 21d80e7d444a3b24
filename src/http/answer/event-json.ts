import type { Context } from "hono";
import type { AccountEvent, Told } from "../../domain/events/event.ts";
import { sumOfMails } from "../../domain/mail/waiting.ts";
import type { AppEnv } from "../hono-env.ts";
import { importJson } from "./import-json.ts";

/** An event as the API shows it (api.md, "Events"). */
export function eventJson(c: Context<AppEnv>, { id, type, at, account, told }: AccountEvent) {
  return { id, type, timestamp: at, account, data: dataOf(c, told) };
}

type ToldOf<About extends Told["about"]> = Omit<Extract<Told, { readonly about: About }>, "about">;
/** Written out: the compiler would take a whole user for one of whom only the address is told. */
type EventData =
  | { readonly import: ReturnType<typeof importJson> }
  | ToldOf<"users">
  | ToldOf<"removed">
  | ToldOf<"numbers">["numbers"];

function dataOf(c: Context<AppEnv>, told: Told): EventData {
  switch (told.about) {
    case "import":
      return { import: importJson(c, told.import, sumOfMails(told.mails, null)) };
    case "users":
      return { users: told.users, import: told.import };
    case "removed":
      return { users: told.users, import: told.import };
    case "numbers":
      return told.numbers;
    default:
      return told satisfies never;
  }
}

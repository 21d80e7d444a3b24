import { showImport, type Viewing } from "../import/show-import.ts";
import { sumOfMails } from "../mail/waiting.ts";
import type { Told } from "./event.ts";

type ToldOf<About extends Told["about"]> = Omit<Extract<Told, { readonly about: About }>, "about">;

/** Written out: the compiler would take a whole user for one of whom only the address is told. */
export type EventData =
  | { readonly import: ReturnType<typeof showImport> }
  | ToldOf<"users">
  | ToldOf<"removed">
  | ToldOf<"numbers">["numbers"];

/** What an event tells, as programs are shown it: `data` of the API, and of what is sent to a webhook (W1, W3). */
export function showTold(told: Told, viewing: Viewing): EventData {
  switch (told.about) {
    case "import":
      return { import: showImport(told.import, sumOfMails(told.mails, null), viewing) };
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

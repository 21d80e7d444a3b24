import type { BulkAct, BulkOutcome } from "../../../domain/user/bulk/bulk.ts";
import { sayServices } from "../../kinds.ts";
import { sayMany } from "../../words.ts";

/** What many users are given, as a sentence goes on with it. */
function sayGiven({ edit }: Extract<BulkAct, { action: "change" }>): string {
  const { cells, services } = edit;
  if (services !== null) return sayServices(services);
  return cells.license_type === undefined ? `the location ${cells.location}` : `a ${cells.license_type} licence`;
}

/** Where it would be done to nobody there is nothing to ask: the same was done before, in another tab say, or by somebody else. */
export function headingOf(act: BulkAct, { done, refused }: BulkOutcome): string {
  if (done > 0) return askFor(act, done);
  if (refused.every(({ failure }) => failure.code === "not_found"))
    return refused.length === 1 ? "This user is not there any more" : "These users are not there any more";
  return "There is nobody to do this to";
}

/** Asks whether to do it, with the number that it is done to. */
function askFor(act: BulkAct, done: number): string {
  const users = sayMany(done, "user");
  switch (act.action) {
    case "send_passwords":
      return `Send ${users} a new password?`;
    case "send_welcome":
      return `Send ${users} the Welcome mail?`;
    case "change":
      return `Give ${users} ${sayGiven(act)}?`;
    case "delete":
      return `Delete ${users}?`;
    default:
      return act satisfies never;
  }
}

/** The words of the button that does it. */
export function buttonFor(act: BulkAct, done: number): string {
  switch (act.action) {
    case "send_passwords":
      return `Send ${sayMany(done, "password")}`;
    case "send_welcome":
      return `Send ${sayMany(done, "Welcome mail")}`;
    case "change":
      return `Change ${sayMany(done, "user")}`;
    case "delete":
      return `Delete ${sayMany(done, "user")}`;
    default:
      return act satisfies never;
  }
}

const means = {
  send_passwords: [
    "Each gets a new temporary password, which can be used for 7 days.",
    "A temporary password from before is no longer valid from that moment on.",
  ],
  send_welcome: [
    "It says how to sign in, and tells extension, numbers and, where the system made it, the voicemail PIN.",
    "One that still waits to be sent is not sent besides.",
  ],
  license_type: ["The licences that they have now are free again."],
  location: ["Emergency calls will show the address of this location."],
  services: [
    "Services that are not named here are taken away.",
    "Without CONNECT a user has no licence, numbers, extension, location or voice settings: the numbers are parked.",
    "Whoever gets CONNECT gets an extension, a voicemail PIN and a Welcome mail.",
  ],
  delete: [
    "The users and all their settings are gone. This cannot be undone.",
    "Their numbers are parked; their licences and extensions are free again.",
    "Temporary passwords that were sent no longer work, and mails that wait are cancelled.",
  ],
} as const;

/** What it means, before it is done. */
export function meansOf(act: BulkAct): readonly string[] {
  if (act.action !== "change") return means[act.action];
  if (act.edit.services !== null) return means.services;
  return act.edit.cells.license_type === undefined ? means.location : means.license_type;
}

/** What was done. */
export const doneWords = {
  send_passwords: (done: number) => `New passwords of ${sayMany(done, "user")} are on their way`,
  send_welcome: (done: number) => `${sayMany(done, "Welcome mail")} ${done === 1 ? "is" : "are"} on the way`,
  license_type: (done: number) => `${sayMany(done, "user")} ${done === 1 ? "has" : "have"} the licence now`,
  location: (done: number) => `${sayMany(done, "user")} ${done === 1 ? "is" : "are"} at the location now`,
  services: (done: number) => `${sayMany(done, "user")} ${done === 1 ? "has" : "have"} these services now`,
  delete: (done: number) => `${sayMany(done, "user")} ${done === 1 ? "is" : "are"} deleted`,
} as const;

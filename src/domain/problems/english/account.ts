import { count } from "../../count.ts";
import type { AccountParams } from "../codes/account.ts";
import type { Entries } from "../language.ts";
import { sayOption } from "./options.ts";

/** Why something on the account cannot be changed: its inventory, its people, its mails. */
export const account: Entries<AccountParams> = {
  subscription_in_use: {
    title: "Licences of this type are in use",
    sentence: sayInUse,
    advice: "A total cannot go below what is used. Delete users first, or give a higher total.",
  },
  location_in_use: {
    title: "The location is in use",
    sentence: (p) => `Users are at “${p.name}”. Move them to another location first.`,
    advice: "Move its users to another location first.",
  },
  main_location_required: {
    title: "An account needs its main location",
    sentence: (p) =>
      p.wish === "remove"
        ? "The main location cannot be removed. Make another one the main one first."
        : "Make another location the main one instead.",
    advice: "Make another location the main one; then this one can be removed.",
  },
  extension_length_in_use: {
    title: "Users have extensions of another length",
    sentence: () => "The length can be changed only while the account has no users, and no import makes any.",
    advice: "The length can be changed only while the account has no users, and no import makes any.",
  },
  last_administrator: {
    title: "An account needs an owner",
    sentence: () => "This is the account’s last owner. Make somebody else an owner first.",
    advice: "Make somebody else an owner first.",
  },
  mail_not_failed: {
    title: "The mail has not failed",
    sentence: () => "Only a mail that has failed can be sent again.",
    advice: "Only a mail that has failed can be sent again.",
  },
  password_superseded: {
    title: "A newer password has been made",
    sentence: () => "The password in this mail has been replaced since. Reset the user’s password to send a new one.",
    advice: "A newer password was made; send that one.",
  },
  user_deleted: {
    title: "The user was deleted",
    sentence: () => "The user whom this mail was for has been deleted since. It is not sent again.",
    advice: "Whom the mail was for was deleted; there is nothing to send.",
  },
  invalid_option: {
    title: "An option has a wrong value",
    sentence: sayOption,
    advice: "The detail names the option and what it may be.",
  },
  no_service_selected: {
    title: "No service was chosen",
    sentence: (p) =>
      ({
        import: "Choose at least one of connect, meet and share, or none alone.",
        new_user: "Choose at least one service.",
        user: "Choose at least one service, or delete the user.",
      })[p.form],
    advice: "Choose at least one of connect, meet and share.",
  },
  webhook_url_not_allowed: {
    title: "This address cannot be called",
    sentence: () => "A webhook is an https address on the public internet.",
    advice: "A webhook is an https address on the public internet.",
  },
  too_many_webhooks: {
    title: "The account has as many webhooks as it may",
    sentence: (p) => `An account has at most ${p.most} webhooks. Remove one that nobody needs any more.`,
    advice: "Remove a webhook that nobody needs any more.",
  },
};

function sayInUse({ type, used, removal }: AccountParams["subscription_in_use"]): string {
  if (removal) {
    const has = used === 1 ? "1 user has" : `${count(used)} users have`;
    return `${has} a ${type} licence. Give them another type, or delete them, first.`;
  }
  const are = used === 1 ? "1 of them is" : `${count(used)} of them are`;
  return `The total of ${type} must be ${count(used)} or more: ${are} used.`;
}

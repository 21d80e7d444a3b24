import type { Role } from "../../access/roles.ts";
import type { RequestParams } from "../codes/requests.ts";
import type { Entries } from "../language.ts";
import { sayRule } from "./rules.ts";

const again = "Wait for the time that the answer names in Retry-After, then try again.";

const malformed = {
  not_json: "The body is not JSON.",
  idempotency_key: "Idempotency-Key is 1 to 255 visible characters.",
  cut_off: "The request was cut off before its end. Send it again.",
  no_file: "The form has no file in the field “file”.",
  two_files: "The form has more than one file. Send one file at a time.",
  no_form: "Send the form from its page.",
  plain_http: "This came over http, so that others may have read its token. Revoke that, and ask by https.",
  other_account:
    "This form was opened for another account than the one you are signed in to now. Nothing was sent. See above which account it is, and choose again.",
} as const;

const notMovable = {
  another: "The account is on its way to another database, or what a move before has left is still being cleared.",
  moved: "The account has moved already. Move it back, if it shall lie where it was.",
  secret: "MASTER_SECRET is being changed. Accounts can be moved when that is finished.",
} as const;

const unauthorized = {
  no_token: "Send Authorization: Bearer with an account's or the operator's token.",
  unknown_token: "This token is not known, or it was revoked or has expired.",
  password: "The e-mail address or the password is not right.",
  code: "This code is not right, or it was used already. Wait for the next one of your app, or take a recovery code that you have not used.",
  passkey: "This passkey is not one of yours for Muster, or it was not used. Try again, or give a code.",
  late_code: "You gave your password longer than ten minutes ago. Sign in again.",
  session_over:
    "While this was being sent you were signed out, or may not do it any more. Nothing was changed. Sign in again.",
} as const;

const operatorOnly = {
  operator: "Only the operator's token may do this.",
  platform: "Only the platform's token may do this.",
  not_platform: "The platform's token may not do this.",
  password: "Only the operator may choose somebody else’s password. Send an invitation.",
} as const;

const takes = {
  viewer: "It takes somebody who administers the account.",
  importer: "It takes an importer or an owner.",
  owner: "It takes an owner.",
} as const satisfies Readonly<Record<Role, string>>;

const notFound = {
  anything: "There is nothing at this address, or you may not see it.",
  account: "You do not administer this account.",
  user: "There is no such user any more.",
  deleted_draft:
    "This draft was deleted, perhaps in another tab. Bring it back under Deleted drafts, in the History of imports.",
  link: "This link was used already, or it is too old. Ask for a new one.",
} as const;

const wantedBody = {
  form: malformed.no_form,
  json: "Send JSON as application/json (curl: -H 'Content-Type: application/json').",
  file: "Send the file as text/csv (curl: -H 'Content-Type: text/csv'), or as a form with the field file.",
} as const;

/** Why a request cannot be taken, whatever it is about. */
export const requests: Entries<RequestParams> = {
  malformed_request: {
    title: "The request cannot be read",
    sentence: (p) => {
      if (p.reason === "rule") return sayRule(p);
      if (p.reason === "twice") return `“${p.name}” was given twice. Give it once.`;
      if (p.reason === "contradictory") return `“${p.name}” stands in the address and in the form, and they differ.`;
      return malformed[p.reason];
    },
    advice: "The body or a parameter is not what the contract says; the detail names it.",
  },
  unknown_parameter: {
    title: "There is no such parameter",
    sentence: ({ name, known }) =>
      `There is no parameter “${name}”. ${known.length > 0 ? `Known here: ${known.join(", ")}.` : "None is taken here."}`,
    advice: "Remove the parameter, or correct its name; the detail lists those that are known.",
  },
  malformed_encoding: {
    title: "The body is not encoded as it says",
    sentence: ({ body }) =>
      body === "gzip"
        ? "The body says that it is gzip, and it is not."
        : "JSON must be UTF-8, and this is not. Nothing was changed.",
    advice: "Send JSON in UTF-8; compress a body with gzip, or send it as it is.",
  },
  unauthorized: {
    title: "Sign in or send a token",
    sentence: (p) => unauthorized[p.reason],
    advice: "Send Authorization: Bearer with a token that is valid, or sign in.",
  },
  operator_only: {
    title: "Only the operator may do this",
    sentence: (p) =>
      p.reason === "kept" ? `Your provider looks after your ${p.what}. Ask your provider.` : operatorOnly[p.reason],
    advice: "Ask your provider.",
  },
  not_for_tokens: {
    title: "A token may not do this",
    sentence: (p) =>
      p.reason === "administrator"
        ? "An administrator does this in the browser, or the operator."
        : "A token cannot have a password sent to a third address. Use passwords=users.",
    advice: "Do it in the browser, signed in as an administrator.",
  },
  read_only_token: {
    title: "This token may only read",
    sentence: () => "This token may only read. Use one with the scope write.",
    advice: "Use a token with the scope write.",
  },
  not_for_role: {
    title: "Your role may not do this",
    sentence: ({ least }) => `${takes[least]} Ask an owner of the account.`,
    advice: "Ask an owner of the account to do it, or to give you another role.",
  },
  proof_needed: {
    title: "Your password or a code is needed first",
    sentence: () =>
      "This decides who gets in, or sends passwords to others, so it takes your password or a code again.",
    advice: "Give your password or a code on the page that asks for it, and send the form again.",
  },
  factor_needed: {
    title: "A second step is needed first",
    sentence: () => "This account takes a second step at sign-in, and you have none yet.",
    advice: "Add an authenticator app on the page that asks for it, and send the form again.",
  },
  cross_origin: {
    title: "The request came from another site",
    sentence: () => "This request came from another site and was not carried out.",
    advice: "Open the page itself and send its form.",
  },
  not_found: {
    title: "There is nothing here",
    sentence: (p) => notFound[p.what],
    advice: "Check the address. What belongs to another account looks the same as what does not exist.",
  },
  method_not_allowed: {
    title: "This cannot be done here",
    sentence: (p) => `This address takes ${p.allow}.`,
    advice: "The header Allow lists what this address takes.",
  },
  body_too_large: {
    title: "The request is too large",
    sentence: (p) => `The body has more than ${p.maxBytes} bytes.`,
    advice: "Send less at once.",
  },
  unsupported_body_type: {
    title: "The body is of a kind that is not taken here",
    sentence: (p) => wantedBody[p.wanted],
    advice: "Send JSON as application/json, and a file as text/csv or as multipart/form-data with the field file.",
  },
  unsupported_content_encoding: {
    title: "The content encoding is not known",
    sentence: () => "Send the body as it is, or with Content-Encoding: gzip.",
    advice: "Send the body as it is, or compressed with gzip.",
  },
  too_many_requests: {
    title: "Too many requests",
    sentence: (p) => {
      if (p.reason === "guesses") return "Too many attempts in a minute. Wait a minute.";
      if (p.reason === "crowd") return "Too many people sign in just now. Try again in a few seconds.";
      return `This was done ${p.most} times in ten minutes. Try again in ${Math.ceil(p.seconds / 60)} minutes.`;
    },
    advice: again,
  },
  unavailable: {
    title: "Muster cannot answer right now",
    sentence: () => "The account is being changed by many at once. Try again in a moment.",
    advice: again,
  },
  account_moving: {
    title: "The account is being moved",
    sentence: () =>
      "The account is being moved to another database. It can be looked at, and changed again in a few minutes. Nothing was changed.",
    advice: again,
  },
  not_movable: {
    title: "The account cannot be moved now",
    sentence: (p) => notMovable[p.reason],
    advice: "See where its move stands with GET …/move, and try again when there is none.",
  },
};

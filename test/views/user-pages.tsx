import type { AccountFacts } from "../../src/domain/account/account.ts";
import { columnKeys } from "../../src/domain/columns.ts";
import { DeleteUserPage } from "../../src/views/users/delete-user.tsx";
import { EditUserPage } from "../../src/views/users/edit-user.tsx";
import { NewUserPage } from "../../src/views/users/new-user.tsx";
import { type ResetForm, ResetPasswordPage } from "../../src/views/users/reset-password.tsx";
import { ResetPinPage } from "../../src/views/users/reset-pin.tsx";
import { UserPage } from "../../src/views/users/user.tsx";
import type { FieldProblem, NewUserForm } from "../../src/views/users/user-form.ts";
import * as given from "./fixtures.ts";

const blank: NewUserForm = {
  ...{ cells: {}, services: ["connect"], problems: [] },
  ...{ passwords: "users", password_recipient: "", key: "key" },
};

const reset: ResetForm = { passwords: "users", password_recipient: "", wrong: null, seen: "1" };

/** The forms of users in every state that looks different. `text` stands wherever people may write something. */
export function userForms(text: string) {
  const { viewer, left } = given;
  const choices = { facts: left.facts, parked: ["+14155550123", "+14155550124"] };
  const bare: AccountFacts = {
    account: { ...left.facts.account, services: [], silent_mode: true },
    subscriptions: [],
    locations: [{ id: text, name: text, country: "IS", address: text, main: true }],
  };
  const cells = Object.fromEntries(columnKeys.map((key) => [key, text]));
  const fields = [...columnKeys, "services", "password_recipient", null] as const;
  const problems: readonly FieldProblem[] = fields.map((field) => ({ field, problem: given.wrongOf(text) }));
  const wrong = { ...blank, cells, problems, passwords: "recipient", password_recipient: text, key: text } as const;
  const fixed: readonly (string | null)[] = ["email", "voicemail_pin", "password_recipient"];
  const changeable = problems.filter(({ field }) => !fixed.includes(field));
  const user = given.aUser(1, { display_name: text, email: text, license_type: text });
  const was = { cells, services: user.services };
  return {
    "new user": <NewUserPage viewer={viewer} choices={choices} form={blank} />,
    "new user, wrong": <NewUserPage viewer={viewer} choices={choices} form={wrong} />,
    "new user, nothing left": <NewUserPage viewer={viewer} choices={{ facts: bare, parked: [] }} form={blank} />,
    "edit user": <EditUserPage viewer={viewer} user={user} choices={choices} form={{ ...was, problems: [], was }} />,
    "edit user, wrong": (
      <EditUserPage
        viewer={viewer}
        user={{ ...user, services: ["meet"] }}
        choices={choices}
        form={{ cells, services: ["meet"], problems: changeable, was }}
      />
    ),
    "user with mails": <UserPage viewer={viewer} user={user} mails={given.userMails(text)} news={text} />,
    "reset password": <ResetPasswordPage viewer={viewer} user={user} form={reset} />,
    "reset password, wrong": (
      <ResetPasswordPage
        viewer={viewer}
        user={user}
        form={{ passwords: "recipient", password_recipient: text, wrong: given.wrongOf(text), seen: text }}
      />
    ),
    "reset PIN": <ResetPinPage viewer={viewer} user={user} seen={text} />,
    "delete user": <DeleteUserPage viewer={viewer} user={user} waiting={2} />,
    "delete user, nothing to free": (
      <DeleteUserPage
        viewer={viewer}
        user={{ ...user, license_type: null, extension: null, primary_phone: null, additional_phones: [] }}
        waiting={1}
      />
    ),
  };
}

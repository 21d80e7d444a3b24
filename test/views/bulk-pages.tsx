import { coded } from "../../src/domain/problems/codes.ts";
import type { BulkAct } from "../../src/domain/user/bulk/bulk.ts";
import { noFilter } from "../../src/domain/user/listing.ts";
import { AskBulkPage } from "../../src/views/users/bulk/ask.tsx";
import { BulkDonePage } from "../../src/views/users/bulk/done.tsx";
import { MoreBulkPage, NobodyPickedPage } from "../../src/views/users/bulk/more.tsx";
import * as given from "./fixtures.ts";

/** The steps of an act on many users. `text` stands wherever people may write something. */
export function bulkPages(text: string) {
  const { viewer } = given;
  const users = [given.aUser(1, { id: "usr_1", display_name: text, email: text })];
  const selection = {
    view: { q: text, filter: { ...noFilter, location: text }, sort: null },
    all: false,
    users: [text],
  };
  const choices = { licenses: [text], locations: [text], services: ["connect", "meet"], file: null } as const;
  const refused = [
    { user: "usr_1", failure: coded("no_license_available", { type: text, alone: true }) },
    { user: "usr_2", failure: coded("not_found", { what: "user" }) },
    { user: "usr_3", failure: coded("silent_mode", {}) },
    { user: "usr_4", failure: coded("connect_missing", { wish: "change" }) },
  ];
  const foreseen = { done: 12, refused, users, mark: "1" };
  const form = { passwords: "users", password_recipient: text, wrong: null } as const;
  const page = { viewer, selection, choices, form, key: text, wanted: { to: text, services: [] } } as const;
  const change: BulkAct = { action: "change", edit: { cells: { license_type: text }, services: null } };
  const services: BulkAct = { action: "change", edit: { cells: {}, services: ["meet"] } };
  const passwords: BulkAct = { action: "send_passwords", recipient: null };
  return {
    "many users, deletion": (
      <AskBulkPage {...page} name="delete" act={{ action: "delete" }} foreseen={foreseen} changed />
    ),
    "many users, licence to choose": <AskBulkPage {...page} name="license_type" act={null} foreseen={null} />,
    "many users, licence": <AskBulkPage {...page} name="license_type" act={change} foreseen={foreseen} />,
    "many users, location to choose": <AskBulkPage {...page} name="location" act={null} foreseen={null} />,
    "many users, services": <AskBulkPage {...page} name="services" act={services} foreseen={foreseen} />,
    "many users, passwords": (
      <AskBulkPage
        {...page}
        name="send_passwords"
        act={passwords}
        foreseen={foreseen}
        form={{ passwords: "recipient", password_recipient: text, wrong: given.wrongOf(text) }}
      />
    ),
    "many users, what": <MoreBulkPage viewer={viewer} selection={selection} />,
    "many users, nobody": <NobodyPickedPage viewer={viewer} selection={selection} />,
    "many users, done": <BulkDonePage viewer={viewer} name="delete" view={selection.view} {...foreseen} />,
  };
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { migrations } from "../scripts/lib/paths.mjs";
import { PASSWORD_VALID_DAYS } from "../src/domain/limits.ts";
import { inPlaces } from "../src/store/listed.ts";

/** What the schema says twice, and code as well: each must say the same as the other. */

function opened(): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  const folder = join(migrations, "accounts");
  for (const name of readdirSync(folder).toSorted()) database.exec(readFileSync(join(folder, name), "utf8"));
  database.exec(`
    INSERT INTO accounts (id, name, silent_mode, extension_length, reserved_extensions, retention_days, self_service, created_at)
      VALUES ('acme', 'Acme', 0, 4, '[]', 30, '[]', '2026-01-01T00:00:00.000Z');
    INSERT INTO subscriptions (account, type_key, type, total, position) VALUES ('acme', 'pro', 'Pro', 9, 0);
    INSERT INTO locations (account, id, name, name_key, country, address, main) VALUES ('acme', 'loc_1', 'Main', 'main', 'US', 'Here', 1);
    INSERT INTO users (id, account, email, email_key, display_name, services, license_key, primary_phone, additional_phones, extension,
        location_id, first_name, last_name, job_title, department, department_key, external_id, name_key, settings, import_id, created_at)
      VALUES ('usr_1', 'acme', 'Ann@acme.example', 'ann@acme.example', 'Ann | "Lee"', '["connect","meet"]', 'pro', '+14155550100',
        '["+14155550101"]', '2001', 'loc_1', 'Ann', 'Lee', 'Nurse', 'Ward |1', 'ward  1', 'hr-1', 'ann | "lee"', '{"a":"x"}',
        'imp_1', '2026-01-01T00:00:00.000Z');
    INSERT INTO users (id, account, email, email_key, display_name, services, additional_phones, name_key, settings, created_at)
      VALUES ('usr_2', 'acme', 'bob@acme.example', 'bob@acme.example', 'Bob', '["share"]', '[]', 'bob', '{}', '2026-01-01T00:00:00.000Z');
    -- As a version from before users were sorted by names writes them.
    INSERT INTO users (id, account, email, email_key, display_name, services, additional_phones, department, settings, created_at)
      VALUES ('usr_3', 'acme', 'cid@acme.example', 'cid@acme.example', 'Cid', '["meet"]', '[]', 'Ward 2', '{}', '2026-01-01T00:00:00.000Z');`);
  return database;
}

test("E11 the search holds of a new user what it is told to forget when they go, and nothing else", () => {
  const database = opened();
  database.exec("CREATE VIRTUAL TABLE held USING fts5vocab('users_search', 'instance')");
  const held = () => database.prepare("SELECT count(*) AS held FROM held").get();
  expect(held()).not.toEqual({ held: 0 });
  database.exec("DELETE FROM users");
  expect(held()).toEqual({ held: 0 });
});

test("W1 what is told of a new user is what is told of any user, with the names left to whoever knows them", () => {
  const told = (view: string) =>
    opened()
      .prepare(`SELECT told FROM ${view} ORDER BY id`)
      .all()
      .map((row) => ({ ...JSON.parse(String(row.told)), license_type: null, location: null }));
  expect(told("users_added")).toEqual(told("users_told"));
  expect(told("users_added")).toHaveLength(3);
});

test("M1 the password of a mail that was accepted is valid for as long as people are told, if it is still that one", () => {
  const database = opened();
  database.exec(`
    UPDATE users SET password_version = 2;
    INSERT INTO mails (id, account, kind, to_address, user_id, password_version, state, due_at, created_at)
      SELECT 'mail_' || id, account, iif(id = 'usr_3', 'welcome', 'password'), email, id, iif(id = 'usr_2', 1, 2), 'pending', '', '' FROM users;
    UPDATE mails SET state = 'sent', sent_at = '2026-02-25T12:34:56.789Z';`);
  const ends = new Date(Date.parse("2026-02-25T12:34:56.789Z") + PASSWORD_VALID_DAYS * 86_400_000).toISOString();
  const rows = database.prepare("SELECT password_expires_at AS ends FROM users ORDER BY id").all();
  expect(rows.map(({ ends }) => ends)).toEqual([ends, null, null]);
});

test("I9 a list that travels as one parameter has as many places as the view, in its order, and what is longer travels in several", () => {
  const places = opened()
    .prepare("SELECT place FROM list_places")
    .all()
    .map(({ place }) => Number(place));
  expect(places).toEqual(Array.from({ length: places.length }, (_, n) => n));
  const things = Array.from({ length: 2 * places.length + 1 }, (_, n) => n);
  expect(inPlaces(things).map(({ length }) => length)).toEqual([places.length, places.length, 1]);
  expect(inPlaces(things).flat()).toEqual(things);
  expect(inPlaces([])).toEqual([]);
});

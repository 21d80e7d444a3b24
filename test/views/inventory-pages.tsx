import type { InventoryCounts } from "../../src/domain/account/wizard.ts";
import type { Import } from "../../src/domain/import/import.ts";
import { coded } from "../../src/domain/problems/codes.ts";
import type { Failure } from "../../src/domain/problems/result.ts";
import { HomePage } from "../../src/views/home/home.tsx";
import { LocationPage } from "../../src/views/inventory/location-form.tsx";
import { LocationsPage } from "../../src/views/inventory/locations.tsx";
import { NumbersPage } from "../../src/views/inventory/numbers.tsx";
import { ParkNumbersPage } from "../../src/views/inventory/park-numbers.tsx";
import { RemoveLocationPage } from "../../src/views/inventory/remove-location.tsx";
import { RemoveNumberPage } from "../../src/views/inventory/remove-number.tsx";
import { RemoveServicePage, ServicesPage } from "../../src/views/inventory/services.tsx";
import { RemoveTypePage, SubscriptionsPage } from "../../src/views/inventory/subscriptions.tsx";
import * as given from "./fixtures.ts";

const counts: InventoryCounts = { users: 40, parked: 1480, parked_toll_free: 20, assigned: 20, toll_free: 21 };
const nothing: InventoryCounts = { users: 0, parked: 0, parked_toll_free: 0, assigned: 0, toll_free: 0 };

/** Home and the inventory in every state that looks different. `text` stands wherever people may write something. */
export function inventoryPages(text: string) {
  const failure: Failure = coded("invalid_option", { about: "type_twice", type: text });
  return { ...homePages(text), ...listPages(text, failure), ...numberPages(text, failure) };
}

function homePages(text: string) {
  const viewer = { email: text, account: text };
  const { facts } = given.left;
  const open = { ...facts.account, services: [], self_service: ["services", "locations", "numbers", "subscriptions"] };
  const place = { id: text, name: text, country: "IS", address: "", main: true };
  const imports = { ...given.completed, file: { ...given.completed.file, name: text } };
  const states = (["invalid", "ready", "running", "stopping", "stopped"] as const).map((state) => {
    return [`home, ${state}`, { ...imports, state }] as const;
  });
  const home = (latest: Import) => (
    <HomePage viewer={viewer} facts={facts} counts={counts} {...given.seenAtHome([latest, imports])} />
  );
  return {
    home: home(imports),
    "home, new": (
      <HomePage
        viewer={viewer}
        facts={{ account: open as typeof facts.account, subscriptions: [], locations: [place] }}
        counts={nothing}
        {...given.seenAtHome([])}
      />
    ),
    ...Object.fromEntries(states.map(([name, latest]) => [name, home(latest)])),
  };
}

function listPages(text: string, failure: Failure) {
  const { viewer, left } = given;
  const types = left.facts.subscriptions.map((type) => ({ ...type, type: text, typed: text, wrong: null }));
  const form = { type: text, total: text, wrong_type: null, wrong_total: null };
  const wrongForm = { ...form, wrong_type: given.wrongOf(text), wrong_total: given.wrongOf(text) };
  const wrongTypes = types.map((type) => ({ ...type, used: 0, wrong: given.wrongOf(text) }));
  const main = { id: text, name: text, country: "FR", address: text, main: true };
  const places = [main, { ...main, name: `${text} 2`, main: false, address: "" }];
  const wrong = { name: given.wrongOf(text), country: given.wrongOf(text), address: given.wrongOf(text) };
  const typed = { name: text, country: text, address: text, wrong };
  const told = toldOf(text);
  return {
    services: <ServicesPage viewer={viewer} installed={["connect"]} kept={false} told={told} />,
    "services, kept": <ServicesPage viewer={viewer} installed={[]} kept failure={failure} />,
    "remove a service": <RemoveServicePage viewer={viewer} service="connect" importing />,
    subscriptions: <SubscriptionsPage viewer={viewer} types={types} form={form} kept={false} told={told} />,
    "subscriptions, wrong": (
      <SubscriptionsPage viewer={viewer} types={wrongTypes} form={wrongForm} kept={false} failure={failure} />
    ),
    "subscriptions, kept": <SubscriptionsPage viewer={viewer} types={types} form={form} kept />,
    "no subscriptions": <SubscriptionsPage viewer={viewer} types={[]} form={form} kept={false} failure={failure} />,
    "no subscriptions, kept": <SubscriptionsPage viewer={viewer} types={[]} form={form} kept />,
    "remove a type": <RemoveTypePage viewer={viewer} type={text} failure={null} />,
    "remove a type, in use": <RemoveTypePage viewer={viewer} type={text} failure={failure} />,
    locations: <LocationsPage viewer={viewer} locations={places} kept={false} told={told} />,
    "locations, kept": <LocationsPage viewer={viewer} locations={places} kept failure={failure} />,
    "new location": <LocationPage viewer={viewer} given={null} form={{ ...typed, wrong: {} }} />,
    "location, wrong": <LocationPage viewer={viewer} given={main} form={typed} failure={failure} />,
    "remove a location": <RemoveLocationPage viewer={viewer} given={main} failure={null} />,
    "remove a location, in use": <RemoveLocationPage viewer={viewer} given={main} failure={failure} />,
  };
}

/** What was done, and a draft of that name that can start now. */
function toldOf(text: string) {
  return {
    says: text,
    next: { plan: { steps: [], next: "users", done: 5 } as const, draft: { id: text, name: text, can_start: true } },
  };
}

function numberPages(text: string, failure: Failure) {
  const { viewer } = given;
  const numbers = Array.from({ length: 50 }, (_, n) => ({
    e164: `+1415555${String(n * 131).padStart(4, "0")}`,
    toll_free: n % 7 === 0,
    user: n % 2 ? `usr_${n}` : null,
    user_name: n % 2 ? text : null,
  }));
  const [parked, assigned] = numbers.flatMap((number) => [number]);
  const rejected = Array.from({ length: 60 }, (_, n) => ({
    place: `${n + 1} of ${text}`,
    value: text,
    problem: given.wrongOf(text),
    suggestion: null,
  }));
  const page = { first: false, next: text };
  const all = { show: "", q: "" } as const;
  const list = { viewer, counts, numbers, page };
  const told = toldOf(text);
  return {
    numbers: <NumbersPage {...list} view={all} kept={false} told={told} />,
    "numbers, kept": <NumbersPage {...list} view={{ show: "assigned", q: text }} kept />,
    "numbers, nothing found": <NumbersPage {...list} numbers={[]} view={{ show: "parked", q: text }} kept={false} />,
    "numbers, none of a kind": <NumbersPage {...list} numbers={[]} view={all} kept={false} />,
    "no numbers": <NumbersPage {...list} counts={nothing} numbers={[]} view={all} kept={false} />,
    "park numbers": <ParkNumbersPage viewer={viewer} />,
    "park numbers, some rejected": (
      <ParkNumbersPage viewer={viewer} text={text} outcome={{ parked: 1, already_present: 2, rejected }} />
    ),
    "park numbers, all rejected": (
      <ParkNumbersPage
        viewer={viewer}
        text={text}
        outcome={{ parked: 0, already_present: 0, rejected }}
        failure={null}
      />
    ),
    "park numbers, refused": <ParkNumbersPage viewer={viewer} text={text} failure={failure} />,
    ...(parked && {
      "remove a number": <RemoveNumberPage viewer={viewer} given={parked} />,
      "remove a number, refused": <RemoveNumberPage viewer={viewer} given={parked} failure={failure} />,
    }),
    ...(assigned && { "remove a number, in use": <RemoveNumberPage viewer={viewer} given={assigned} /> }),
  };
}

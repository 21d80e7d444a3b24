import type { StepName } from "../../domain/account/wizard.ts";

/** Where a step is done, and what the ways there are called. */
export type Place = {
  readonly label: string;
  /** What there is. */
  readonly see: string;
  /** Where something is done about it, and what the way there is called at first and later. */
  readonly go: string;
  readonly begin: string;
  readonly change: string;
};

const park = "Park numbers";
const importUsers = "Import users from CSV";

/** The place of each step. */
export const places: { readonly [S in StepName]: Place } = {
  services: {
    label: "Services",
    see: "/services",
    go: "/services",
    begin: "Install services",
    change: "Change services",
  },
  locations: {
    label: "Locations",
    see: "/locations",
    go: "/locations",
    begin: "Add locations",
    change: "Change locations",
  },
  numbers: { label: "Numbers", see: "/numbers", go: "/numbers/new", begin: park, change: park },
  subscriptions: {
    label: "Licences",
    see: "/subscriptions",
    go: "/subscriptions",
    begin: "Add licences",
    change: "Change licences",
  },
  users: { label: "Users", see: "/users", go: "/imports/new", begin: importUsers, change: importUsers },
};

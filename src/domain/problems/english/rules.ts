import { count } from "../../count.ts";
import { eventTypes } from "../../events/event.ts";
import { MAX_BULK_STEPS, MAX_BULK_TEXT, MAX_NAME, MAX_NUMBERS_PARKED, MAX_ROWS } from "../../limits.ts";
import { sortKeys } from "../../user/listing.ts";
import type { BrokenRule, RuleName } from "../codes/rules.ts";

/** What a value must be, as it follows its name. */
const rules: { readonly [R in RuleName]: string } = {
  blank: "must not be blank",
  control_characters: "must not contain control characters",
  long_name: `must have at most ${MAX_NAME} characters`,
  slash: "must not contain a slash",
  dots: "must not be . or ..",
  country: "must be two letters (ISO 3166-1 alpha-2)",
  digits: "must be digits",
  user_sort: `must be one of ${sortKeys.join(", ")}, for descending order with - in front`,
  limit: "must be a whole number from 1 to 200",
  cursor: "must be the cursor of an earlier answer",
  row_named: "must name a row",
  timestamp: "must be a time of RFC 3339 that exists, such as 2027-01-31T00:00:00Z",
  cell_once: "must change each cell once, and none of a row that is removed",
  numbers_at_once: `must hold at most ${count(MAX_NUMBERS_PARKED)} numbers`,
  token_name: "must have at most 100 characters",
  text: "must be a text",
  members: "must be an object, its members named as they are meant",
  services: "must be a list of connect, meet and share",
  code: "must be the code of a problem",
  bulk_text: `must have at most ${count(MAX_BULK_TEXT)} characters`,
  where: 'must be all, blank, or a value: {"value":"Sales"}',
  no_member: "is no member of this step",
  alone: "cannot stand beside bulk",
  wait: "must be a whole number of seconds from 0 to 25",
  one_choice: "must choose the users in exactly one way: users, q, or the filters of the list",
  some_change: "must name license_type, location or services",
  time_zone: "must be the IANA name of a time zone, such as Europe/Amsterdam",
  template_rows: `must be a whole number from 1 to ${count(MAX_ROWS)}`,
  event_types: `must be one or several of ${eventTypes.join(", ")}`,
  steps: `must name 1 to ${MAX_BULK_STEPS} steps`,
};

/** Says which value of a request does not keep to which rule. */
export function sayRule({ name, rule }: { readonly name: string | null; readonly rule: BrokenRule }): string {
  return `${name ?? "The body"} ${mustBe(rule)}.`;
}

/** Says what a value must be, without its name and without a stop. */
export function mustBe(rule: BrokenRule): string {
  switch (rule.rule) {
    case "missing":
      return "is missing";
    case "choice":
      return `must be ${oneOf(rule.choices)}`;
    case "type":
      return `must be ${rule.expected}, not ${rule.received}`;
    default:
      return rules[rule.rule];
  }
}

function oneOf(choices: readonly string[]): string {
  const last = choices.at(-1) ?? "";
  return choices.length > 1 ? `${choices.slice(0, -1).join(", ")} or ${last}` : last;
}

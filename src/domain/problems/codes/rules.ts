/** Rules of our own for the texts of a request; schemas name them in place of a message. */
const rules = [
  "blank",
  "control_characters",
  "long_name",
  "slash",
  "dots",
  "country",
  "digits",
  "limit",
  "user_sort",
  "cursor",
  "row_named",
  "timestamp",
  "cell_once",
  "numbers_at_once",
  "token_name",
  "text",
  "members",
  "services",
  "code",
  "bulk_text",
  "where",
  "steps",
  "no_member",
  "alone",
  "wait",
  "one_choice",
  "some_change",
  "template_rows",
  "event_types",
  "time_zone",
] as const;
export type RuleName = (typeof rules)[number];

/** What a value of a request does not keep to. */
export type BrokenRule =
  | { readonly rule: RuleName | "missing" }
  | { readonly rule: "choice"; readonly choices: readonly string[] }
  /** `expected` and `received` as the schema writes them, such as "number" and "string". */
  | { readonly rule: "type"; readonly expected: string; readonly received: string };

/** Names a rule in a schema, in place of a message. */
export function ruleName(name: RuleName): RuleName {
  return name;
}

/** Tells whether a text is the name of one of the rules. */
export function isRuleName(text: string): text is RuleName {
  return rules.some((name) => name === text);
}

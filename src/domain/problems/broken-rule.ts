import * as v from "valibot";
import { type BrokenRule, isRuleName } from "./codes/rules.ts";

/** Tells which value of a request is wrong, and which rule it breaks: one of ours, a choice, or what it is at all. */
export function brokenRule(issue: v.BaseIssue<unknown>): { readonly name: string | null; readonly rule: BrokenRule } {
  return { name: v.getDotPath(issue), rule: ruleOf(issue) };
}

function ruleOf({ type, message, expected, received }: v.BaseIssue<unknown>): BrokenRule {
  if (received === "undefined") return { rule: "missing" };
  if (isRuleName(message)) return { rule: message };
  if (type !== "picklist") return { rule: "type", expected: expected ?? type, received };
  return {
    rule: "choice",
    choices: [...(expected ?? "").matchAll(/"([^"]*)"/g)].flatMap(([, choice]) => choice ?? []),
  };
}

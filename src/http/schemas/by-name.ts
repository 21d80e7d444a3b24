import * as v from "valibot";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { seenAs } from "./seen-as.ts";

/**
 * An object whose members are named by whoever sends it. For valibot a list is such an object too, and an empty one would be
 * taken for nothing. `seen` is what JSON Schema says of a member.
 */
export function byName<Value extends v.GenericSchema>(value: Value, seen: Readonly<Record<string, unknown>> = {}) {
  return v.pipe(
    v.custom<Readonly<Record<string, v.InferInput<Value>>>>(isObject, ruleName("members")),
    seenAs({ type: "object", additionalProperties: seen }),
    v.record(v.string(), value),
  );
}

function isObject(given: unknown): boolean {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

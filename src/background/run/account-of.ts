import { NOTES_VERSION } from "./notes.ts";

/** The account of an object is its name; kept as well, because not every runtime tells it to an alarm. */
export function accountOf({ id: { name }, storage: { kv } }: DurableObjectState): string {
  const kept = kv.get<string>("account");
  if (kept !== undefined) return kept;
  if (name === undefined) throw new Error("this object does not know its account");
  kv.put("account", name);
  kv.put("version", NOTES_VERSION);
  return name;
}

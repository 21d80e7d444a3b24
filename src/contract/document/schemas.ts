import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { account, countedAccount, location, number, parked, subscriptions } from "../answers/account.ts";
import { event, events } from "../answers/event.ts";
import {
  change,
  changedDraft,
  columnMeaning,
  draft,
  row,
  shownImport,
  undoPreview,
  uploaded,
} from "../answers/import.ts";
import { activity, administrator, keys, mail, newToken, operatorActivity, token } from "../answers/people.ts";
import { refusal } from "../answers/refusal.ts";
import { blocker, notice, problem, question, report, warning } from "../answers/report.ts";
import { bulkOutcome, passwordCheck, user } from "../answers/user.ts";
import type { Json } from "./json.ts";

/** What has a name in the document; everything else stands where it is used. */
const named = {
  Import: shownImport,
  Draft: draft,
  ChangedDraft: changedDraft,
  CheckedImport: uploaded,
  Row: row,
  Change: change,
  UndoPreview: undoPreview,
  ColumnMeaning: columnMeaning,
  Report: report,
  Problem: problem,
  Warning: warning,
  Notice: notice,
  Question: question,
  Blocker: blocker,
  User: user,
  BulkOutcome: bulkOutcome,
  PasswordCheck: passwordCheck,
  Account: account,
  CountedAccount: countedAccount,
  Subscriptions: subscriptions,
  Number: number,
  ParkedNumbers: parked,
  Location: location,
  Administrator: administrator,
  NewToken: newToken,
  Token: token,
  Activity: activity,
  OperatorActivity: operatorActivity,
  Event: event,
  Events: events,
  Keys: keys,
  Mail: mail,
  Refusal: refusal,
};

const config: ConversionConfig = {
  target: "draft-2020-12",
  typeMode: "input",
  // They change a text or look at it as a whole, which JSON Schema cannot say; the sentence of the member does.
  ignoreActions: ["check", "normalize", "trim", "to_upper_case"],
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  overrideAction: ({ valibotAction }) => seenIn(valibotAction),
  overrideSchema: ({ valibotSchema }) => unseen(valibotSchema),
};

/** What is said of a value in metadata stands in place of all that was seen of it so far (src/http/schemas/seen-as.ts). */
function seenIn(action: object): Json | null {
  if (!("metadata" in action) || typeof action.metadata !== "object" || action.metadata === null) return null;
  const seen = "seenAs" in action.metadata ? action.metadata.seenAs : null;
  return typeof seen === "object" && seen !== null ? { ...seen } : null;
}

/** What the converter does not know: texts of our own types, and records whose keys are a list. */
function unseen(schema: object): Json | null {
  if (!("type" in schema)) return null;
  if (schema.type === "custom") return { type: "string" };
  if (schema.type !== "record" || !("key" in schema) || !("value" in schema)) return null;
  const { key, value } = schema;
  if (!isSchema(key) || !isSchema(value) || key.type === "string") return null;
  // Neither has a name: with the names this would go round.
  const [propertyNames, additionalProperties] = [key, value].map((part) => bare(toJsonSchema(part, config)));
  return { type: "object", propertyNames, additionalProperties };
}

function isSchema(thing: unknown): thing is v.GenericSchema {
  return typeof thing === "object" && thing !== null && "kind" in thing && thing.kind === "schema";
}

/** Each conversion converts all that has a name as well, and the same schema is asked for by the document, the page and the client. */
const converted = new WeakMap<v.GenericSchema, Json>();

/** Gives the JSON Schema of what is read or answered; what has a name is referred to. */
export function schemaOf(schema: v.GenericSchema): Json {
  const known = converted.get(schema) ?? bare(toJsonSchema(schema, { ...config, definitions: named }));
  converted.set(schema, known);
  return known;
}

/** Without what only says that it is a JSON Schema, and what has a name. */
function bare(schema: object): Json {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== "$schema" && name !== "$defs"));
}

/** Gives what has a name. */
export function namedSchemas(): Json {
  const all = Object.entries(toJsonSchemaDefs(named, config));
  return Object.fromEntries(all.map(([name, schema]) => [name, bare(schema)]));
}

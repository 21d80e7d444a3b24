import * as v from "valibot";
import { columnKeys } from "../../domain/columns.ts";
import type { FieldName } from "../../domain/problems/result.ts";
import type { refusalJson } from "../../http/answer/problem-json.ts";
import { shows } from "../shows.ts";
import { shownImport } from "./import.ts";
import { codeOf, whole } from "./kinds.ts";
import { notice, problem, question, service, subscriptionsShort, warning } from "./report.ts";

const fieldName = shows<FieldName>()(
  v.picklist([...columnKeys, "services", "password_recipient", "password", "current", "code"]),
);

/** What some codes add (src/http/answer/members.ts). */
const added = {
  service: v.exactOptional(service),
  running_import: v.exactOptional(v.nullable(v.string())),
  subscriptions: v.exactOptional(subscriptionsShort),
  rows: v.exactOptional(v.array(whole)),
  allow: v.exactOptional(v.string()),
  retry_after: v.exactOptional(whole),
};

const refusalStatuses = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503] as const;

type Shown = ReturnType<typeof refusalJson>;

/** A refusal (RFC 9457); `code` is stable, and what stands behind it depends on it. */
export const refusal = shows<Shown>()(
  v.strictObject({
    type: v.custom<Shown["type"]>((value) => typeof value === "string"),
    title: v.string(),
    status: v.picklist(refusalStatuses),
    detail: v.string(),
    code: codeOf<Shown["code"]>(),
    reference: v.string(),
    errors: v.exactOptional(v.array(problem)),
    warnings: v.exactOptional(v.array(warning)),
    notices: v.exactOptional(v.array(notice)),
    questions: v.exactOptional(v.array(question)),
    import: v.exactOptional(shownImport),
    field: v.exactOptional(v.nullable(fieldName)),
    ...added,
  }),
);

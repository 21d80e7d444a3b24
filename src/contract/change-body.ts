import * as v from "valibot";
import { corrections, inBulk } from "../http/schemas/corrections.ts";

/** The body of `PATCH …/rows`: src/http/schemas/corrections.ts looks which of the two it is. */
export const changes = v.union([corrections, inBulk]);

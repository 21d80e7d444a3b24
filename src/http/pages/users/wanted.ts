import type { Context } from "hono";
import type { WantedUsers } from "../../../acts/imports/exports.ts";
import { readSort } from "../../../domain/user/listing.ts";
import { isService } from "../../../domain/user/user.ts";
import type { AppEnv } from "../../hono-env.ts";
import { queryOf } from "../forms.ts";

/** Which users the address of a page asks for, and in which order; what cannot be is as good as not there. */
export function wantedOf(c: Context<AppEnv>): WantedUsers {
  const of = (name: string) => queryOf(c, name).trim() || null;
  const [service, voice] = [of("service"), of("voice_active")];
  const filter = {
    license_type: of("license_type"),
    location: of("location"),
    department: of("department"),
    service: service !== null && isService(service) ? service : null,
    import: of("import"),
    voice_active: voice === "true" || voice === "false" ? voice === "true" : null,
  };
  return { q: queryOf(c, "q").trim(), filter, sort: readSort(queryOf(c, "sort")) };
}

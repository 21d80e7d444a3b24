import type { UserFilter } from "../../../domain/user/listing.ts";
import type { UserFilters } from "../../schemas/users.ts";

/** The filter that a query asks for. */
export function filterOf({
  license_type,
  location,
  department,
  service,
  voice_active,
  ...given
}: UserFilters): UserFilter {
  return {
    license_type: license_type ?? null,
    location: location ?? null,
    department: department ?? null,
    service: service ?? null,
    import: given.import ?? null,
    voice_active: voice_active === undefined ? null : voice_active === "true",
  };
}

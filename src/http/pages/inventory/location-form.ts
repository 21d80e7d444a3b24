import * as v from "valibot";
import type { Location } from "../../../domain/account/account.ts";
import { coded } from "../../../domain/problems/codes.ts";
import type { LocationForm } from "../../../views/inventory/location-form.tsx";
import { locationWish, name, nameProblem } from "../../schemas/names.ts";

/** The form as it is first shown. */
export function formOfLocation({ name, country, address }: Omit<LocationForm, "wrong">): LocationForm {
  return { name, country, address, wrong: {} };
}

/** Reads the form of a location by the rules of the API, with what is wrong with it; `wish` is null then. */
export function readLocation(fields: Readonly<Record<string, string>>): {
  readonly form: LocationForm;
  readonly wish: Omit<Location, "id"> | null;
} {
  const typed = { name: fields.name ?? "", country: fields.country ?? "", address: fields.address ?? "" };
  // A form sends its line breaks as CR LF.
  const text = typed.address.replaceAll("\r\n", "\n");
  const read = v.safeParse(v.object({ name, ...locationWish }), { ...typed, address: text });
  if (read.success) return { form: formOfLocation(typed), wish: { ...read.output, main: false } };
  const { nested = {} } = v.flatten(read.issues);
  const ofName = read.issues.find((issue) => v.getDotPath(issue) === "name");
  const wrong = {
    ...(ofName && { name: nameProblem(ofName) }),
    ...(nested.country && { country: coded("invalid_option", { about: "country" }) }),
    ...(nested.address && { address: coded("invalid_option", { about: "address" }) }),
  };
  return { form: { ...typed, wrong }, wish: null };
}

import { expect, test } from "vitest";
import { locationNamed } from "../../../src/domain/account/account.ts";
import { makeFacts } from "../../support/files/facts.ts";

test("a location is found by its name, ignoring case, and the main one where none is named", () => {
  const { locations } = makeFacts({ locations: ["Zürich", "Berlin"] });
  expect(locationNamed(locations, "BERLIN")?.name).toBe("Berlin");
  expect(locationNamed(locations, "zu\u0308rich")?.name).toBe("Zürich");
  expect(locationNamed(locations, null)?.name).toBe("Zürich");
  expect(locationNamed(locations, "Oslo")).toBeUndefined();
});

test("what is found belongs to the locations that are asked, not to those of another account", () => {
  const one = makeFacts({ locations: ["Berlin"] }).locations;
  const other = makeFacts({ locations: ["Headquarters", "Berlin"] }).locations;
  expect([locationNamed(one, "Berlin")?.id, locationNamed(other, "Berlin")?.id]).toEqual(["loc_0", "loc_1"]);
  expect(locationNamed([], "Berlin")).toBeUndefined();
});

test("a thousand rows find theirs among a thousand locations in the time of a few of them", () => {
  let folded = 0;
  const locations = makeFacts({ locations: Array.from({ length: 1_000 }, (_, n) => `Ward ${n}`) }).locations.map(
    (location) => ({
      ...location,
      get name() {
        folded += 1;
        return location.name;
      },
    }),
  );
  for (let row = 0; row < 1_000; row++) expect(locationNamed(locations, `ward ${row}`)?.id).toBe(`loc_${row}`);
  expect(folded).toBe(1_000);
});

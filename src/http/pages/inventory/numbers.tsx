import { areNumbersKept, findNumber, findNumbers } from "../../../acts/inventory/find-inventory.ts";
import { unpark } from "../../../acts/inventory/numbers.ts";
import { plainDigits } from "../../../domain/cells/digits.ts";
import { NumbersPage } from "../../../views/inventory/numbers.tsx";
import { RemoveNumberPage } from "../../../views/inventory/remove-number.tsx";
import { sayMany } from "../../../views/words.ts";
import { statusOf } from "../../answer/statuses.ts";
import { writeCursor } from "../../cursor.ts";
import { cursorOf, numberOf, PER_PAGE, queryOf } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { setRetryAfter, show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { withNext } from "../what-next.ts";
import { receiveNumbers, showParkForm } from "./park-numbers.tsx";

/** The numbers of the account. */
export const numbers = pageRoutes();

const filters = [
  { show: "parked", filter: "parked" },
  { show: "assigned", filter: "assigned" },
  { show: "toll-free", filter: "toll_free" },
] as const;

numbers.answer("GET /numbers", async (c) => {
  const wanted = queryOf(c, "show");
  const { show: shownAs, filter } = filters.find(({ show }) => show === wanted) ?? { show: "", filter: null };
  const q = queryOf(c, "q").trim();
  const after = cursorOf(c);
  const found = await findNumbers(c.var.scene, { filter, q: partOfNumber(q), after, limit: PER_PAGE });
  if (!found.ok) return showNothing(c);
  const { counts, list, kept } = found.value;
  const told = await withNext(c, newsOf(queryOf(c, "news"), numberOf(c, "parked", 0), numberOf(c, "present", 0)));
  const page = (
    <NumbersPage
      viewer={viewerOf(c)}
      counts={counts}
      numbers={list.numbers}
      view={{ show: shownAs, q }}
      page={{ first: after === "", next: list.next && writeCursor(list.next) }}
      kept={kept}
      told={told}
    />
  );
  return show(c, page);
});

numbers.answer("POST /numbers", receiveNumbers);

numbers.answer("GET /numbers/new", async (c) => {
  const kept = await areNumbersKept(c.var.scene);
  if (!kept.ok) return showNothing(c);
  return kept.value ? c.redirect("/numbers", 303) : showParkForm(c);
});

numbers.answer("GET /numbers/:e164/removal", async (c) => {
  const given = await findNumber(c.var.scene, c.req.param("e164"));
  return given.ok ? show(c, <RemoveNumberPage viewer={viewerOf(c)} given={given.value} />) : showNothing(c);
});

numbers.answer("POST /numbers/:e164/removal", async (c) => {
  const { scene } = c.var;
  const e164 = c.req.param("e164");
  const removed = await unpark(scene, e164);
  // Gone already, by a double click, is gone (E4).
  if (removed.ok || removed.failure.code === "not_found") return c.redirect("/numbers?news=removed", 303);
  const given = await findNumber(scene, e164);
  if (!given.ok) return showFailure(c, removed.failure);
  setRetryAfter(c, removed.failure);
  const page = <RemoveNumberPage viewer={viewerOf(c)} given={given.value} failure={removed.failure} />;
  return show(c, page, statusOf(removed.failure.code));
});

/** What a number may hold, however it was grouped: +1 (415) 555 is +1415555. A text without a digit is in no number. */
function partOfNumber(q: string): string {
  const part = plainDigits(q).replace(/[^0-9+]/g, "");
  return q === "" || /[0-9]/.test(part) ? part : q;
}

function newsOf(news: string, parked: number, present: number): string | null {
  if (news === "removed") return "The number is removed.";
  if (news !== "parked") return null;
  const there = present > 0 ? ` ${sayMany(present, "number was", "numbers were")} there already.` : "";
  return `${sayMany(parked, "number")} parked.${there}`;
}

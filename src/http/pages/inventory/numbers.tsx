import { Hono } from "hono";
import { unpark } from "../../../acts/inventory/numbers.ts";
import { plainDigits } from "../../../domain/cells/digits.ts";
import { findFacts } from "../../../store/inventory/accounts.ts";
import type { NumberFilter } from "../../../store/inventory/number-lists.ts";
import { findNumber } from "../../../store/inventory/numbers.ts";
import { findNumbersPage } from "../../../store/inventory/pages.ts";
import { NumbersPage, type NumbersView } from "../../../views/inventory/numbers.tsx";
import { RemoveNumberPage } from "../../../views/inventory/remove-number.tsx";
import { sayMany } from "../../../views/words.ts";
import { statusOf } from "../../answer/statuses.ts";
import { writeCursor } from "../../cursor.ts";
import type { AppEnv } from "../../hono-env.ts";
import { cursorOf, numberOf, PER_PAGE, queryOf } from "../forms.ts";
import { setRetryAfter, show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { receiveNumbers, showParkForm } from "./park-numbers.tsx";

/** The numbers of the account. */
export const numbers = new Hono<AppEnv>();

const filters = new Map<string, { readonly show: NumbersView["show"]; readonly filter: NumberFilter }>([
  ["parked", { show: "parked", filter: "parked" }],
  ["assigned", { show: "assigned", filter: "assigned" }],
  ["toll-free", { show: "toll-free", filter: "toll_free" }],
]);

numbers.get("/", async (c) => {
  const { db, account } = c.var.scene;
  const { show: shownAs = "", filter = null } = filters.get(queryOf(c, "show")) ?? {};
  const q = queryOf(c, "q").trim();
  const after = cursorOf(c);
  const found = await findNumbersPage(db, account, { filter, q: partOfNumber(q), after, limit: PER_PAGE });
  if (!found) return showNothing(c);
  const page = (
    <NumbersPage
      viewer={viewerOf(c)}
      counts={found.counts}
      numbers={found.list.numbers}
      view={{ show: shownAs, q }}
      page={{ first: after === "", next: found.list.next && writeCursor(found.list.next) }}
      kept={!found.facts.account.self_service.includes("numbers")}
      news={newsOf(queryOf(c, "news"), numberOf(c, "parked", 0), numberOf(c, "present", 0))}
    />
  );
  return show(c, page);
});

numbers.post("/", receiveNumbers);

numbers.get("/new", async (c) => {
  const known = await findFacts(c.var.scene.db, c.var.scene.account);
  if (!known) return showNothing(c);
  if (!known.facts.account.self_service.includes("numbers")) return c.redirect("/numbers", 303);
  return showParkForm(c);
});

numbers.get("/:e164/removal", async (c) => {
  const given = await findNumber(c.var.scene.db, c.var.scene.account, c.req.param("e164"));
  return given ? show(c, <RemoveNumberPage viewer={viewerOf(c)} given={given} />) : showNothing(c);
});

numbers.post("/:e164/removal", async (c) => {
  const { scene } = c.var;
  const e164 = c.req.param("e164");
  const removed = await unpark(scene, e164);
  // Gone already, by a double click, is gone (E4).
  if (removed.ok || removed.failure.code === "not_found") return c.redirect("/numbers?news=removed", 303);
  const given = await findNumber(scene.db, scene.account, e164);
  if (!given) return showFailure(c, removed.failure);
  setRetryAfter(c, removed.failure);
  const page = <RemoveNumberPage viewer={viewerOf(c)} given={given} failure={removed.failure} />;
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

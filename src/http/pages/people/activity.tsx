import { exportActivity, findActivity } from "../../../acts/people/activity.ts";
import { ActivityPage } from "../../../views/activity/activity.tsx";
import { csvResponse } from "../../answer/download.ts";
import { writeCursor } from "../../cursor.ts";
import { mayStill } from "../../request/late-body.ts";
import { cursorOf, PER_PAGE, pageOf, queryOf } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { show, showFailure, viewerOf } from "../show.tsx";

/** Who did what on the account (S8). */
export const activity = pageRoutes();

activity.answer("GET /activity/activity.csv", async (c) => {
  const wanted = { action: queryOf(c, "action"), who: c.req.query("who") ?? "" };
  const written = await exportActivity(c.var.scene, wanted, () => mayStill(c.req.raw));
  return written.ok ? csvResponse(written.value, "activity.csv") : showFailure(c, written.failure);
});

activity.answer("GET /activity", async (c) => {
  const [action, who, before] = [queryOf(c, "action"), c.req.query("who") ?? "", cursorOf(c)];
  const found = await findActivity(c.var.scene, { action, who, before, limit: PER_PAGE + 1 });
  c.set("timeZone", found.time_zone);
  const { shown, last } = pageOf(found.entries, PER_PAGE);
  const page = (
    <ActivityPage
      viewer={viewerOf(c)}
      entries={shown}
      people={found.people}
      view={{ action, who }}
      page={{ first: before === "", next: last && writeCursor(last.id) }}
    />
  );
  return show(c, page);
});

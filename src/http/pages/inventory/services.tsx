import type { Context } from "hono";
import { isImporting } from "../../../acts/imports/find-imports.ts";
import { findServices } from "../../../acts/inventory/find-inventory.ts";
import { changeService } from "../../../acts/inventory/services.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { isService, type Service } from "../../../domain/user/user.ts";
import { RemoveServicePage, ServicesPage } from "../../../views/inventory/services.tsx";
import { sayServices } from "../../../views/kinds.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { queryOf } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { setRetryAfter, show, showNothing, viewerOf } from "../show.tsx";
import { withNext } from "../what-next.ts";

/** The services of the account. */
export const services = pageRoutes();

services.answer("GET /services", (c) => showServices(c, null));

services.answer("POST /services/:service/installation", async (c) => receive(c, true));

services.answer("GET /services/:service/removal", async (c) => {
  const service = c.req.param("service");
  const found = await findServices(c.var.scene);
  if (!found.ok || !isService(service)) return showNothing(c);
  const { installed, kept } = found.value;
  if (kept || !installed.includes(service)) return c.redirect("/services", 303);
  const importing = await isImporting(c.var.scene);
  return show(c, <RemoveServicePage viewer={viewerOf(c)} service={service} importing={importing} />);
});

services.answer("POST /services/:service/removal", async (c) => receive(c, false));

async function receive(c: Context<AppEnv>, installed: boolean): Promise<Response> {
  const service = c.req.param("service") ?? "";
  if (!isService(service)) return showNothing(c);
  const changed = await changeService(c.var.scene, { service, installed });
  if (!changed.ok) return showServices(c, changed.failure);
  return c.redirect(`/services?${installed ? "installed" : "removed"}=${service}`, 303);
}

async function showServices(c: Context<AppEnv>, failure: Failure | null): Promise<Response> {
  const found = await findServices(c.var.scene);
  if (!found.ok) return showNothing(c);
  const { installed, kept } = found.value;
  if (failure) setRetryAfter(c, failure);
  const told = await withNext(c, failure ? null : newsOf(c, installed));
  const page = <ServicesPage viewer={viewerOf(c)} installed={installed} kept={kept} told={told} failure={failure} />;
  return show(c, page, failure ? statusOf(failure.code) : 200);
}

/** Only what is still true is told: the address may be an old one. */
function newsOf(c: Context<AppEnv>, installed: readonly Service[]): string | null {
  const [added, gone] = [queryOf(c, "installed"), queryOf(c, "removed")];
  if (isService(added) && installed.includes(added)) return `${sayServices([added])} is installed.`;
  return isService(gone) && !installed.includes(gone) ? `${sayServices([gone])} is removed.` : null;
}

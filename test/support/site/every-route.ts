import { env } from "cloudflare:workers";
import { furnishWebhook } from "../webhooks/furnish.ts";
import { type Account, makeAccount, phones } from "./site.ts";
import { enrol } from "./visitor.ts";

/** What stands for each part of an address that names a thing, by what comes before it: "users/:id". */
export type Ids = Readonly<Record<string, string>>;

/** Things that there never were. */
export const nothings: Ids = {
  "accounts/:account": "nobody-at-all",
  "users/:id": "usr_none",
  "imports/:id": "imp_none",
  "changes/:change": "chg_9",
  "mails/:id": "mail_none",
  "mail/:id": "mail_none",
  "tokens/:id": "tok_none",
  "administrators/:email": "nobody%40x.example",
  "webhooks/:id": "whk_none",
  "deliveries/:delivery": "dlv_none",
  "numbers/:e164": "+14155559999",
  "locations/:name": "Nowhere",
  "locations/:id": "loc_none",
  "columns/:header": "nothing",
  "services/:service": "nothing",
  "factors/:id": "fac_none",
  "people/:email": "nobody%40x.example",
  "sessions/:name": "0123456789abcdef",
  "bulk/:name": "bulk_none",
  "reset/:token": "lnk_none.x",
  "problems/:code": "nothing",
};

/** The method and the path of a route of the table with things in it. */
export function fill(route: string, ids: Ids): { readonly method: string; readonly path: string } {
  const [method = "", pattern = ""] = route.split(" ");
  return { method, path: partsOf(pattern, ids).join("/") };
}

/** The things that a route names. */
export function namesIn(route: string, ids: Ids): readonly string[] {
  const parts = route.split("/");
  return partsOf(route, ids).filter((_, at) => parts[at]?.startsWith(":"));
}

function partsOf(pattern: string, ids: Ids): readonly string[] {
  const parts = pattern.split("/");
  return parts.map((part, at) => {
    const id = part.startsWith(":") ? ids[`${parts[at - 1]}/${part}`] : part;
    if (id === undefined) throw new Error(`nothing stands for ${part} of ${pattern}`);
    return id;
  });
}

/** An account with something of everything that an address can name. */
export type Furnished = { readonly account: Account; readonly ids: Ids };

const HEAD = "Display Name,Email Address,Subscription License Type,Primary Phone Number\n";

/** Makes an account with something of everything that an address can name; its import is a draft, or one that has ended. */
export async function furnish(kind: "draft" | "ended" = "ended"): Promise<Furnished> {
  const account = await makeAccount();
  const started = await account.start(`${HEAD}Ann,ann@x.example,Pro,${phones(1)[0]}\n`, { passwords: "users" });
  await account.waitFor(started);
  const draft = await account.draft(`${HEAD}Bob,bob@x.example,Pro,\n`);
  await account.ask("PATCH", `/imports/${draft}/rows`, { json: { rows: [{ row: 2, values: { first_name: "B" } }] } });
  const [user] = await account.users();
  const [mail] = await account.settleMails();
  const { id: token } = await account.ask<{ id: string }>("POST", "/tokens", { json: { name: "furniture" } });
  const email = `owner@${account.id}.example`;
  await enrol(account, { email, password: "correct horse battery" });
  const webhook = await furnishWebhook(account);
  const berlin = env.DB.prepare("SELECT id FROM locations WHERE name = 'Berlin' AND account = ?1").bind(account.id);
  return {
    account,
    ids: {
      ...nothings,
      "accounts/:account": account.id,
      "users/:id": String(user?.id),
      "imports/:id": kind === "draft" ? draft : started,
      "changes/:change": "chg_2",
      "mails/:id": String(mail?.id),
      "mail/:id": String(mail?.id),
      "tokens/:id": token,
      "people/:email": encodeURIComponent(email),
      "administrators/:email": encodeURIComponent(email),
      "webhooks/:id": webhook.id,
      "deliveries/:delivery": webhook.delivery,
      "numbers/:e164": String(phones(20)[19]),
      "locations/:name": "Berlin",
      "locations/:id": String(await berlin.first<string>("id")),
      "services/:service": "share",
    },
  };
}

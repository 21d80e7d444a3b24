import { apiStylesheet } from "../../views/assets.generated.ts";
import { Page } from "../../views/page.tsx";
import { Head } from "../../views/parts/head.tsx";
import { parts } from "../contract.ts";
import { describedRoute, routesOf } from "../document/document.ts";
import { refusalsOfAll, refusalsOfTokens } from "../document/refusals.ts";
import { Call, Codes } from "./call.tsx";
import { curlOf } from "./curl.ts";

/** The calls that most programs need, and no other. */
const first = [
  { name: "POST /accounts/:account/imports", does: "Post the file. With dry_run=true it is only checked." },
  { name: "GET /accounts/:account/imports/:id", does: "Look at the import until its state is completed." },
  { name: "GET /accounts/:account/imports/:id/not-created.csv", does: "Fetch the rows that were not created." },
  { name: "GET /accounts/:account/users", does: "Read who there is." },
  { name: "GET /accounts/:account/events", does: "Follow what happens, one thing after the other." },
] as const;

/** The API, readable: every call of the contract with an example. It needs no script, and is for everybody. */
export function ApiPage() {
  return (
    <Page title="The API" viewer={null}>
      <link rel="stylesheet" href={apiStylesheet} />
      <Head
        title="The API"
        lede="Post a CSV file, look at the import until it has ended, and fetch what was not created."
      />
      <div class="api">
        <Parts />
        <div class="stack">
          <Begin />
          {parts.map((part) => (
            <section class="stack" aria-label={part.name}>
              <h2 id={part.name.toLowerCase()}>{part.name}</h2>
              <p class="soft">{part.says}</p>
              <div class="panel">
                {routesOf(part).map((described) => (
                  <Call described={described} />
                ))}
              </div>
            </section>
          ))}
        </div>
      </div>
    </Page>
  );
}

function Begin() {
  return (
    <section class="stack" aria-label="Begin">
      <p>
        An owner of the account makes a token under Settings, API tokens. The description for programs is{" "}
        <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.
      </p>
      <div class="panel stack">
        <pre>{"export MUSTER=https://muster.example.com\nexport TOKEN=mst_…"}</pre>
        {first.map(({ name, does }) => (
          <>
            <p>{does}</p>
            <pre>{curlOf(describedRoute(name))}</pre>
          </>
        ))}
      </div>
      <h2>What is answered</h2>
      <ul class="stack">
        <li>2xx: it is done, or goes on (202). Look again after Retry-After.</li>
        <li>
          4xx: a problem (RFC 9457) whose <code>code</code> is stable, and says what to do; its page explains it.
        </li>
        <li>
          429 and 503: wait as long as Retry-After says, and send the same again. With an <code>Idempotency-Key</code>{" "}
          nothing is done twice, also where the answer was lost.
        </li>
        <li class="codes">
          From any call that needs a token: <Codes codes={refusalsOfTokens} />
        </li>
        <li class="codes">
          5xx, from any call: <Codes codes={refusalsOfAll} />
        </li>
        <li>Members may be added to answers: pass over those that you do not know.</li>
      </ul>
    </section>
  );
}

/** The way to each part; beside the calls where there is room. */
function Parts() {
  return (
    <nav aria-label="Parts">
      <ul class="bar">
        {parts.map(({ name }) => (
          <li>
            <a href={`#${name.toLowerCase()}`}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

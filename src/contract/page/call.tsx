import type { FailureCode } from "../../domain/problems/codes.ts";
import type { Json } from "../document/json.ts";
import { nameOf } from "../document/operation.ts";
import { namesIn, queryOf, templateOf } from "../document/parameters.ts";
import { type Described, refusalsByStatus, refusalsOfAll, refusalsOfTokens } from "../document/refusals.ts";
import { schemaOf } from "../document/schemas.ts";
import { limitOf, whoMayAsk } from "../document/who.ts";
import { queryNotes } from "../parameters.ts";
import { curlOf } from "./curl.ts";
import { Marked } from "./marked.tsx";

/** One call: what it does, what it takes and answers, and a command that asks for it. */
export function Call({ described }: { readonly described: Described }) {
  const { method, path, demand, route } = described;
  const limit = limitOf(demand);
  return (
    <details class="call" id={nameOf(route.title)}>
      <summary>
        <code>
          {method} {templateOf(path)}
        </code>{" "}
        <span>{route.title}</span>
      </summary>
      <div class="stack">
        <p>
          <Marked text={route.says} />
        </p>
        <p class="soft">
          {whoMayAsk(demand)} {limit}
          {route.once && " Takes an Idempotency-Key."}
        </p>
        <Takes described={described} />
        <pre>{curlOf(described)}</pre>
        <Answers described={described} />
      </div>
    </details>
  );
}

function Takes({ described: { path, route } }: { readonly described: Described }) {
  const named = namesIn(path).map(({ name, says }) => ({ name: `{${name}}`, says }));
  const queried = Object.entries(queryOf(route)).map(([name, schema]) => ({
    name: `?${name}`,
    says: `${queryNotes[name] ?? ""}${choicesOf(schemaOf(schema))}`,
  }));
  const all = [...named, ...queried];
  if (all.length === 0) return null;
  return (
    <dl>
      {all.map(({ name, says }) => (
        <div>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>
            <Marked text={says} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The values that a parameter takes, where they are few enough to be named. */
function choicesOf({ enum: choices, items }: Json): string {
  if (Array.isArray(choices)) return ` One of ${choices.map((choice) => `\`${String(choice)}\``).join(", ")}.`;
  if (typeof items !== "object" || items === null || !("enum" in items) || !Array.isArray(items.enum)) return "";
  return ` Of ${items.enum.map((choice) => `\`${String(choice)}\``).join(", ")}, with commas between them.`;
}

function Answers({ described }: { readonly described: Described }) {
  return (
    <dl>
      {Object.entries(described.route.answers).map(([status, { says }]) => (
        <div>
          <dt>{status}</dt>
          <dd>
            <Marked text={says} />
          </dd>
        </div>
      ))}
      {refusalsByStatus(described)
        .filter(([, codes]) => !codes.every((code) => toldOnce.has(code)))
        .map(([status, codes]) => (
          <div>
            <dt>{status}</dt>
            <dd class="codes">
              <Codes codes={codes} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** What stands at the head of the page. */
const toldOnce = new Set<FailureCode>([...refusalsOfTokens, ...refusalsOfAll]);

/** Each code as the way to what is said of it. */
export function Codes({ codes }: { readonly codes: readonly FailureCode[] }) {
  return (
    <>
      {codes.map((code) => (
        <a href={`/problems/${code}`}>{code}</a>
      ))}
    </>
  );
}

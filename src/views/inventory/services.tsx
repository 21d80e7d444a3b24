import type { Failure } from "../../domain/problems/result.ts";
import { type Service, services } from "../../domain/user/user.ts";
import { sayServices } from "../kinds.ts";
import { Page, type Viewer } from "../page.tsx";
import { Tag } from "../parts.tsx";
import { Refusal } from "../refusal.tsx";
import { Kept, News } from "./parts.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly installed: readonly Service[];
  /** Whether the operator keeps services to itself (A5). */
  readonly kept: boolean;
  readonly news?: string | null;
  readonly failure?: Failure | null;
};

/** Which services the account has, and what each means for an import. */
export function ServicesPage({ viewer, installed, kept, news = null, failure = null }: Props) {
  return (
    <Page title="Services" viewer={viewer} here="services" wrong={failure !== null}>
      <h1>{headingOf(installed)}</h1>
      <p class="soft">An import gives its users any of the services that are installed.</p>
      {news && <News>{news}</News>}
      {failure && <Refusal failure={failure} />}
      {kept && <Kept what="services" />}
      <ul class="steps">
        {services.map((service) => (
          <ServiceRow service={service} has={installed.includes(service)} kept={kept} />
        ))}
      </ul>
    </Page>
  );
}

function headingOf(installed: readonly Service[]): string {
  if (installed.length === 0) return "No service is installed yet";
  return `${sayServices(installed)} ${installed.length === 1 ? "is" : "are"} installed`;
}

const meanings: { readonly [S in Service]: { readonly has: string; readonly lacks: string } } = {
  connect: {
    has: "Voice. Users get a licence, numbers, an extension and a location from the file, and a Welcome mail.",
    lacks: "Voice. Without it the columns of voice are ignored: users get no licence, number or extension.",
  },
  meet: {
    has: "Users get it unless you untick it at the import.",
    lacks: "Users are created without it.",
  },
  share: {
    has: "Users get it unless you untick it at the import.",
    lacks: "Users are created without it.",
  },
};

function ServiceRow({ service, has, kept }: { service: Service; has: boolean; kept: boolean }) {
  const name = sayServices([service]);
  return (
    <li>
      <h2>{name}</h2>
      <div>
        <Tag tone={has ? "ok" : "off"}>{has ? "installed" : "not installed"}</Tag>
      </div>
      <div>{has ? meanings[service].has : meanings[service].lacks}</div>
      <div>
        {kept ? null : has ? (
          <a href={`/services/${service}/removal`}>Remove {name}</a>
        ) : (
          <form method="post" action={`/services/${service}/installation`}>
            <button type="submit" class={service === "connect" ? "btn go" : "btn"}>
              Install {name}
            </button>
          </form>
        )}
      </div>
    </li>
  );
}

type RemovalProps = {
  readonly viewer: Viewer;
  readonly service: Service;
  /** Whether an import is running now. */
  readonly importing: boolean;
};

/** Asks once more before a service is removed, and says what that means. */
export function RemoveServicePage({ viewer, service, importing }: RemovalProps) {
  const name = sayServices([service]);
  return (
    <Page title={`Remove ${name}?`} viewer={viewer} here="services">
      <h1>Remove {name}?</h1>
      <section class="say bad" aria-label="What removing means">
        <ul>
          <li>Users who have {name} keep it. New users do not get it.</li>
          <li>An import that asks for {name} does not start until it is installed again.</li>
          {importing && <li>An import is running now: its rows that are not done yet fail.</li>}
          {service === "connect" && <li>Without CONNECT new users get no licence, number or extension.</li>}
        </ul>
      </section>
      <form class="acts" method="post" action={`/services/${service}/removal`}>
        <button type="submit" class="btn stop">
          Remove {name}
        </button>
        <a href="/services">Keep it</a>
      </form>
    </Page>
  );
}

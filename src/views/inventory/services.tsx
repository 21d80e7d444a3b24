import type { Failure } from "../../domain/problems/result.ts";
import { type Service, services } from "../../domain/user/user.ts";
import { sayServices } from "../kinds.ts";
import { may } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Sure } from "../parts/sure.tsx";
import { Tag } from "../parts.tsx";
import { Refusal } from "../refusal.tsx";
import { Kept } from "./parts.tsx";
import { type Told, ToldNews } from "./told.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly installed: readonly Service[];
  /** Whether the operator keeps services to itself (A5). */
  readonly kept: boolean;
  readonly told?: Told | null;
  readonly failure?: Failure | null;
};

/** Which services the account has, and what each means for an import. */
export function ServicesPage({ viewer, installed, kept, told = null, failure = null }: Props) {
  const fixed = kept || !may("POST /services/:service/installation");
  return (
    <Page title="Services" viewer={viewer} here="services" wrong={failure !== null}>
      <Head title={headingOf(installed)} lede="An import gives its users any of the services that are installed." />
      {told && <ToldNews told={told} here="services" />}
      {failure && <Refusal failure={failure} />}
      {kept && <Kept what="services" />}
      <ul class="panel lines flush services">
        {services.map((service) => (
          <ServiceRow service={service} has={installed.includes(service)} fixed={fixed} />
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

function ServiceRow({ service, has, fixed }: { service: Service; has: boolean; fixed: boolean }) {
  const name = sayServices([service]);
  return (
    <li>
      <div>
        <h2 class="bar">
          {name} <Tag tone={has ? "ok" : "off"}>{has ? "installed" : "not installed"}</Tag>
        </h2>
        <p class="hint">{has ? meanings[service].has : meanings[service].lacks}</p>
      </div>
      <div>
        {fixed ? null : has ? (
          <a class="btn low" href={`/services/${service}/removal`}>
            Remove {name}…
          </a>
        ) : (
          <form method="post" action={`/services/${service}/installation`}>
            <button type="submit" class={service === "connect" ? "btn go" : "btn low"}>
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
      <Head title={`Remove ${name}?`} />
      <Sure
        action={`/services/${service}/removal`}
        act={`Remove ${name}`}
        keep={{ href: "/services", label: "Keep it" }}
        means={[
          `Users who have ${name} keep it. New users do not get it.`,
          `An import that asks for ${name} does not start until it is installed again.`,
          ...(importing ? ["An import is running now: its rows that are not done yet fail."] : []),
          ...(service === "connect" ? ["Without CONNECT new users get no licence, number or extension."] : []),
        ]}
      />
    </Page>
  );
}

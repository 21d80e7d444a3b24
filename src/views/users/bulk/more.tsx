import { address } from "../../address.ts";
import { Page, type Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { queryOfView } from "../filters.tsx";
import { acts } from "../picked.tsx";
import { Carried, ledeOf, type Selection } from "./ask.tsx";

type Props = { readonly viewer: Viewer; readonly selection: Selection };

/** Everything that can be done with those who are picked: where the list has no room for all the buttons. */
export function MoreBulkPage({ viewer, selection }: Props) {
  const back = address("/users", queryOfView(selection.view));
  const heading = "What is to be done?";
  return (
    <Page title={heading} viewer={viewer} here="users">
      <Head title={heading} crumb={<a href={back}>Users</a>} lede={ledeOf(selection)} />
      <form class="panel roomy stack read" method="get" action="/users/bulk">
        <Carried selection={selection} />
        {acts.map(({ name, label }) => (
          <button type="submit" class={name === "delete" ? "btn stop" : "btn"} name="action" value={name}>
            {label}
          </button>
        ))}
        <a href={back}>Leave them as they are</a>
      </form>
    </Page>
  );
}

/** Says that nobody was picked, and the way back. */
export function NobodyPickedPage({ viewer, selection }: Props) {
  const back = address("/users", queryOfView(selection.view));
  return (
    <Page title="Nobody is selected" viewer={viewer} here="users">
      <Head
        title="Nobody is selected"
        crumb={<a href={back}>Users</a>}
        lede="Tick the users in the list first, then choose what is to be done."
      >
        <a class="btn go" href={back}>
          Back to the list
        </a>
      </Head>
    </Page>
  );
}

import { count } from "../../domain/count.ts";
import { MAX_BULK_USERS } from "../../domain/limits.ts";
import { address } from "../address.ts";
import { pickScript } from "../assets.generated.ts";
import { queryOfView, type UserView } from "./filters.tsx";

/** Who is picked when a page is shown: nobody, all of the page, all whom the view finds. */
export type Picked = "none" | "page" | "all";

/** Reads it from an address. */
export function readPicked(text: string): Picked {
  return text === "page" || text === "all" ? text : "none";
}

/** The acts on many users, each with the button that leads to it; only some have room on a phone. */
export const acts = [
  { name: "send_passwords", label: "Send passwords…", narrow: true },
  { name: "send_welcome", label: "Welcome mail…", narrow: false },
  { name: "license_type", label: "Change licence…", narrow: false },
  { name: "location", label: "Location…", narrow: false },
  { name: "services", label: "Services…", narrow: false },
  { name: "delete", label: "Delete…", narrow: true },
] as const;
export type ActName = (typeof acts)[number]["name"];

type Props = {
  readonly view: UserView;
  readonly picked: Picked;
  /** How many users the view finds; null: more than can be taken at once. */
  readonly found: number | null;
  /** How many stand on the page. */
  readonly shown: number;
};

/** What can be done with those who are picked, in sight as soon as somebody is; also without a script. */
export function Dock({ view, picked, found, shown }: Props) {
  const query = queryOfView(view);
  const all = found !== null && found <= MAX_BULK_USERS && found > shown;
  return (
    <div class="dock">
      <p class="said" role="status">
        <b id="picked" class="picked">
          {picked === "all" && found !== null ? `All ${count(found)}` : ""}
        </b>{" "}
        selected
        {all && picked !== "all" && (
          <>
            {" · "}
            <a href={address("/users", { ...query, pick: "all" })}>Select all {count(found)}</a>
          </>
        )}
        {" · "}
        <a href={address("/users", query)}>None</a>
      </p>
      <div class="bar end">
        {acts.map(({ name, label, narrow }) => (
          <>
            {name === "delete" && (
              <button type="submit" class="btn narrow-only" name="action" value="">
                More…
              </button>
            )}
            <button
              type="submit"
              class={`btn${name === "delete" ? " stop" : ""}${narrow ? "" : " wide-only"}`}
              name="action"
              value={name}
            >
              {label}
            </button>
          </>
        ))}
      </div>
      <script src={pickScript} defer />
    </div>
  );
}

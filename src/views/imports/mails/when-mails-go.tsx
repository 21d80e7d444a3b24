import { MAX_MAIL_DAYS_AHEAD } from "../../../domain/limits.ts";
import { Choice } from "../../fields.tsx";

/** When mails go, as the form of a new import has it: `at` with a time in UTC. */
export type ChosenTime = { readonly mails: "now" | "at" | "hold"; readonly mails_at: string };

const ways = [
  { value: "now", label: "As soon as each user is created", hint: undefined },
  {
    value: "at",
    label: "At a time",
    hint: `At most ${MAX_MAIL_DAYS_AHEAD} days ahead. You can let them go earlier on the page of the result.`,
  },
  {
    value: "hold",
    label: "When I release them",
    hint: "The users exist at once, and hear nothing until you press Release on the page of the result.",
  },
] as const;

/** When the passwords and Welcome mails go (M9). */
export function WhenMailsGo({ mails, mails_at }: ChosenTime) {
  return (
    <fieldset class="panel">
      <legend>When the mails go</legend>
      {ways.map(({ value, label, hint }) => (
        <>
          <Choice type="radio" name="mails" value={value} label={label} checked={mails === value} hint={hint} />
          {value === "at" && (
            <div class="below field">
              <label class="hint" for="mails_at">
                Day and time (UTC)
              </label>
              <input class="input low" type="datetime-local" id="mails_at" name="mails_at" value={mails_at} />
            </div>
          )}
        </>
      ))}
    </fieldset>
  );
}

import { inGroups } from "../../domain/cells/phone/groups.ts";
import { count } from "../../domain/count.ts";
import { type CellPlace, cellName } from "./cell-names.ts";
import { type Finding, willFail } from "./findings.ts";

type Props = {
  readonly place: CellPlace;
  /** The column without its "(…)". */
  readonly column: string;
  readonly findings: readonly Finding[];
  /** The cell as the draft has it. */
  readonly now: string;
  /** What the person typed, when it could not be saved. */
  readonly typed: string | null;
  /** How many other cells of the column are as wrong, with the same text. */
  readonly alike: number;
};

/** Longer texts are not sent to and fro: like a PIN they are typed anew, or left as they are. */
const MOST_CHARACTERS = 1_000;
/** So much of a longer text is shown. */
const BEGINNING = 40;

/**
 * A cell to be corrected in place, with the suggestion to take over where there is one. The text as it was shown goes
 * along, so that only what the person has changed is a correction, whatever others do meanwhile.
 */
export function CellField({ place, column, findings, now, typed, alike }: Props) {
  const name = cellName("cell", place);
  const hidden = place.field === "voicemail_pin" || now.length > MOST_CHARACTERS;
  const was = hidden ? "" : now;
  const suggestion = findings.find((finding) => finding.suggestion !== null)?.suggestion ?? null;
  return (
    <>
      <input
        class="input"
        id={name}
        name={name}
        value={place.field === "voicemail_pin" ? "" : (typed ?? was)}
        placeholder={hidden ? placeholderOf(place, now) : undefined}
        aria-label={`${column}, row ${count(place.row)}`}
        aria-invalid={findings.some(willFail) ? "true" : undefined}
        aria-describedby={cellName("why", place)}
      />
      {was !== "" && <input type="hidden" name={cellName("was", place)} value={was} />}
      {suggestion !== null && (suggestion !== "" || !hidden) && (
        <Suggestion name={cellName("use", place)} text={suggestion} />
      )}
      {alike > 0 && !hidden && <Alike place={place} alike={alike} now={now} />}
      {hidden && <Blank place={place} checked={typed === ""} />}
    </>
  );
}

function placeholderOf({ field }: CellPlace, now: string): string {
  return field === "voicemail_pin" ? "••••" : `${[...now.slice(0, 2 * BEGINNING)].slice(0, BEGINNING).join("")}…`;
}

/** A box, not a button: many suggestions are taken over in one go. */
function Suggestion({ name, text }: { name: string; text: string }) {
  return (
    <span class="opt">
      <input type="checkbox" id={name} name={name} value={text} />
      <label for={name}>
        {text === "" ? (
          "Clear the cell"
        ) : (
          <>
            Use <b class="long">{inGroups(text)}</b>
          </>
        )}
      </label>
    </span>
  );
}

/** One mistake in a whole column is one correction. */
function Alike({ place, alike, now }: { place: CellPlace; alike: number; now: string }) {
  const name = cellName("all", place);
  return (
    <span class="opt">
      <input type="checkbox" id={name} name={name} value="yes" />
      <label for={name}>
        Also in the other {count(alike)}{" "}
        {now === "" ? (
          "that are blank"
        ) : (
          <>
            with <b class="long">{now}</b>
          </>
        )}
      </label>
    </span>
  );
}

/** A text that is not shown cannot be deleted in its field. */
function Blank({ place, checked }: { place: CellPlace; checked: boolean }) {
  const name = cellName("blank", place);
  return (
    <span class="opt">
      <input type="checkbox" id={name} name={name} value="yes" checked={checked} />
      <label for={name}>
        {place.field === "voicemail_pin" ? "No PIN of its own: Muster makes one" : "Make the cell blank"}
      </label>
    </span>
  );
}

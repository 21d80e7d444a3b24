import { SIGNED_IN_IDLE_HOURS } from "../../domain/limits.ts";
import { uploadScript } from "../assets.generated.ts";
import { sayMany } from "../words.ts";

/** Starts with a file, or only checks it; not filled where something else comes first. A script shows how it is sent. */
export function SubmitFile({ next = true }: { next?: boolean }) {
  return (
    <>
      <div class="acts" id="submit">
        <button type="submit" class={next ? "btn go" : "btn"}>
          Start import
        </button>
        <button type="submit" class="btn" name="dry_run" value="true">
          Check file only
        </button>
      </div>
      <Sending />
      <noscript>
        <p class="hint">
          Whoever does nothing for {sayMany(SIGNED_IN_IDLE_HOURS, "hour")} is signed out, and has to choose the file
          again.
        </p>
      </noscript>
      <script type="module" src={uploadScript} />
    </>
  );
}

/** How far the file is on its way; in the place of the buttons while it is sent (src/browser/upload.js). */
function Sending() {
  return (
    <section id="sending" class="sending" tabindex={-1} aria-labelledby="sending-label" hidden>
      <h2 id="sending-label">Sending the file</h2>
      <div id="sending-said" role="status" />
      <progress id="sending-bar" aria-labelledby="sending-label" max={1} value={0} />
      <p id="sending-figures" class="soft small" />
      <div class="acts">
        <button type="button" class="btn" id="sending-again" hidden>
          Try now
        </button>
        <button type="button" class="btn" id="sending-cancel">
          Cancel
        </button>
      </div>
    </section>
  );
}

import type { PropsWithChildren } from "hono/jsx";
import { SIGNED_IN_IDLE_MINUTES } from "../../domain/limits.ts";
import { uploadScript } from "../assets.generated.ts";
import { sayMany } from "../words.ts";

/**
 * Starts with a file, or only checks it, always in sight; not filled where something else comes first. The children
 * say what will happen. A script shows how the file is sent; where
 * sending one is not what comes next, whoever shows the form loads it.
 */
export function SubmitFile({ next = true, children }: PropsWithChildren<{ next?: boolean }>) {
  return (
    <>
      <noscript>
        <p class="hint">
          Whoever does nothing for {sayMany(SIGNED_IN_IDLE_MINUTES, "minute")} is signed out, and has to choose the file
          again.
        </p>
      </noscript>
      <div class={next ? "dock" : undefined}>
        <div class="bar" id="submit">
          <button type="submit" class={next ? "btn go big" : "btn"}>
            Start import
          </button>
          <button type="submit" class={next ? "btn big" : "btn"} name="dry_run" value="true">
            Check file only
          </button>
          {children && <p class="said">{children}</p>}
        </div>
        <Sending />
      </div>
      {next && <script type="module" src={uploadScript} />}
    </>
  );
}

/** How far the file is on its way; in the place of the buttons while it is sent (src/browser/upload.js). */
function Sending() {
  return (
    <section id="sending" class="stack tight sending" tabindex={-1} aria-labelledby="sending-label" hidden>
      <h2 id="sending-label">Sending the file</h2>
      <div id="sending-said" role="status" />
      <progress id="sending-bar" aria-labelledby="sending-label" max={1} value={0} />
      <div class="bar">
        <button type="button" class="btn" id="sending-again" hidden>
          Try now
        </button>
        <button type="button" class="btn" id="sending-cancel">
          Cancel
        </button>
        <p id="sending-figures" class="hint" />
      </div>
    </section>
  );
}

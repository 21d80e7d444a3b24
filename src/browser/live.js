// Goes before htmx, into one file with it (scripts/lib/assets.mjs). A tab that nobody sees asks for nothing, and asks at once when
// it is seen again: the fragment of progress is triggered by both. While answer after answer is the same, ever more
// of the polls are left out (E7).
import { tellTimes } from "./times.js";

let same = 0;
let left = 0;

document.addEventListener("visibilitychange", () => {
  left = 0;
});

document.addEventListener("htmx:before:request", (event) => {
  if (document.hidden || left-- > 0) event.preventDefault();
});

document.addEventListener("htmx:before:response", (event) => {
  const { detail } = /** @type {CustomEvent<{ ctx: { response: Response } }>} */ (event);
  same = detail.ctx.response.status === 304 ? same + 1 : 0;
  left = Math.min(5, same >> 3);
});

document.addEventListener("htmx:after:swap", tellTimes);

// Times are told in the zone of the person (E14).

/** Writes each time of the page anew, as the browser's clock has it. */
export function tellTimes() {
  for (const time of document.querySelectorAll("time")) {
    const date = new Date(time.dateTime);
    const as = time.dataset.s;
    /** @param {Intl.DateTimeFormatOptions} parts */
    const say = (parts) => date.toLocaleString("en-GB", parts);
    const inFull = as === "date";
    const day = say({
      day: "numeric",
      month: inFull ? "short" : "long",
      ...(inFull && { year: "numeric" }),
    });
    const text = as === "day" ? day : `${day}, ${say({ timeStyle: "short" })}`;
    if (time.textContent !== text) time.textContent = text;
    // The same beside it, in UTC, is said once.
    const utc = /** @type {HTMLElement | null} */ (time.nextElementSibling);
    if (utc?.dataset.utc === "") utc.hidden = utc.textContent === `${text} UTC`;
  }
}

tellTimes();

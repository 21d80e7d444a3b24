// Times are told in the zone of the person (E14).

/** Writes each time of the page anew, as the browser's clock has it. */
export function tellTimes() {
  for (const time of document.querySelectorAll("time")) {
    const date = new Date(time.dateTime);
    const as = time.dataset.s;
    /** @param {Intl.DateTimeFormatOptions} parts */
    const say = (parts) => date.toLocaleString("en-GB", parts);
    const day = say({
      day: "numeric",
      month: as === "date" ? "short" : "long",
      ...(as === "date" && { year: "numeric" }),
    });
    const text = as === "day" ? day : `${day}, ${say({ hour: "2-digit", minute: "2-digit" })}`;
    if (time.textContent !== text) time.textContent = text;
  }
}

tellTimes();

const RealDate = Date;
let ahead = 0;

/** The real clock, some milliseconds ahead. The Worker and the object share it with the test. */
class ShiftedDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(RealDate.now() + ahead);
    else super(given[0]);
  }

  static override now(): number {
    return RealDate.now() + ahead;
  }
}

/** Lets time pass at once, for everybody who asks what time it is. The platform's own timers know nothing of it. */
export function passTime(milliseconds: number): void {
  globalThis.Date = ShiftedDate as DateConstructor;
  ahead += Math.max(0, milliseconds);
}

/** Sets the clock right again. */
export function setRight(): void {
  ahead = 0;
  globalThis.Date = RealDate;
}

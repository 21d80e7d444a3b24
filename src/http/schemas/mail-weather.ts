import * as v from "valibot";
import { mailAnswers } from "../../domain/mail/weather.ts";

/** The body of `POST /dev/mail-weather`. */
export const mailWeather = v.strictObject({
  answer: v.picklist(mailAnswers),
  times: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
});

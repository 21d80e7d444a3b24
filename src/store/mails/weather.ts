import * as v from "valibot";
import { type MailAnswer, type MailWeather, mailAnswers } from "../../domain/mail/weather.ts";
import type { AccountDatabase } from "../database.ts";

/** Sets what the simulated mail system answers from now on. */
export async function saveWeather(db: AccountDatabase, { answer, times }: MailWeather): Promise<void> {
  await db.batch([
    db.sql("DELETE FROM dev_weather"),
    db.sql("INSERT INTO dev_weather (id, answer, times) SELECT 1, ?1, ?2 WHERE ?1 <> 'accept'", answer, times),
  ]);
}

/** Tells whether it answers anything but yes. */
export async function hasWeather(db: AccountDatabase): Promise<boolean> {
  return db.has(db.sql("SELECT 1 FROM dev_weather WHERE times IS NULL OR times > 0"));
}

/** Takes the next of its answers. */
export async function takeAnswer(db: AccountDatabase): Promise<MailAnswer> {
  const taken = await db.first(
    v.object({ answer: v.picklist(mailAnswers) }),
    db.sql("UPDATE dev_weather SET times = times - 1 WHERE times IS NULL OR times > 0 RETURNING answer"),
  );
  return taken?.answer ?? "accept";
}

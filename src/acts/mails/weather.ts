import type { MailWeather } from "../../domain/mail/weather.ts";
import { saveWeather } from "../../store/mails/weather.ts";
import type { Scene } from "../scene.ts";

/** Sets what the simulated mail system of development answers from now on; that stays over a restart. */
export async function setWeather(scene: Scene, weather: MailWeather): Promise<void> {
  await saveWeather(scene.db, weather);
}

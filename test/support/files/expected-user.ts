/** What a row of a file must become, told from its cells with none of Muster's code. Cells by base header. */
type Row = Readonly<Record<string, string>>;

const list = (cell: string) => cell.split(";").flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
const orNull = (cell: string) => (cell === "" ? null : cell);
const wholeOrNull = (cell: string) => (cell === "" ? null : Number.parseInt(cell, 10));

/** Numbers of the samples are written with their country code: after `+`, 00 or 011, or bare; a trunk zero stands in brackets. */
export const e164 = (cell: string) =>
  `+${cell
    .replace("(0)", "")
    .replaceAll(/[^0-9]/g, "")
    .replace(/^(00|011)/, "")}`;
const phoneOrNull = (cell: string) => (cell === "" ? null : e164(cell));

/** The user as `GET …/users` must show them, but for what Muster makes up: id, created_at, import. */
export function expectedUser(row: Row, services: readonly string[]) {
  const cell = (name: string) => row[name] ?? "";
  return {
    email: cell("Email Address"),
    display_name: cell("Display Name"),
    services,
    license_type: cell("Subscription License Type"),
    primary_phone: phoneOrNull(cell("Primary Phone Number")),
    additional_phones: list(cell("Additional Phone Numbers")).map(e164),
    extension: cell("Extension"),
    location: cell("Voice Location"),
    voice_active: cell("Primary Phone Number") !== "",
    first_name: orNull(cell("First Name")),
    last_name: orNull(cell("Last Name")),
    job_title: orNull(cell("Job Title")),
    department: orNull(cell("Department")),
    external_id: orNull(cell("External ID")),
    settings: {
      ...zone(cell("Time Zone")),
      caller_id: phoneOrNull(cell("Caller ID")),
      call_timeout: wholeOrNull(cell("Call Timeout")),
      voicemail_operator: operator(cell("Voicemail Operator Number")),
      voicemail_autodelete_days: wholeOrNull(cell("Autodelete Voicemail Period")),
      voicemail_transcription: cell("Voicemail Transcription Setting").toUpperCase() === "YES",
      voicemail_emails: list(cell("Email for Voicemail Notification")),
      voicemail_sms: phoneOrNull(cell("SMS Notification on Voicemail")),
      fmfm_order: orNull(cell("Find Me, Follow Me Ringing order").toLowerCase()),
      fmfm_phones: list(cell("Find Me, Follow Me Phone Number")).map(e164),
      fmfm_timeout: wholeOrNull(cell("Find Me, Follow Me Timeout")),
    },
  };
}

function operator(cell: string): string | null {
  return /^[0-9]{1,6}$/.test(cell) ? cell : phoneOrNull(cell);
}

/** V5, for the ways in which the samples write an offset: a sign and one or two hours, then minutes or none. */
function zone(cell: string): { time_zone: string | null; time_zone_label: string | null } {
  if (cell === "") return { time_zone: null, time_zone_label: null };
  const label = cell.startsWith("(") ? cell : null;
  const offset = (label === null ? cell : cell.slice(1, cell.indexOf(")"))).replaceAll("−", "-").replaceAll(" ", "");
  const at = offset.search(/[+-]/);
  if (at < 0) return { time_zone: "UTC+00:00", time_zone_label: label };
  const digits = offset.slice(at + 1).replace(":", "");
  const hours = digits.length > 2 ? digits.slice(0, -2) : digits;
  const minutes = digits.length > 2 ? digits.slice(-2) : "00";
  return { time_zone: `UTC${offset[at]}${hours.padStart(2, "0")}:${minutes}`, time_zone_label: label };
}

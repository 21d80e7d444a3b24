import type { Cells } from "../../../src/domain/columns.ts";

/** A row with every cell filled, nothing wrong, and no value twice. */
export function fullRow(at: number): Cells {
  const digits = String(at).padStart(4, "0");
  return {
    display_name: `Dana Miller ${at}`,
    email: `dana.miller${at}@example.com`,
    license_type: at % 2 === 0 ? "Pro" : "Basic",
    primary_phone: `+1415555${digits}`,
    additional_phones: `+1415556${digits};+1415557${digits}`,
    extension: String(2000 + at),
    location: at % 2 === 0 ? "Berlin" : "Headquarters",
    first_name: `Dana${at}`,
    last_name: `Miller, ${at}`,
    job_title: `Engineer ${at}`,
    department: `R&D "${at}"`,
    time_zone: "(UTC-05:00) Eastern Time (US & Canada)",
    caller_id: `+1415654${digits}`,
    call_timeout: "30",
    voicemail_pin: String(250_000 + 7 * at),
    voicemail_operator: "2000",
    voicemail_autodelete_days: "31",
    voicemail_transcription: "YES",
    voicemail_emails: `a${at}@example.com;b${at}@example.com`,
    voicemail_sms: `+1415558${digits}`,
    fmfm_order: "Sequentially",
    fmfm_phones: `+1415559${digits};+1415655${digits}`,
    fmfm_timeout: "5",
    external_id: `E-${digits}`,
  };
}

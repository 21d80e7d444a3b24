/** The settings of a user, in the shape of the API (api.md, "A user"). Blank is null, a blank list is []. */
export type Settings = {
  readonly time_zone: string | null;
  readonly time_zone_label: string | null;
  readonly caller_id: string | null;
  readonly call_timeout: number | null;
  readonly voicemail_operator: string | null;
  readonly voicemail_autodelete_days: number | null;
  /** Null only without CONNECT. */
  readonly voicemail_transcription: boolean | null;
  readonly voicemail_emails: readonly string[];
  readonly voicemail_sms: string | null;
  readonly fmfm_order: "sequentially" | "simultaneously" | null;
  readonly fmfm_phones: readonly string[];
  readonly fmfm_timeout: number | null;
};

/** What a checked row asks for: read and bounded, but claimed by nobody yet. Its voicemail PIN travels apart from it. */
export type WantedUser = {
  readonly display_name: string;
  readonly email: string;
  /** The name of the account's type as the account writes it; null without CONNECT. */
  readonly license_type: string | null;
  /** E.164. */
  readonly primary_phone: string | null;
  /** What a primary number is to begin with that the system is to choose, "" for any of the location's country (I14); else null. */
  readonly auto_phone: string | null;
  readonly additional_phones: readonly string[];
  /** Null: the lowest free one is given (I3). */
  readonly extension: string | null;
  /** The location's name as the account writes it; null means the main one. */
  readonly location: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly job_title: string | null;
  readonly department: string | null;
  /** What the customer's own systems call the user (T6). */
  readonly external_id: string | null;
  readonly settings: Settings;
};

export const services = ["connect", "meet", "share"] as const;
export type Service = (typeof services)[number];

/** Tells whether a text names a service. */
export function isService(name: string): name is Service {
  return services.some((service) => service === name);
}

/** A user as it is stored and as the API shows it. */
export type User = Omit<WantedUser, "location" | "auto_phone"> & {
  readonly id: string;
  readonly services: readonly Service[];
  readonly location: string | null;
  /** A1: true with CONNECT and a primary number. */
  readonly voice_active: boolean;
  /** RFC 3339, UTC. */
  readonly created_at: string;
  /** The import's id; null for a user who was made singly. */
  readonly import: string | null;
};

/** Compares e-mail addresses, names of types and of locations: ignoring case, in NFC. */
export function foldCase(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

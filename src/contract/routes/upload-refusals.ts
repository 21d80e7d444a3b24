/** Why a file is refused, and why its draft does not start. */
export const uploadRefusals = [
  ...["file_too_large", "unsupported_file_type", "unreadable_encoding", "file_empty", "no_rows", "too_many_rows"],
  ...["malformed_csv", "too_many_cells", "header_unknown", "header_duplicate", "header_missing"],
  ...["invalid_option", "no_service_selected", "validation_failed", "confirmation_needed", "service_not_installed"],
  ...["import_in_progress", "insufficient_subscriptions", "warnings_present", "not_for_tokens"],
] as const;

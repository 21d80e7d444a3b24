/** The settings of a user without any, as they are kept: for tests that write users by themselves. */
export const blankSettings = JSON.stringify({
  time_zone: null,
  time_zone_label: null,
  caller_id: null,
  call_timeout: null,
  voicemail_operator: null,
  voicemail_autodelete_days: null,
  voicemail_transcription: false,
  voicemail_emails: [],
  voicemail_sms: null,
  fmfm_order: null,
  fmfm_phones: [],
  fmfm_timeout: null,
});

/** What people know encodings by; the name that programs know follows. */
const writings: Readonly<Record<string, string>> = {
  "utf-8": "Unicode",
  "utf-16le": "Unicode",
  "utf-16be": "Unicode",
  "windows-1252": "Western European",
  "iso-8859-15": "Western European",
  macintosh: "Western European, old Mac",
  ibm850: "Western European, DOS",
  "windows-1250": "Central European",
  "iso-8859-2": "Central European",
  "windows-1251": "Cyrillic",
  "iso-8859-5": "Cyrillic",
  "koi8-r": "Cyrillic",
  "koi8-u": "Cyrillic",
  ibm866: "Cyrillic, DOS",
  "x-mac-cyrillic": "Cyrillic, old Mac",
  "windows-1253": "Greek",
  "iso-8859-7": "Greek",
  "windows-1254": "Turkish",
  "windows-1255": "Hebrew",
  "windows-1256": "Arabic",
  "windows-1257": "Baltic",
  "windows-1258": "Vietnamese",
  "windows-874": "Thai",
  shift_jis: "Japanese",
  "euc-jp": "Japanese",
  "iso-2022-jp": "Japanese",
  gbk: "Chinese, simplified",
  gb18030: "Chinese, simplified",
  big5: "Chinese, traditional",
  "euc-kr": "Korean",
};

/** Names an encoding so that a person and a program know it: "Cyrillic (windows-1251)". */
export function nameOfEncoding(encoding: string): string {
  const writing = writings[encoding];
  return writing === undefined ? encoding : `${writing} (${encoding})`;
}

/** What the bytes from 0x80 on mean in code page 850; the platform's decoder does not know it. */
const HIGH =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0";
const CHUNK = 8_192;

/** Decodes bytes of code page 850, which has a character for each. */
export function decodeIbm850(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(String.fromCharCode(...Array.from(bytes.subarray(at, at + CHUNK), codeOf)));
  }
  return parts.join("");
}

function codeOf(byte: number): number {
  return byte < 0x80 ? byte : HIGH.charCodeAt(byte - 0x80);
}

import MimeNode from "nodemailer/lib/mime-node";
import type { OutgoingMail } from "./transport.ts";

/** A mail as it goes over the line (RFC 5322, RFC 2045). */
export type Message = MimeNode;

/** Writes a mail: its text and its HTML as alternatives, and its id in two headers, the same at every try. */
export function messageOf(from: string, { id, to, subject, text, html }: OutgoingMail): Message {
  const message = new MimeNode("multipart/alternative", { disableFileAccess: true, disableUrlAccess: true });
  message.setHeader({
    "X-Muster-Mail": id,
    From: from,
    To: { name: "", address: to },
    Subject: subject,
    "Message-ID": `<${id}@${from.split("@").at(-1)}>`,
  });
  message.createChild("text/plain; charset=utf-8").setContent(text);
  message.createChild("text/html; charset=utf-8").setContent(html);
  return message;
}

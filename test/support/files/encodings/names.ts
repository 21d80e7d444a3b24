/** First and last names of people as they are met in languages that files in old encodings are written in. */
export type Names = { readonly first: string; readonly last: string; readonly encodings: readonly string[] };

const west = ["windows-1252", "iso-8859-15", "macintosh", "ibm850"];
const central = ["windows-1250", "iso-8859-2"];
const slavic = ["windows-1251", "koi8-r", "x-mac-cyrillic", "ibm866"];

export const languages: Readonly<Record<string, Names>> = {
  German: {
    first: "Jörg Günter Anna Käthe Björn Jürgen Ute Sören Bärbel Thomas",
    last: "Müller Schröder Weiß Groß König Bäcker Schäfer Krüger Lange Öztürk",
    encodings: west,
  },
  French: {
    first: "François Hélène Benoît Chloé Zoé Jérôme Marie Noël Cécile Loïc",
    last: "Lefèvre Gérard Béranger Dupré Lemaître Garçon Rivière Martin Français Noël",
    encodings: west,
  },
  Spanish: {
    first: "José María Ángel Iñaki Lucía Ramón Sofía Carlos Begoña Óscar",
    last: "Núñez Muñoz García Pérez Ibáñez Rodríguez Peña López Martín Sánchez",
    encodings: west,
  },
  Portuguese: {
    first: "João Conceição Inês António Luís Márcia Vitória Simão Célia Zé",
    last: "Gonçalves Simões Araújo Magalhães Falcão Conceição Guimarães Silva Leitão Vêncio",
    encodings: west,
  },
  Swedish: {
    first: "Åsa Björn Göran Märta Håkan Örjan Anna Stig Jörgen Åke",
    last: "Lindström Åkesson Sjöberg Öberg Nyström Ångström Hägg Berg Sjögren Ekström",
    encodings: west,
  },
  Danish: {
    first: "Søren Jørgen Åse Kåre Bjørn Bodil Pål Øystein Inger Børge",
    last: "Sørensen Jørgensen Ødegård Kjær Møller Ågård Bjørnstad Østby Hansen Skjærvø",
    encodings: west,
  },
  Polish: {
    first: "Łukasz Świętosława Małgorzata Paweł Żaneta Jan Grażyna Bożena Zdzisław Michał",
    last: "Żółć Wiśniewski Wójcik Kamińska Łęcki Dąbrowski Jabłoński Źrebiec Nowak Śliwa",
    encodings: central,
  },
  Czech: {
    first: "Jiří Tomáš Zdeněk Šárka Lukáš Věra Ondřej Eliška Růžena Čeněk",
    last: "Dvořák Černý Procházka Kučera Šťastný Růžička Němec Říha Žák Kovář",
    encodings: central,
  },
  Hungarian: {
    first: "László Zoltán Erzsébet Győző Ödön Jenő Katalin Árpád Sándor Gergő",
    last: "Szabó Kovács Tóth Erdős Szűcs Fehér Bőrösi Kőműves Nagy Hegedűs",
    encodings: central,
  },
  Croatian: {
    first: "Željko Šime Ružica Đurđa Nikša Željka Ante Zoran Čedo Tomislav",
    last: "Kovačević Šarić Babić Žuvela Marić Božić Đurić Matić Perić Živković",
    encodings: central,
  },
  Russian: {
    first: "Иван Светлана Дмитрий Ольга Сергей Юлия Алексей Наталья Пётр Екатерина",
    last: "Иванов Смирнова Кузнецов Попова Щербаков Соколов Лебедева Козлов Новикова Морозов",
    encodings: slavic,
  },
  Ukrainian: {
    first: "Олексій Наталія Тарас Оксана Юрій Ірина Богдан Євген Галина Андрій",
    last: "Шевченко Коваленко Бондар Ткачук Кравець Їжак Лисенко Савченко Руденко Мельник",
    encodings: ["windows-1251"],
  },
  Bulgarian: {
    first: "Георги Мария Димитър Елена Христо Йордан Радка Стоян Цветана Петър",
    last: "Иванов Георгиева Димитров Петрова Николов Тодорова Стоянов Ангелов Йорданова Къртев",
    encodings: ["windows-1251"],
  },
  Serbian: {
    first: "Јован Милица Ђорђе Љиљана Немања Драган Његош Живојин Весна Марко",
    last: "Јовановић Петровић Николић Ђорђевић Стојановић Живковић Његошевић Павловић Илић Марковић",
    encodings: ["windows-1251"],
  },
  Greek: {
    first: "Γιώργος Μαρία Νίκος Ελένη Κώστας Άννα Δημήτρης Σοφία Παναγιώτης Όλγα",
    last: "Παπαδόπουλος Νικολάου Γεωργίου Οικονόμου Βασιλείου Χατζής Αντωνίου Λάμπρου Ιωάννου Ρήγας",
    encodings: ["windows-1253"],
  },
  Turkish: {
    first: "Ayşe Mehmet Şükrü Gülşen İbrahim Çağla Oğuz Işıl Uğur Özgür",
    last: "Yılmaz Şahin Öztürk Doğan Kılıç Çelik Aydın Güneş İnce Koç",
    encodings: ["windows-1254"],
  },
  Hebrew: {
    first: "דוד שרה משה רחל יוסף מרים אברהם נועה יצחק תמר",
    last: "כהן לוי מזרחי פרץ ביטון דהן אברהם פרידמן אזולאי שלום",
    encodings: ["windows-1255"],
  },
  Arabic: {
    first: "محمد فاطمة أحمد عائشة علي خديجة عمر زينب يوسف مريم",
    last: "العلي حسن إبراهيم الخطيب صالح منصور الحسيني عباس القاضي النجار",
    encodings: ["windows-1256"],
  },
  Latvian: {
    first: "Jānis Līga Kārlis Ilze Ģirts Zigrīda Kristīne Ēriks Māra Jāzeps",
    last: "Bērziņš Kalniņš Ozoliņa Liepiņš Krūmiņa Šķēle Žagars Āboltiņa Vītols Zariņš",
    encodings: ["windows-1257"],
  },
  Lithuanian: {
    first: "Jūratė Vytautas Žydrūnas Eglė Šarūnas Rūta Ąžuolas Giedrė Mindaugas Živilė",
    last: "Kazlauskas Žukauskienė Petraitytė Šimkus Mažeikis Jankūnas Būga Čepaitis Urbonavičius Grigaitė",
    encodings: ["windows-1257"],
  },
  Vietnamese: {
    first: "Nguyễn Trần Phạm Đặng Võ Lê Hoàng Phan Bùi Đỗ",
    last: "Hương Dũng Tuấn Thị Lệ Văn Đức Hạnh Quỳnh Phúc",
    encodings: ["windows-1258"],
  },
  Thai: {
    first: "สมชาย สมหญิง วิชัย มาลี ประเสริฐ สุดา อนุชา กัลยา ธนพล ปราณี",
    last: "ใจดี รักไทย ศรีสุข แก้วมณี ทองดี บุญมา สุขใจ วงศ์สว่าง แสงทอง พรหมมา",
    encodings: ["windows-874"],
  },
  Japanese: {
    first: "太郎 花子 一郎 美咲 健太 さくら 大輔 由美子 拓也 ヒロシ",
    last: "山田 佐藤 鈴木 高橋 田中 渡辺 伊藤 中村 小林 加藤",
    encodings: ["shift_jis", "euc-jp"],
  },
  Chinese: {
    first: "伟 芳 秀英 娜 敏 静怡 丽 强 志明 浩然",
    last: "王 李 张 刘 陈 杨 赵 黄 周 欧阳",
    encodings: ["gbk"],
  },
  Taiwanese: {
    first: "志明 淑芬 家豪 雅婷 怡君 俊傑 美玲 建宏 佳穎 冠宇",
    last: "陳 林 黃 張 李 王 吳 劉 蔡 楊",
    encodings: ["big5"],
  },
  Korean: {
    first: "민수 지은 영희 준호 서연 현우 지훈 수진 은정 태현",
    last: "김 이 박 최 정 강 조 윤 장 임",
    encodings: ["euc-kr"],
  },
};

const departments = ["Sales", "Support", "Accounts"];

/** A file of so many people of a language, no two alike in the first hundred; other seeds give others. */
export function peopleFile({ first, last }: Names, rows: number, seed: number): string {
  const [firsts, lasts] = [first.split(" "), last.split(" ")];
  const lines = Array.from({ length: rows }, (_, row) => {
    const at = row * 7 + seed * 3;
    const name = `${firsts[at % firsts.length]} ${lasts[(at + Math.floor(row / 10) + seed) % lasts.length]}`;
    return `${name},user${row}@acme.example,${departments[row % departments.length]}`;
  });
  return `Display Name,Email Address,Department\r\n${lines.join("\r\n")}\r\n`;
}

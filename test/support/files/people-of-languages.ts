/** How people and departments are called in a language: given names, family names, and what stands on a door. */
type Language = readonly [language: string, given: string, family: string, doors: string];

/** Real-looking names; between two of them stands a `|`. */
const languages: readonly Language[] = [
  [
    "Afrikaans",
    "Pieter|Annelie|Hendrik|Liné|Zandré",
    "van der Merwe|'t Hoen|le Roux|Bothma|du Preez",
    "Kliëntediens|Verkope – Suid|Boekhouding",
  ],
  [
    "Albanian",
    "Çlirim|Afërdita|Besnik|Rozafa|Ylli",
    "Hoxha|Gjoka|Çela|Dervishi|Shehu",
    "Burime Njerëzore|Shitje|Drejtori i Përgjithshëm",
  ],
  ["Amharic", "ዮሐንስ|ሰላም|አበበ|ተስፋዬ|ሳራ", "ገብረ|ታደሰ|ኃይሉ|በቀለ|መኮንን", "የሰው ኃይል|ሽያጭ|ፋይናንስ"],
  [
    "Arabic",
    "محمّد|فاطمة|عبد الله|نور|أحمد",
    "العلي|بن سعود|الأحمد|حدّاد|أبو ريشة",
    "الموارد البشرية|المبيعات – الغرب|مدير عام",
  ],
  [
    "Armenian",
    "Արամ|Անահիտ|Գևորգ|Նարե|Տիգրան",
    "Պետրոսյան|Հովհաննիսյան|Տեր-Պետրոսյան|Ղազարյան|Աբովյան",
    "Վաճառք|Հաշվապահություն|Տնօրեն",
  ],
  [
    "Basque",
    "Aitor|Ainhoa|Iñaki|Maddi|Eñaut",
    "Etxeberria|Ibáñez|Goñi|Zubizarreta|Agirre",
    "Giza Baliabideak|Salmenta-arloa|Zuzendaria",
  ],
  ["Bengali", "রবীন্দ্র|শর্মিলা|আব্দুল|সুমাইয়া|তানভীর", "ঠাকুর|চক্রবর্তী|রহমান|হোসেন|দাস", "মানব সম্পদ|বিক্রয় বিভাগ|হিসাব"],
  [
    "Bulgarian",
    "Йордан|Цветелина|Георги|Щеряна|Ася",
    "Иванов|Стоичкова|Вълчев|Хаджиева|Пенчева",
    "Човешки ресурси|Продажби „Запад“|Счетоводство",
  ],
  [
    "Catalan",
    "Núria|Lluís|Montserrat|Oriol|Gal·la",
    "Puigdemont i Casamajó|Vilà|Güell|d’Ors|Col·lell",
    "Recursos Humans|Vendes – Lleida|Cap d’àrea",
  ],
  ["Chinese", "小明|静怡|子涵|志强|欧阳", "王|欧阳|司馬|陳|龍", "人力资源部|銷售部（西區）|总经理"],
  [
    "Croatian",
    "Željko|Đurđica|Šime|Ćiril|Anđela",
    "Žižić|Đorđević|Štimac|Čupić|Lučić-Roki",
    "Ljudski resursi|Prodaja – „Zapad“|Računovodstvo",
  ],
  [
    "Czech",
    "Jiří|Řehoř|Žaneta|Luděk|Šárka",
    "Dvořák|Říha|Žižková|Šťastný|Čapek",
    "Účetnictví|Obchod – „západ“|Vedoucí směny",
  ],
  [
    "Danish",
    "Søren|Åse|Bjørn|Mette-Marie|Æbla",
    "Kjærgaard|Østergård|Nørskov|Åkjær|Sørensen",
    "Løn & økonomi|Salg – Øst|Afdelingschef",
  ],
  [
    "Dutch",
    "Anouk|Joost|Daniëlle|Zoë|Björn",
    "'t Hart|’t Hooft|van 't Hek|'s-Gravezande|IJsselmuiden",
    "P&O|Verkoop ‘West’|Hoofd ’s avonds",
  ],
  [
    "English",
    "Siobhan|Zoe|O’Shea|D'Arcy|Mary-Jane",
    "O’Brien|O'Neill|Smith-Jones|McDonald’s|Null-Ward",
    "R&D|Head – West|Chef d’équipe (nights)",
  ],
  [
    "Estonian",
    "Õnne|Tõnu|Ülle|Jüri|Kätlin",
    "Pärn|Õunapuu|Tamm-Järv|Kõiv|Äär",
    "Müük ja turundus|Raamatupidamine|Juhataja",
  ],
  [
    "Finnish",
    "Äijö|Väinö|Päivi|Yrjö|Hilkka-Liisa",
    "Hämäläinen|Mäkelä|Yli-Ähtäri|Öhman|Kääriäinen",
    "Henkilöstö|Myynti – ”Länsi”|Päällikkö",
  ],
  [
    "French",
    "Éric|Anaïs|François-Noël|Maëlys|Cœline",
    "L’Hôpital|d’Estaing|Lefèvre|Bœuf|Saint-Exupéry",
    "Chef d’équipe|Ventes « Ouest »|Été – hiver",
  ],
  [
    "Georgian",
    "გიორგი|ნინო|დავით|თამარ|ლევან",
    "ბერიძე|ჯავახიშვილი|ღვინიაშვილი|ჭავჭავაძე|ქავთარაძე",
    "გაყიდვები|ბუღალტერია|დირექტორი",
  ],
  [
    "German",
    "Jürgen|Käthe|Björn|Änne|Günther",
    "Müller-Lüdenscheidt|Groß|Öztürk|Äußerer|von der Höh’",
    "„Ärzte“|Vertrieb – Süd|Straßenbau & Tiefbau",
  ],
  [
    "Greek",
    "Γιώργος|Άννα|Ἑλένη|Νίκος|Ευαγγελία",
    "Παπαδόπουλος|Οικονόμου|Χατζής|Τσιπραΐδης|Ψαρράς",
    "Ανθρώπινο δυναμικό|Πωλήσεις «Δύση»|Διευθυντής",
  ],
  ["Gujarati", "હાર્દિક|નિશા|મહાત્મા|કિરણ|જયેશ", "પટેલ|શાહ|ગાંધી|દેસાઈ|ત્રિવેદી", "માનવ સંસાધન|વેચાણ|હિસાબ"],
  [
    "Hawaiian",
    "Keʻalohi|Kalākaua|ʻIolani|Nāmaka|Lō’ihi",
    "Kamehameha|Kealiʻi|ʻŌpūnui|Hoʻomanawanui|Kalanianaʻole",
    "Hoʻokele waiwai|Kuʻai aku|Luna",
  ],
  ["Hebrew", "יעקב|שרה|מֹשֶׁה|נועה|איתי", "כהן|בן־גוריון|לוי|צ'רנוביץ|ג׳ינו", "משאבי אנוש|מכירות – מערב|סמנכ״ל"],
  ["Hindi", "राजेश|प्रियंका|श्रीकृष्ण|दीप्ति|अर्जुन", "शर्मा|मिश्र|चतुर्वेदी|अय्यर|द्विवेदी", "मानव संसाधन|बिक्री – पश्चिम|क्षेत्रीय प्रबंधक"],
  [
    "Hungarian",
    "Győző|Ágnes|Őszike|Zsófia|Ödön",
    "Szűcs|Erdődy-Nagy|Dr. Kőszegi|Tóth|Ürmös",
    "Ügyfélszolgálat|Értékesítés – „Nyugat”|Főkönyvelő",
  ],
  [
    "Icelandic",
    "Þórdís|Guðmundur|Æsa|Björk|Ðúi",
    "Guðmundsdóttir|Þorsteinsson|Ægisson|Ísleifsson|Öxndal",
    "Mannauður|Sala – „Vestur“|Deildarstjóri",
  ],
  [
    "Irish",
    "Caoimhe|Pádraig|Órla|Séamus|Éabha",
    "Ó Súilleabháin|Ní Dhomhnaill|Mac Giolla Phádraig|Ó hÉigeartaigh|de hÍde",
    "Acmhainní Daonna|Díolacháin|Ceannaire",
  ],
  [
    "Italian",
    "Niccolò|Desirée|Cosimo|Libertà|Mariù",
    "D’Angelo|Dall'Ò|De’ Medici|Forlì|Nardò",
    "Qualità|Vendite «Ovest»|Capo dell’ufficio",
  ],
  ["Japanese", "さくら|健太|ヨーコ|ﾊﾅｺ|葵", "佐藤|髙橋|渡邉|ﾔﾏﾀﾞ|伊集院", "人事部|営業１課〜西|部長・課長"],
  ["Khmer", "សុខា|ចន្ទី|វិចិត្រា|បុប្ផា|រតនា", "ហ៊ុន|កែវ|ឈឹម|សុខ|នួន", "ធនធានមនុស្ស|ការលក់|គណនេយ្យ"],
  ["Korean", "지우|서연|민준|하늘|윤아", "김|남궁|이|황보|윤", "인사팀|영업1팀 (서부)|과장·대리"],
  [
    "Latvian",
    "Jānis|Žanete|Ķēniņš|Ģirts|Ņina",
    "Bērziņš|Kalniņa|Šķēle|Ūdre|Zemītis",
    "Grāmatvedība|Pārdošana – “Rietumi”|Vadītājs",
  ],
  [
    "Norwegian",
    "Åsmund|Øyvind|Bjørg|Ærlend|Håkon",
    "Ødegård|Bråten|Sæther|Ås|Kvæven",
    "Lønn og økonomi|Salg – «Vest»|Avdelingsleder",
  ],
  ["Persian", "می\u200cنا|علی‌رضا|زهرا|کیان|پژمان", "حسینی|احمدی‌نژاد|گلستانی|چمران|ژاله", "منابع انسانی|فروش|می‌خواهم"],
  [
    "Polish",
    "Łucja|Świętosława|Żaneta|Józef|Grażyna",
    "Wójcik|Źdźbło|Śliwiński-Łoś|Ćwiek|Gżegżółka",
    "Księgowość|Sprzedaż – „Zachód”|Kierownik",
  ],
  [
    "Portuguese",
    "João|Conceição|Antônio|Inês|Ângela",
    "Guimarães|d’Ávila|Muñoz Irmã|São Tomé|Côrte-Real",
    "MAÇÃ & IRMÃ|Vendas “Oeste”|Direção",
  ],
  [
    "Romanian",
    "Ștefan|Țuțu|Ioană|Mădălina|Înțelept",
    "Ceaușescu|Brâncuși|Țiriac|Șerban|Pârvulescu",
    "Resurse umane|Vânzări „Vest”|Șef de tură",
  ],
  [
    "Russian",
    "Пётр|Наталья|Илья|Щукарь|Эдуард",
    "Петров-Водкин|Ёлкина|Солженицын|Объедков|Юрьева",
    "Отдел кадров|Продажи «Запад»|Гл. бухгалтер",
  ],
  [
    "Serbian",
    "Ђорђе|Љубица|Njegoš|Đorđe|Џејн",
    "Петровић|Đinđić|Ћосић|Žižić|Његош",
    "Људски ресурси|Prodaja „Zapad“|Рачуноводство",
  ],
  [
    "Spanish",
    "José|Ñandú|Begoña|Íñigo|Ángel",
    "Núñez|Ibáñez de Ó|Peña-Ñíguez|Agüero|Castañeda",
    "Atención al cliente|¿Quién? – Ventas|Jefe de «planta»",
  ],
  [
    "Swedish",
    "Åke|Örjan|Märta|Sven-Åke|Ängla",
    "Ström|Ångström|Öst|af Ugglas|Sjöö",
    "LÖN|Försäljning – ”Väst”|Verkställande",
  ],
  ["Tamil", "முருகன்|லக்ஷ்மி|கார்த்திக்|ஶ்ரீதேவி|அருண்", "சுப்ரமணியம்|ராமன்|பிள்ளை|நாயுடு|செல்வன்", "மனித வளம்|விற்பனை|கணக்கு"],
  ["Thai", "สมชาย|น้ำฝน|กัญญารัตน์|วิไล|ศิริพร", "ณ อยุธยา|ทองคำ|ศรีสุวรรณ|แก้วใจ|จันทร์โอชา", "ฝ่ายบุคคล|ฝ่ายขาย – ตะวันตก|ผู้จัดการ"],
  [
    "Turkish",
    "İbrahim|Işıl|Çağlar|Şükrü|Gökçe",
    "Öztürk|Ağaoğlu|Yıldız|Çelik’in|Güneş",
    "İnsan Kaynakları|Satış – “Batı”|Müdür",
  ],
  [
    "Ukrainian",
    "Євген|Їжакевич|Ґалаґан|Дар’я|Олексій",
    "Шевченко|Мар’яненко|Ґудзь|Їжак|Ковальчук",
    "Відділ кадрів|Продажі «Захід»|Бухгалтерія",
  ],
  ["Urdu", "محمد|عائشہ|ذوالفقار|پروین|ثمینہ", "چوہدری|بھٹو|قریشی|ڈار|ہاشمی", "افرادی قوت|فروخت|منیجر"],
  [
    "Vietnamese",
    "Đặng|Nguyễn|Thị Hường|Ứng|Ỷ Lan",
    "Trần|Phạm Văn Đồng|Lê Quý Đôn|Hồ|Võ",
    "Nhân sự|Kinh doanh – Tây|Trưởng phòng",
  ],
  [
    "Welsh",
    "Siân|Llŷr|Ffion|Gwenllïan|Dŵr",
    "ap Gwilym|Prŷs|Llŷn|ferch Rhŷs|Jones-Tŷ",
    "Adnoddau Dynol|Gwerthiant|Rheolwr",
  ],
  ["Yoruba", "Adébáyọ̀|Ọlá|Ṣọlá|Títílayọ̀|Ẹniọlá", "Awólọ́wọ̀|Ọbásanjọ́|Ṣóyínká|Akíntọ́lá|Fálétí", "Ẹ̀ka ènìyàn|Títà|Olùdarí"],
];

/** What a row of the directory has. */
export type Person = {
  readonly language: string;
  readonly first: string;
  readonly last: string;
  readonly door: string;
};

/** Every given name with every family name of its language, and with its doors in turn: 1,250 people. */
export const peopleOfLanguages: readonly Person[] = languages.flatMap(([language, given, family, doors]) => {
  const door = doors.split("|");
  return given
    .split("|")
    .flatMap((first, one) =>
      family.split("|").map((last, two) => ({ language, first, last, door: door[(one + two) % door.length] ?? "" })),
    );
});

/** How the texts of an encoding look: the letters beyond ASCII that its languages use often, and the others that they have. */
export type Alphabet = { readonly encoding: string; readonly often: string; readonly seldom: string };

const west = "éèáíóúñäöüåøæçãâêôàïëÉÖÄÜÅØÁÍÓÚÑÇßÆ";
const westSeldom = "îìòùûõýðþÿœÀÈÌÒÙÂÊÎÔÛÃÕËÏÝÐÞŒŸšžŠŽ";
const central = "áéíóúýčďěňřšťůžľĺŕôäöüőűąćęłńśźżăâîşţđÁÉÍÓÚČĎŇŘŠŤŽĽÖÜŐŰĆŁŚŹŻŞŢĐß";
const centralSeldom = "ëçÝĚŮÔÄĄĘŃŔĹĂÂÎË";
const cyrillic = "аоиенврлктсмджАБВГДЕИКЛМНОПРСТуяйькгбпзю";
const cyrillicSeldom = "шчцщхфыэъёіїєґјљњћђџѓќѕЁЖЗУФХЦЧШЩЫЬЭЮЯІЇЄҐЈЉЊЋЂЏЙЪЃЌЅўЎ";
const han =
  "王李張张刘陳陈楊杨趙赵黃黄周吳吴徐孫孙胡朱高林何郭馬马羅罗梁宋鄭郑謝谢韓韩唐馮冯于董蕭萧程曹袁鄧邓許许傅沈曾彭呂吕蘇苏盧卢蔣蒋蔡賈贾丁魏薛葉叶閻余潘杜戴夏鍾钟汪田任姜范方石姚譚谭廖鄒熊金陸陆孔白崔康毛邱秦江史顧顾侯邵孟龍龙萬万段雷錢钱湯汤尹黎易常武喬賴赖龔文偉伟芳娜秀英敏靜静麗丽強强磊軍军洋勇豔艳傑杰娟濤涛明超蘭兰霞平剛刚桂家豪雅婷怡志淑惠美玲俊宏建國国華华玉梅雪琴小紅红春海波欣宇佳玥浩然子涵梓萱詩诗琪部門门銷销售市場场技術术人事財财務务經经理工程師师總总行政客服主任助開开發发";
const kanji =
  "佐藤鈴木高橋田中伊渡辺山本村小林加吉斎松井上野口原清水森池阿部石川前後岡長谷藤近坂遠青西福太三浦岩崎島増宮内武大和久保千葉今丸菅新横竹杉安平工柴酒光子美花優陽翔蓮悠真結衣葵愛莉健一郎二誠大輔翼直樹拓也和也恵裕香由紀智浩史明正雄幸雄営業部課長開発総務人事経理社員東京";
const kana =
  "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんがぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンガギグゲゴザジズゼゾダデドバビブベボパピプペポャュョッーゃゅょっ";
const hangul =
  "김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모준서예수영호경희은미정숙자순민재동혁상훈철진우지훈하윤유나연주아름다운가람보라슬기업무부장과대리사원팀총개발관리";

/** The encodings that a file may be in, those that are met more often first. */
export const alphabets: readonly Alphabet[] = [
  { encoding: "windows-1252", often: west, seldom: westSeldom },
  { encoding: "windows-1250", often: central, seldom: centralSeldom },
  { encoding: "windows-1251", often: cyrillic, seldom: cyrillicSeldom },
  { encoding: "gbk", often: han, seldom: "" },
  { encoding: "shift_jis", often: kana + kanji, seldom: "" },
  { encoding: "euc-kr", often: hangul, seldom: "" },
  { encoding: "big5", often: han, seldom: "" },
  { encoding: "windows-1254", often: "ığşçöüİŞÇÖÜâ", seldom: "ĞîûéÂÎÛ" },
  {
    encoding: "windows-1253",
    often: "αοιςνεητρκλσπμυάίόέΑΓΔΕΙΚΜΝΠΣΘΧΒΛ",
    seldom: "ήώύωγδβθφχψζξϊϋΐΰΆΈΉΊΌΎΏΗΟΡΤΥΦΨΩΖΞ",
  },
  { encoding: "windows-1255", often: "אבגדהוזחטיכלמנסעפצקרשתםןףץך", seldom: "" },
  { encoding: "windows-1256", often: "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأؤإئ", seldom: "پچژگکیےںھ" },
  { encoding: "windows-1257", often: "āčēģīķļņšūžąęėįųõäöüĀČĒĢĪĶĻŅŠŪŽÕÄÖÜ", seldom: "ĄĘĖĮŲóéÓÉ" },
  { encoding: "windows-1258", often: "ăâêôơưđàáéèóùúíĐÂÔƠƯ\u0300\u0301\u0303\u0309\u0323", seldom: "ÊĂÁÀÉüëöä" },
  {
    encoding: "windows-874",
    often: "กขคงจฉชซญณดตถทธนบปผพฟภมยรลวศษสหอฮะาิีุูเแโใไ่้์ัำ",
    seldom: "ฆฌฎฏฐฑฒฤฬ็๊๋ึืๆฯ",
  },
  { encoding: "iso-8859-2", often: central, seldom: centralSeldom },
  { encoding: "iso-8859-15", often: west, seldom: westSeldom },
  { encoding: "koi8-r", often: cyrillic, seldom: cyrillicSeldom },
  { encoding: "euc-jp", often: kana + kanji, seldom: "" },
  { encoding: "macintosh", often: west, seldom: westSeldom },
  { encoding: "ibm850", often: west, seldom: westSeldom },
  { encoding: "x-mac-cyrillic", often: cyrillic, seldom: cyrillicSeldom },
  { encoding: "ibm866", often: cyrillic, seldom: cyrillicSeldom },
];

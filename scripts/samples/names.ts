import { at } from "./random.ts";

/**
 * Twenty languages of eight first and eight last names, with their spelling in an address where it is another.
 * Marked with "<": the family name comes first, without a space where the script has none.
 */
const languages = `
English | Grace Oliver Amelia Henry Ivy Samuel Nora Theo | Walker Bennett Carter Hughes Foster Palmer Reed Shaw
French | Zoé=zoe Rémi=remi Chloé=chloe Gaël=gael Anaïs=anais Loïc=loic Inès=ines Benoît=benoit | Lefèvre=lefevre Dubois Garnier Mercier Géraud=geraud Rousseau Châtelain=chatelain Noël=noel
German | Jörg=joerg Käthe=kaethe Jürgen=juergen Anke Björn=bjoern Heike Götz=goetz Uta | Müller=mueller Schäfer=schaefer Groß=gross Böhm=boehm Krüger=krueger Vogel Weiß=weiss Jäger=jaeger
Spanish | Lucía=lucia Íñigo=inigo Sofía=sofia Álvaro=alvaro Begoña=begona Martín=martin Rocío=rocio Andrés=andres | Núñez=nunez García=garcia Ibáñez=ibanez Muñoz=munoz Peña=pena Ordóñez=ordonez Vázquez=vazquez Cañas=canas
Portuguese | João=joao Conceição=conceicao Luís=luis Inácia=inacia Tomé=tome Graça=graca Simão=simao Lívia=livia | Gonçalves=goncalves Simões=simoes Araújo=araujo Brandão=brandao Assunção=assuncao Magalhães=magalhaes Falcão=falcao Queirós=queiros
Polish | Łukasz=lukasz Małgorzata=malgorzata Paweł=pawel Grażyna=grazyna Stanisław=stanislaw Żaneta=zaneta Michał=michal Bożena=bozena | Wójcik=wojcik Kowalczyk Dąbrowska=dabrowska Zając=zajac Król=krol Wróbel=wrobel Pająk=pajak Sikora
Czech | Jiří=jiri Běla=bela Ondřej=ondrej Šárka=sarka Tomáš=tomas Květa=kveta Luděk=ludek Alžběta=alzbeta | Dvořák=dvorak Němec=nemec Růžička=ruzicka Černý=cerny Šťastný=stastny Kříž=kriz Veselý=vesely Beneš=benes
Hungarian < | Ödön=odon Zsófia=zsofia Győző=gyozo Réka=reka Csaba Ágnes=agnes Előd=elod Kinga | Szőke=szoke Németh=nemeth Tóth=toth Kovács=kovacs Fülöp=fulop Balogh Sipos Csizmár=csizmar
Turkish | Ayşe=ayse Gökhan=gokhan Işıl=isil Çağrı=cagri Şule=sule Ömer=omer Tuğçe=tugce Ümit=umit | Yıldız=yildiz Öztürk=ozturk Çelik=celik Şahin=sahin Doğan=dogan Kılıç=kilic Güneş=gunes Aydın=aydin
Swedish | Åsa=asa Göran=goran Märta=marta Örjan=orjan Pär=par Tove Sölve=solve Ebba | Sjöberg=sjoberg Åkesson=akesson Lindström=lindstrom Nyström=nystrom Hägg=hagg Björk=bjork Öberg=oberg Falk
Icelandic | Þóra=thora Sigurður=sigurdur Æsa=aesa Guðrún=gudrun Ásgeir=asgeir Eyþór=eythor Hrönn=hronn Bjarni | Jónsdóttir=jonsdottir Þórsson=thorsson Árnason=arnason Óladóttir=oladottir Ægisson=aegisson Björnsson=bjornsson Einarsdóttir=einarsdottir Geirsson
Vietnamese < | Hồng=hong Dũng=dung Thảo=thao Phước=phuoc Ngọc=ngoc Đạt=dat Huệ=hue Tuấn=tuan | Nguyễn=nguyen Trần=tran Đặng=dang Phạm=pham Võ=vo Huỳnh=huynh Bùi=bui Lê=le
Greek | Ελένη=eleni Γιώργος=giorgos Δήμητρα=dimitra Νίκος=nikos Ιωάννα=ioanna Θανάσης=thanasis Χρύσα=chrysa Σπύρος=spyros | Παπαδάκη=papadaki Ιωάννου=ioannou Καραγιάννη=karagianni Δημητρίου=dimitriou Βλάχου=vlachou Οικονόμου=oikonomou Ξένου=xenou Ζαχαρίας=zacharias
Ukrainian | Оксана=oksana Дмитро=dmytro Наталія=nataliia Сергій=serhii Їжакевич=yizhakevych Андрій=andrii Євгенія=yevheniia Богдан=bohdan | Шевченко=shevchenko Бондаренко=bondarenko Ковальчук=kovalchuk Ґалаґан=galagan Щербак=shcherbak Мельник=melnyk Лисенко=lysenko Гнатюк=hnatiuk
Arabic | ليلى=layla يوسف=yusuf مريم=maryam خالد=khalid نور=nour طارق=tariq هدى=huda سامي=sami | حداد=haddad منصور=mansour العلي=alali خوري=khoury ناصر=nasser شاهين=shaheen قاسم=qasim فارس=faris
Hebrew | נועה=noa איתן=eitan תמר=tamar אורי=uri יעל=yael גיל=gil שירה=shira עמית=amit | לוי=levi מזרחי=mizrahi פרידמן=friedman אזולאי=azoulay שפירא=shapira ברק=barak גולן=golan כץ=katz
Hindi | आरती=aarti विक्रम=vikram दीपा=deepa संजय=sanjay मीरा=meera अर्जुन=arjun कविता=kavita राहुल=rahul | शर्मा=sharma पटेल=patel गुप्ता=gupta वर्मा=verma जोशी=joshi सिंह=singh मेहता=mehta चौहान=chauhan
Chinese << | 伟=wei 芳=fang 建国=jianguo 丽娜=lina 志强=zhiqiang 雪梅=xuemei 浩然=haoran 静怡=jingyi | 王=wang 李=li 张=zhang 欧阳=ouyang 陈=chen 赵=zhao 黄=huang 周=zhou
Japanese << | さくら=sakura 健太=kenta 陽子=yoko 大輔=daisuke 美咲=misaki 翔太=shota 千尋=chihiro 蓮=ren | 佐藤=sato 鈴木=suzuki 髙橋=takahashi 田中=tanaka 渡邊=watanabe 山本=yamamoto 小林=kobayashi 斎藤=saito
Korean << | 민준=minjun 서연=seoyeon 지훈=jihun 하은=haeun 도윤=doyun 수아=sua 예준=yejun 지우=jiwoo | 김=kim 이=lee 박=park 최=choi 정=jung 강=kang 조=cho 윤=yoon
`;

const parsed = languages
  .trim()
  .split("\n")
  .map((line) => {
    const [language = "", first = "", last = ""] = line.split("|").map((part) => part.trim());
    return { order: language.split(" ")[1] ?? "", first: first.split(" ").map(name), last: last.split(" ").map(name) };
  });

type Name = { readonly written: string; readonly ascii: string };

function name(text: string): Name {
  const [written = "", ascii] = text.split("=");
  return { written: written.normalize("NFC"), ascii: ascii ?? written.toLowerCase() };
}

export type Person = Record<"display_name" | "email" | "first_name" | "last_name", string>;

/** The n-th of 1,280 different people, with an address at a domain that exists nowhere. */
export function person(n: number): Person {
  const { order, first, last } = at(parsed, n);
  const k = Math.floor(n / parsed.length);
  if (k >= first.length * last.length) throw new Error(`There is no person number ${n}.`);
  const given = at(first, k);
  const family = at(last, Math.floor(k / first.length) + k);
  const [one, other] = order === "" ? [given, family] : [family, given];
  return {
    display_name: [one.written, other.written].join(order === "<<" ? "" : " "),
    email: `${given.ascii}.${family.ascii}@acme.example`,
    first_name: given.written,
    last_name: family.written,
  };
}

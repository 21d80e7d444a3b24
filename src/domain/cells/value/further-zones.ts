/**
 * The other zones of the IANA database by their standard offset in 2026, and cities that people write and it does not have (V5).
 * Only a help for the message.
 */
export const furtherZones: Readonly<Record<string, string>> = {
  "UTC-11:00": "Pacific/Midway Pacific/Niue Pacific/Pago_Pago",
  "UTC-10:00": "America/Adak Pacific/Rarotonga Pacific/Tahiti",
  "UTC-09:30": "Pacific/Marquesas",
  "UTC-09:00": "America/Juneau America/Metlakatla America/Nome America/Sitka America/Yakutat Pacific/Gambier",
  "UTC-08:00": "Pacific/Pitcairn las_vegas portland san_diego san_francisco seattle",
  "UTC-07:00":
    "America/Cambridge_Bay America/Ciudad_Juarez America/Creston America/Dawson America/Dawson_Creek America/Fort_Nelson America/Hermosillo America/Inuvik America/Mazatlan America/Whitehorse calgary salt_lake_city tucson",
  "UTC-06:00":
    "America/Bahia_Banderas America/Belize America/Chihuahua America/El_Salvador America/Indiana/Knox America/Indiana/Tell_City America/Managua America/Matamoros America/Menominee America/Merida America/Monterrey America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga America/Rankin_Inlet America/Regina America/Resolute America/Swift_Current America/Tegucigalpa Pacific/Easter Pacific/Galapagos austin dallas guadalajara houston minneapolis new_orleans san_antonio",
  "UTC-05:00":
    "America/Cancun America/Cayman America/Coral_Harbour America/Eirunepe America/Grand_Turk America/Guayaquil America/Havana America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Indianapolis America/Iqaluit America/Kentucky/Louisville America/Kentucky/Monticello America/Louisville America/Nassau America/Nipigon America/Port-au-Prince America/Rio_Branco atlanta boston charlotte medellin miami montreal ottawa philadelphia quito washington washington_dc",
  "UTC-04:00":
    "America/Anguilla America/Antigua America/Aruba America/Barbados America/Blanc-Sablon America/Boa_Vista America/Campo_Grande America/Cuiaba America/Curacao America/Dominica America/Glace_Bay America/Goose_Bay America/Grenada America/Guadeloupe America/Guyana America/Kralendijk America/Lower_Princes America/Manaus America/Marigot America/Martinique America/Moncton America/Montserrat America/Port_of_Spain America/Porto_Velho America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Thule America/Tortola Atlantic/Bermuda",
  "UTC-03:00":
    "America/Araguaina America/Argentina/Cordoba America/Argentina/La_Rioja America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis America/Argentina/Tucuman America/Argentina/Ushuaia America/Asuncion America/Bahia America/Belem America/Catamarca America/Cayenne America/Cordoba America/Coyhaique America/Fortaleza America/Jujuy America/Maceio America/Mendoza America/Miquelon America/Paramaribo America/Punta_Arenas America/Recife America/Santarem Atlantic/Stanley brasilia rio_de_janeiro",
  "UTC-02:00": "America/Godthab America/Noronha America/Nuuk America/Scoresbysund Atlantic/South_Georgia",
  "UTC+00:00":
    "Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou Africa/Sao_Tome America/Danmarkshavn Atlantic/Faeroe Atlantic/Faroe Atlantic/Madeira Atlantic/St_Helena Europe/Guernsey Europe/Isle_of_Man Europe/Jersey belfast birmingham cardiff edinburgh glasgow manchester",
  "UTC+01:00":
    "Africa/Bangui Africa/Brazzaville Africa/Ceuta Africa/Douala Africa/El_Aaiun Africa/Kinshasa Africa/Libreville Africa/Luanda Africa/Malabo Africa/Ndjamena Africa/Niamey Africa/Porto-Novo Arctic/Longyearbyen Europe/Busingen Europe/Gibraltar Europe/Podgorica Europe/San_Marino Europe/Vatican abuja antwerp barcelona bern cologne frankfurt geneva gothenburg hamburg krakow lyon marseille milan munich naples rotterdam stuttgart the_hague turin",
  "UTC+02:00":
    "Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Juba Africa/Khartoum Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maseru Africa/Mbabane Africa/Tripoli Africa/Windhoek Asia/Famagusta Asia/Gaza Asia/Hebron Europe/Kaliningrad Europe/Mariehamn alexandria cape_town durban odessa pretoria tel_aviv thessaloniki",
  "UTC+03:00":
    "Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu Asia/Aden Asia/Bahrain Europe/Kirov Europe/Simferopol Europe/Volgograd Indian/Antananarivo Indian/Comoro Indian/Mayotte ankara doha izmir jeddah mecca saint_petersburg st._petersburg",
  "UTC+04:00": "Europe/Astrakhan Europe/Saratov Europe/Ulyanovsk Indian/Mahe Indian/Reunion abu_dhabi",
  "UTC+05:00":
    "Asia/Aqtau Asia/Aqtobe Asia/Ashgabat Asia/Atyrau Asia/Dushanbe Asia/Oral Asia/Qostanay Asia/Qyzylorda Asia/Samarkand Indian/Kerguelen islamabad lahore",
  "UTC+05:30": "ahmedabad bangalore bengaluru bombay chennai delhi hyderabad madras mumbai new_delhi pune",
  "UTC+06:00": "Asia/Bishkek Asia/Omsk Asia/Urumqi Indian/Chagos",
  "UTC+06:30": "Indian/Cocos",
  "UTC+07:00":
    "Asia/Barnaul Asia/Hovd Asia/Krasnoyarsk Asia/Novokuznetsk Asia/Pontianak Asia/Tomsk Asia/Vientiane Indian/Christmas bandung hanoi",
  "UTC+08:00":
    "Asia/Brunei Asia/Irkutsk Asia/Kuching Asia/Macau Asia/Ulaanbaatar beijing cebu chengdu guangzhou hangzhou shenzhen tianjin",
  "UTC+09:00":
    "Asia/Chita Asia/Dili Asia/Jayapura Asia/Khandyga Asia/Yakutsk Pacific/Palau busan fukuoka incheon kyoto nagoya osaka sapporo yokohama",
  "UTC+09:30": "Australia/Broken_Hill",
  "UTC+10:00": "Asia/Ust-Nera Australia/Lindeman Pacific/Port_Moresby Pacific/Saipan Pacific/Truk gold_coast",
  "UTC+11:00":
    "Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk Pacific/Bougainville Pacific/Efate Pacific/Kosrae Pacific/Norfolk Pacific/Ponape",
  "UTC+12:00":
    "Asia/Anadyr Asia/Kamchatka Pacific/Funafuti Pacific/Kwajalein Pacific/Majuro Pacific/Nauru Pacific/Tarawa Pacific/Wake Pacific/Wallis christchurch wellington",
  "UTC+13:00": "Pacific/Enderbury Pacific/Fakaofo Pacific/Kanton",
};

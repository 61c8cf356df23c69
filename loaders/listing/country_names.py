"""Countries as lists print them, in English, and the ISO codes they stand for.

Names and demonyms that fit one country alone; `Korean`, `Congolese` or `Dominican` fit two and
are left out. Territories whose status a code would decide keep the code that ISO 3166-1 gives.
"""

import re
from functools import lru_cache

__all__ = ["countries_of", "country_of"]

_TABLE = """
AD Andorra;Andorran|AE United Arab Emirates;UAE;Emirati|AF Afghanistan;Afghan
AG Antigua and Barbuda|AL Albania;Albanian|AM Armenia;Armenian|AO Angola;Angolan
AR Argentina;Argentine;Argentinian|AT Austria;Austrian|AU Australia;Australian|AW Aruba
AZ Azerbaijan;Azerbaijani|BA Bosnia and Herzegovina|BB Barbados;Barbadian|BD Bangladesh;Bangladeshi
BE Belgium;Belgian|BF Burkina Faso;Burkinabe|BG Bulgaria;Bulgarian|BH Bahrain;Bahraini
BI Burundi;Burundian|BJ Benin;Beninese|BM Bermuda|BN Brunei;Brunei Darussalam|BO Bolivia;Bolivian
BR Brazil;Brazilian|BS Bahamas;Bahamas, The;The Bahamas|BT Bhutan|BW Botswana
BY Belarus;Belarusian;Republic of Belarus|BZ Belize;Belizean|CA Canada;Canadian
CD Congo, Democratic Republic of the;Democratic Republic of the Congo
CD Congo, Democratic Republic;Congo (Democratic Republic)|CF Central African Republic
CG Congo, Republic of the;Republic of the Congo|CH Switzerland;Swiss
CI Cote d'Ivoire;Côte d'Ivoire;Cote d Ivoire;Ivory Coast;Ivorian|CL Chile;Chilean
CM Cameroon;Cameroonian|CN China;Chinese;People's Republic of China|CO Colombia;Colombian
CR Costa Rica;Costa Rican|CU Cuba;Cuban|CV Cabo Verde;Cape Verde|CW Curacao;Curaçao
CY Cyprus;Cypriot|CZ Czech Republic;Czechia;Czech|DE Germany;German|DJ Djibouti|DK Denmark;Danish
DM Dominica|DO Dominican Republic|DZ Algeria;Algerian|EC Ecuador;Ecuadorian|EE Estonia;Estonian
EG Egypt;Egyptian|ER Eritrea;Eritrean|ES Spain;Spanish|ET Ethiopia;Ethiopian|FI Finland;Finnish
FJ Fiji|FM Micronesia|FR France;French|GA Gabon;Gabonese|GB United Kingdom;British;UK;Great Britain
GD Grenada|GE Georgia;Georgian|GG Guernsey|GH Ghana;Ghanaian|GI Gibraltar
GM Gambia;The Gambia;Gambia, The;Gambian|GN Guinea;Guinean|GQ Equatorial Guinea|GR Greece;Greek
GT Guatemala;Guatemalan|GW Guinea-Bissau;Guinea Bissau|GY Guyana;Guyanese
HK Hong Kong;Hong Kong (China)|HN Honduras;Honduran|HR Croatia;Croatian|HT Haiti;Haitian
HU Hungary;Hungarian|ID Indonesia;Indonesian|IE Ireland;Irish|IL Israel;Israeli|IM Isle of Man
IN India;Indian|IQ Iraq;Iraqi
IR Iran;Iranian;Iran (Islamic Republic of);Iran, Islamic Republic of;Islamic Republic of Iran
IS Iceland|IT Italy;Italian|JE Jersey|JM Jamaica;Jamaican|JO Jordan;Jordanian|JP Japan;Japanese
KE Kenya;Kenyan|KG Kyrgyzstan;Kyrgyz Republic;Kyrgyz|KH Cambodia;Cambodian|KI Kiribati|KM Comoros
KN Saint Kitts and Nevis;St. Kitts and Nevis;St Kitts and Nevis
KR South Korea;South Korean;Korea, South;Republic of Korea;Korea, Republic of
KP North Korea;North Korean;Korea, North;Democratic People's Republic of Korea
KP Korea (Democratic People's Republic of)|KW Kuwait;Kuwaiti|KY Cayman Islands
KZ Kazakhstan;Kazakh;Kazakhstani|LA Laos;Lao|LB Lebanon;Lebanese|LC Saint Lucia|LI Liechtenstein
LK Sri Lanka;Sri Lankan|LR Liberia;Liberian|LS Lesotho|LT Lithuania;Lithuanian|LU Luxembourg
LV Latvia;Latvian|LY Libya;Libyan|MA Morocco;Moroccan|MC Monaco
MD Moldova;Moldovan;Republic of Moldova|ME Montenegro;Montenegrin|MG Madagascar|MH Marshall Islands
MK North Macedonia;Macedonia;Macedonia, The Former Yugoslav Republic of
MK North Macedonia, The Republic of|ML Mali;Malian
MM Burma;Burmese;Myanmar;Burma (Myanmar);Myanmar (Burma)|MN Mongolia;Mongolian|MO Macau;Macao
MR Mauritania;Mauritanian|MT Malta;Maltese|MU Mauritius;Mauritian|MV Maldives;Maldivian|MW Malawi
MX Mexico;Mexican|MY Malaysia;Malaysian|MZ Mozambique;Mozambican|NA Namibia;Namibian|NE Niger
NG Nigeria;Nigerian|NI Nicaragua;Nicaraguan|NL Netherlands;The Netherlands;Dutch
NO Norway;Norwegian|NP Nepal;Nepalese|NR Nauru|NZ New Zealand|OM Oman;Omani|PA Panama;Panamanian
PE Peru;Peruvian|PG Papua New Guinea|PH Philippines;The Philippines;Filipino|PK Pakistan;Pakistani
PL Poland;Polish|PR Puerto Rico
PS Palestinian;Palestine;State of Palestine;Occupied Palestinian Territories|PT Portugal;Portuguese
PW Palau|PY Paraguay;Paraguayan|QA Qatar;Qatari|RO Romania;Romanian|RS Serbia;Serbian
RU Russia;Russian;Russian Federation;Russia / Russie|RW Rwanda;Rwandan
SA Saudi Arabia;Saudi;Saudi Arabian|SB Solomon Islands|SC Seychelles|SD Sudan;Sudanese
SE Sweden;Swedish|SG Singapore;Singaporean|SI Slovenia;Slovenian|SK Slovakia;Slovak
SL Sierra Leone;Sierra Leonean|SM San Marino|SN Senegal;Senegalese|SO Somalia;Somali
SR Suriname;Surinamese|SS South Sudan;South Sudanese|ST Sao Tome and Principe|SU Soviet Union;USSR
SV El Salvador;Salvadoran|SY Syria;Syrian;Syrian Arab Republic|SZ Eswatini;Swaziland
TC Turks and Caicos Islands|TD Chad;Chadian|TG Togo;Togolese|TH Thailand;Thai|TJ Tajikistan;Tajik
TL East Timor;Timor-Leste|TM Turkmenistan;Turkmen|TN Tunisia;Tunisian|TO Tonga
TR Turkey;Turkish;Türkiye;Turkiye|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan;Taiwanese
TZ Tanzania;Tanzanian|UA Ukraine;Ukrainian|UG Uganda;Ugandan
US United States;American;United States of America;USA|UY Uruguay;Uruguayan
UZ Uzbekistan;Uzbek;Uzbekistani|VA Holy See
VC Saint Vincent and the Grenadines;St. Vincent and the Grenadines|VE Venezuela;Venezuelan
VG Virgin Islands, British;British Virgin Islands|VI Virgin Islands, U.S.
VN Vietnam;Viet Nam;Vietnamese|VU Vanuatu|WS Samoa|XK Kosovo;Kosovar|YE Yemen;Yemeni
ZA South Africa;South African|ZM Zambia;Zambian|ZW Zimbabwe;Zimbabwean
"""

_CODES = {
    name.casefold(): line[:2]
    for line in re.split(r"[|\n]", _TABLE.strip())
    for name in line[3:].split(";")
}
_LISTED = re.compile(r"\s*(?:;|\||/|\(\d+\)|\bor\b)\s*")


@lru_cache(maxsize=1 << 10)
def country_of(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of one country as a list prints it; none where it is in doubt.

    Example:
        >>> country_of("Korea, North"), country_of("Pakistani"), country_of("possibly Palestinian")
        ('KP', 'PK', None)
    """
    return _CODES.get(" ".join(text.split()).strip(" .").casefold())


def countries_of(text: str) -> tuple[list[str], list[str]]:
    """The codes in a cell that may print several countries, and the words that are none.

    Example:
        >>> countries_of("(1) Russia (2) Ukraine")
        (['RU', 'UA'], [])
    """
    found: list[str] = []
    unread: list[str] = []
    for part in _LISTED.split(text):
        if part.strip():
            code = country_of(part)
            found += [code] if code else []
            unread += [] if code else [part.strip()]
    return list(dict.fromkeys(found)), unread

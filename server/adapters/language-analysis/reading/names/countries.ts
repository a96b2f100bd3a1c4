/** Names of states, continents and some large cities, as facts that change seldom (ISO 3166-1, short English and German names). */
const COUNTRIES = new Set(
  `afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain bangladesh barbados belarus
belgium belize benin bhutan bolivia bosnia botswana brazil brunei bulgaria burundi cambodia cameroon canada chad chile china colombia congo
croatia cuba cyprus czechia denmark djibouti dominica ecuador egypt eritrea estonia ethiopia fiji finland france gabon gambia germany ghana
greece grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan
kazakhstan kenya kiribati kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg madagascar
malawi malaysia maldives mali malta mauritania mauritius mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nauru
nepal netherlands nicaragua niger nigeria norway oman pakistan palau palestine panama paraguay peru philippines poland portugal qatar romania
russia rwanda samoa senegal serbia seychelles singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan
tajikistan tanzania thailand togo tonga tunisia turkey turkmenistan tuvalu uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam yemen
zambia zimbabwe england scotland wales britain usa uk uae ussr europe asia africa america antarctica u.s u.k u.s.a
deutschland österreich schweiz frankreich italien spanien polen tschechien ungarn niederlande belgien dänemark schweden norwegen finnland
russland türkei griechenland japan indien brasilien kanada australien ägypten großbritannien irland europa asien afrika amerika
london paris berlin rome madrid vienna moscow tokyo beijing shanghai delhi mumbai cairo sydney toronto chicago boston philadelphia
houston dallas seattle miami washington amsterdam brussels prague warsaw budapest stockholm oslo copenhagen helsinki dublin lisbon athens
istanbul jerusalem melbourne montreal vancouver bangkok seoul kyoto münchen munich hamburg köln cologne frankfurt stuttgart düsseldorf
dresden leipzig hannover nürnberg bremen wien zürich bern genf graz salzburg linz basel california texas florida ohio virginia illinois
michigan pennsylvania massachusetts oregon arizona colorado minnesota wisconsin kansas missouri iowa nevada utah alabama louisiana kentucky
tennessee maryland connecticut hawaii alaska ontario quebec bavaria saxony bayern sachsen hessen thüringen brandenburg niedersachsen baden württemberg rheinland pfalz schleswig holstein anhalt
vorpommern mecklenburg nordrhein westfalen saarland ruhrgebiet schwarzwald bodensee rhein donau elbe mainz heidelberg karlsruhe mannheim
aachen bonn dortmund augsburg regensburg jena erfurt kiel rostock potsdam prag rom mailand venedig moskau warschau peking tokio lissabon
athen kopenhagen brüssel bundestag bundesrat bundeswehr bundesbank bundesgerichtshof bundesverfassungsgericht`.split(
    /\s+/,
  ),
)

/** German cities of more than 100,000 inhabitants that are not above (Destatis), rivers and mountains, without those that are common nouns. */
const GERMAN_PLACES = new Set(
  `duisburg bochum wuppertal bielefeld münster mönchengladbach gelsenkirchen wiesbaden braunschweig chemnitz krefeld halle magdeburg freiburg
oberhausen lübeck kassel saarbrücken solingen darmstadt osnabrück ludwigshafen leverkusen oldenburg neuss paderborn ingolstadt fürth würzburg
heilbronn ulm pforzheim wolfsburg göttingen bottrop reutlingen koblenz bremerhaven recklinghausen erlangen jülich remscheid salzgitter trier
moers siegen hildesheim gütersloh kaiserslautern cottbus hanau schwerin weimar bamberg bayreuth konstanz lausanne luzern winterthur
innsbruck klagenfurt alpen harz eifel ostsee nordsee mosel weser isar spree havel ruhr zugspitze themse wolga nil amazonas`.split(
    /\s+/,
  ),
)

const NATIONS = new Set(
  `american british english french german italian spanish russian chinese japanese indian canadian australian mexican brazilian dutch
swedish norwegian danish finnish polish czech slovak hungarian romanian bulgarian greek turkish irish scottish welsh swiss austrian belgian
portuguese korean vietnamese thai indonesian malaysian filipino pakistani bangladeshi iranian iraqi israeli palestinian egyptian moroccan
algerian tunisian libyan ethiopian kenyan nigerian ghanaian african asian european arab arabic jewish muslim christian catholic protestant
islamic buddhist hindu latin roman soviet yugoslav serbian croatian bosnian slovenian albanian macedonian ukrainian belarusian lithuanian
latvian estonian georgian armenian azerbaijani kazakh mongolian tibetan taiwanese cambodian laotian burmese nepali afghan syrian lebanese
jordanian saudi yemeni cuban jamaican haitian colombian venezuelan peruvian chilean argentine argentinian bolivian ecuadorian uruguayan
paraguayan icelandic maltese cypriot somali sudanese ugandan tanzanian zambian zimbabwean angolan congolese senegalese hispanic persian
babylonian prussian bavarian anglo byzantine ottoman celtic germanic slavic nordic scandinavian caribbean hawaiian texan californian`.split(
    /\s+/,
  ),
)

export const isCountry = (norm: string): boolean => COUNTRIES.has(norm)

export const isGermanPlace = (norm: string): boolean => COUNTRIES.has(norm) || GERMAN_PLACES.has(norm)

/** "German", "Germans", "Muslim": of a nation, a people or a faith; English writes them with a capital. */
export const isNation = (norm: string): boolean =>
  NATIONS.has(norm) || (norm.endsWith('s') && NATIONS.has(norm.slice(0, -1)))

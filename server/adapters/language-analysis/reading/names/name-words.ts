const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

/** Stand before the name of a person and are no part of it. */
export const TITLES = words(
  'mr mrs ms miss dr prof professor president vice-president chancellor minister premier senator governor congressman congresswoman representative mayor judge justice general colonel captain major lieutenant sergeant corporal private commander admiral marshal brigadier king queen prince princess emperor empress duke duchess earl count countess baron baroness sultan tsar czar archbishop bishop cardinal pope reverend rev father chairman chairwoman ceo director coach manager secretary ambassador sheriff officer detective inspector sheikh actor actress singer author director gen col capt maj lt sgt cpl cmdr adm gov sen rep hon herr herrn frau fräulein doktor bundeskanzler bundeskanzlerin kanzler kanzlerin bundespräsident präsident präsidentin minister ministerin ministerpräsident bürgermeister bürgermeisterin könig königin kaiser kaiserin fürst graf gräfin papst bischof kardinal oberst hauptmann professorin ingenieur ing dipl',
)
/** Titles that go with another before them: "Vice President", "Prime Minister". */
export const BEFORE_TITLES = words(
  'prime vice deputy former chief executive managing major lieutenant brigadier rear attorney foreign defense defence finance interior chief first second sir lord lady dame crown field',
)
/** Head words of names of organisations. */
export const ORGANIZATION_WORDS = words(
  'university college school institute institution academy faculty hospital clinic museum library society association federation union league club team committee council commission agency authority administration department ministry bureau office board court parliament congress senate assembly government party army navy force forces corps brigade regiment division battalion squadron police bank company corporation group holding holdings industries airlines airways motors records studios entertainment pictures productions press newspaper network channel broadcasting radio television foundation trust fund organization organisation church diocese order orchestra symphony band choir theatre theater consortium laboratory laboratories labs systems technologies software brothers partners associates united rovers athletic wanderers fc universität hochschule fachhochschule gymnasium schule institut akademie klinik krankenhaus museum verein verband bund bundesamt bundesanstalt landesamt amt ministerium bundesministerium partei gewerkschaft kammer gericht bundesgerichtshof bundestag bundesrat landtag werke stadtwerke gesellschaft stiftung kirche orchester zeitung verlag bank sparkasse versicherung polizei feuerwehr armee fraunhofer-institut max-planck-institut université universidad ayuntamiento ministère ministerio université',
)
/** Forms of companies, at the end of their names. */
export const COMPANY_FORMS = words(
  'inc ltd llc llp plc corp co gmbh ag kg kgaa ohg ug se ev e.v mbh sa sarl srl spa bv nv ab oy as oyj sas pty',
)
/** Head words of names of places. */
export const PLACE_WORDS = words(
  'city town village county state province district region territory republic kingdom empire island islands isle lake river creek sea ocean bay gulf strait mountain mountains mount hill hills valley desert forest park beach coast peninsula canyon falls springs bridge street road avenue boulevard blvd lane square airport station port harbor harbour castle palace tower fort cape point canal dam reservoir stadium arena cemetery straße strasse platz allee gasse weg see fluss berg gebirge tal wald insel kanal brücke bahnhof flughafen schloss burg kreis landkreis bezirk halbinsel meer hafen tor',
)
export const PLACE_WORDS_BEFORE = words(
  'mount lake cape fort port saint st north south east west new san santa los las el rio lago monte',
)
/** Endings of German and English names of places. */
export const PLACE_ENDINGS =
  /(?:.{2}(?:burg|berg|dorf|stadt|heim|hausen|furt|kirchen|münchen|hafen|brück|felden|ingen|shire|ville|borough|burgh|stan|land|grad|polis|ford|bury|mouth))$/u
/** Last words of names of products, models and programs. */
export const PRODUCT_WORDS = words(
  'pro max mini plus ultra edition version studio suite server windows phone tablet xp os controller drive panel series serie engine sdk api framework player portal manager designer cpu',
)
/** Things that names of works and events end with; they keep a possessive and an "of the" inside. */
export const EVENT_WORDS = words(
  'battle war wars treaty siege revolution act law laws theorem syndrome disease razor day prize award awards championship championships cup olympics olympic games festival tour series movement campaign conference summit convention constitution declaration gesetz satz krieg schlacht vertrag preis meisterschaft',
)
/** May be followed by "of the" or "for the" and more inside of one name. */
export const TAKES_OF_THE = words(
  'university battle war bank house church institute college school department ministry museum order lord lords society association council court academy church bay gulf isle day federation commission committee office organization organisation union league treaty board center centre community confederation dictionary encyclopedia journal journals temple tower people people’s',
)
/** Role words that an "of" leads away from: "President of the United States", "Premier of China". */
export const ROLES = words(
  'president premier governor minister secretary king queen prince princess duke emperor officer coach mayor chairman ceo director captain commander head leader member chief ambassador bishop archbishop general counsel professor dean editor author founder son daughter wife husband brother sister some because out most many one all each none list part native citizen',
)
export const DAYS_AND_MONTHS = words(
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober dezember today tomorrow',
)
/** Given names common in English and German texts: enough to tell persons in many cases, no list of all. */
export const GIVEN_NAMES = words(
  'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander patrick raymond jack dennis jerry tyler aaron jose adam nathan henry peter zachary walter kyle harold carl jeremy keith roger gerald ethan arthur terry christian sean lawrence austin joe noah albert jesse willie billy bruce bobby ralph roy eugene louis philip johnny mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle dorothy carol amanda melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara jean kathryn janice julia grace hans peter wolfgang klaus jürgen dieter manfred uwe günter günther horst bernd rainer helmut gerhard heinz werner stefan stephan andreas matthias martin markus jens jan lars sven ulrich karl kurt ernst friedrich wilhelm ludwig johann heinrich otto hermann fritz felix lukas leon jonas max maximilian moritz paul tobias florian sebastian philipp simon dominik fabian ursula renate monika helga karin ingrid sabine petra gabriele claudia birgit heike susanne brigitte christa gisela katrin kathrin anja silke martina katharina lena leonie sophie marie lea johanna charlotte luise frieda greta jeanne pierre jacques françois juan carlos luis miguel pedro giovanni giuseppe marco luca ivan dmitri vladimir sergei mohammed muhammad ahmed ali hassan ibrahim wei jun hiroshi kenji barack albert isaac marie niels erwin werner emmy ada alan grace steve bill tim linus elon jeff ' +
    `abigail adele adrian agnes aidan alan alejandro alex alexandra alexis alfred alice alicia alison allison alyssa amber amelia amir
anastasia anders anita anne annette annie antonio april archibald ariana arnold arthur audrey barry beatrice becky ben bernard bernice bertha
beth bethany betty beverly blake bob boris brad bradley brady brenda brent brett bridget britney bryan caleb cameron candice carla carlo carmen
caroline carolina cassandra cecilia chad charlene chelsea cheryl chloe chris christie christopher claire clara clarence claude clayton clifford
clinton clyde cody colin connor constance corey cory courtney craig crystal curtis daisy dale damian dan dana danielle danny darrell darren
dave dean deborah denise derek desmond diana diego dolores dominic don donna doris douglas drew duane duncan dustin dwayne earl eddie edgar
edith edmund edwin eileen elaine eleanor elena eli elias elijah elisa elise eliza ella ellen elliott elmer elsa elsie emanuel emil emilio
enrique erica erik erika erin ernest esther eugene eva evan evelyn everett fatima fernando fiona floyd frances francis francisco franklin fred
freddie frederick gabriel gabriella gail gavin gene genevieve geoffrey georgia gerard gilbert gina ginger giorgio glen glenn gloria gordon
graham greg greta gustav gwen harriet harry harvey hazel hector heidi helena henri herbert herman hilary hillary holly homer hope howard hugh
hugo ian ignacio igor ingrid irene iris irving isabel isabella isaiah ivan ivy jackie jaclyn jake jamie jana jared jasmine jay jeanette jeffery
jenna jennie jenny jeremiah jerome jessie jill jim jimmy joann jocelyn jody joel joey johan jonathon jordan jorge josef josefina josephine josh
josiah joy juanita judy jules julian julien juliet june justine kaitlyn karl kate katie katrina kay kayla keira kelsey ken kendra kenny kent
kerry kim kirk kirsten krista kristen kristin kurt kylie lance larry lars latoya laurie leah leigh leila len leo leonard leonardo leroy leslie
lester lewis liam lillian lily lindsay lindsey lloyd lois lola lorenzo loretta lorraine lou louise lucas lucia lucille lucy luigi luke luther
lydia lynn mabel mackenzie maddie madeleine madison maggie malcolm manuel marc marcel marcia marcus marcy margarita maria marian marianne
marilyn mario marion marjorie marlene marshall marta marvin mason mathew mathilde matt maureen maurice maxine maya megan melanie melinda melvin
mercedes meredith mia micah micheal michele mickey mike mikhail mildred milton minnie miranda mitchell mohamed molly mona monique morgan morris
moses muriel myra myrtle nadia naomi natalia natalie natasha nathaniel neal ned neil nellie nelson nick nikolai nina noel nora norma norman
olga oliver ollie omar oscar otis owen pablo paige pat patrice patsy patty paula pauline pedro peggy penelope penny percy perry pete phil
phillip phoebe phyllis preston priscilla quentin rachael rafael ralph ramon randall randy raul ray rebekah regina reginald rene rhonda ricardo
rick ricky rita rob roberta roberto robin rodney rodrigo roland roman ron ronnie rory rosa rosemary rosie ross roxanne ruben rudolf rudolph
rupert russell rusty sabrina sadie sally salvador sam samantha sammy sandy sasha saul sebastian selena sergio seth shane shannon sharon shaun
shawn sheila sherry sidney silvia simone sofia sonia sonya spencer stacey stacy stan stanley stella steph stephanie sterling steve stewart
stuart sue suzanne svetlana sydney sylvia tamara tammy tanya tara tatiana taylor ted terence terrence terri thelma theodore theresa tiffany
timothy tina todd tom tommy toni tony tracey traci tracy travis trevor tricia trisha troy tyrone valentina valerie vanessa vera vernon veronica
vicki vicky victor vincent viola violet vivian vladimir wade wallace wanda warren wayne wendell wendy wesley whitney wilbur winifred winston
xavier yolanda yuri yvette yvonne zachary zoe`,
)
/** Given names that are ordinary words, too, and tell nothing alone. */
export const AMBIGUOUS_GIVEN_NAMES = words(
  'mark ernst max will bill grace dawn rose jack frank jan virginia victoria christian austin scott kelly carol frieda felix ruth miles gary dennis jose wei jun emmy ada',
)
